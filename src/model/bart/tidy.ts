import * as tf from '@tensorflow/tfjs-core';

/** `tf.tidy` for results of any shape: all tensors made inside are freed, except those the result holds. */
export function tidy<Result extends object>(run: () => Result): Result {
  // tf.tidy walks plain objects and arrays of any type, but its typings accept only types with an index signature.
  return tf.tidy(run as unknown as () => tf.TensorContainer) as Result;
}
