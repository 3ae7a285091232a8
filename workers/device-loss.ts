import * as tf from '@tensorflow/tfjs-core';

/**
 * Ends this worker's use when the graphics device is lost: tfjs has no way back from it, and calls under way would
 * never settle. An uncaught error makes the page reject them all and start another worker.
 */
export function failWhenDeviceIsLost(): void {
  const { device } = tf.backend() as unknown as { readonly device: GPUDevice };
  void device.lost.then(({ reason, message }) => {
    reportError(new Error(`the graphics processor was lost: ${reason}, ${message}`));
  });
}
