import * as tf from '@tensorflow/tfjs-core';

/** Rows of `x` along its first dimension, in the order of `indices`; `x` itself when that is its own order. */
export function gatherRows(x: tf.Tensor, indices: Uint32Array): tf.Tensor {
  if (indices.length === x.shape[0] && indices.every((index, row) => index === row)) return x;
  return tf.gather(x, tf.tensor(Int32Array.from(indices), [indices.length], 'int32'));
}
