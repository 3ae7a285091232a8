/**
 * The layers of BART (Lewis et al. 2020, arXiv 1910.13461), as Transformers computes them in evaluation mode. All
 * work on rows [rows, width] whatever the rows are; call them inside `tf.tidy`.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Attention, Feed, Linear, LowRank, Norm } from './parameters.js';

const LAYER_NORM_EPSILON = 1e-5;

/** [rows, inputs] → [rows, outputs] */
export function linear(x: tf.Tensor, { weight, bias, lowRank }: Linear): tf.Tensor {
  const frozen = frozenLinear(x, weight, bias);
  if (!lowRank) return frozen;
  return tf.add(frozen, lowRankLinear(x, lowRank));
}

/** scale (x Aᵀ) Bᵀ, with gradients to all three, written so that they are products WASM is fast at. */
function lowRankLinear(x: tf.Tensor, { a, b, scale }: LowRank): tf.Tensor {
  const compute = tf.customGrad((...args) => {
    const [input, down, up] = args.slice(0, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const save = args[3] as (tensors: tf.Tensor[]) => void;
    const inner = tf.mul(product(input, down, false, true), scale); // (rows, rank)
    save([input, down, up, inner]);
    return {
      value: product(inner, up, false, true),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [given, first, second, middle] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
        const slope = tf.mul(tf.matMul(dy, second), scale); // (rows, rank)
        return [
          tf.matMul(slope, first),
          product(slope, given, true, false),
          product(dy, middle, true, false),
        ];
      },
    };
  });
  return compute(x, a, b);
}

/** A product of two matrices, the smaller side transposed by itself on WASM: see `timesTransposed`. */
function product(x: tf.Tensor, y: tf.Tensor, transposeX: boolean, transposeY: boolean): tf.Tensor {
  if (tf.getBackend() !== 'wasm') return tf.matMul(x, y, transposeX, transposeY);
  return tf.matMul(transposeX ? tf.transpose(x) : x, transposeY ? tf.transpose(y) : y);
}

/** The product with weights that are never trained: tfjs by itself would compute their gradient, too. */
function frozenLinear(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const product = tf.customGrad((input) => ({
    value: tf.fused.matMul({ a: input as tf.Tensor, b: weight, bias }),
    gradFunc: (dy: tf.Tensor) => timesTransposed(dy, weight),
  }));
  return product(x);
}

/**
 * x wᵀ for x [rows, columns] and w [n, columns] → [rows, n]. On WASM as the transpose of w xᵀ: a product with a
 * transposed side is some ten times slower there, and x is the small one.
 */
export function timesTransposed(x: tf.Tensor, w: tf.Tensor): tf.Tensor {
  return tf.getBackend() === 'wasm'
    ? tf.transpose(tf.matMul(w, tf.transpose(x)))
    : tf.matMul(x, w, false, true);
}

/** Each row to mean 0 and variance 1, then gain and bias. */
export function layerNorm(x: tf.Tensor, { gain, bias }: Norm): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true); // [rows, 1]
  const scaled = tf.mul(centred, tf.rsqrt(tf.add(variance, LAYER_NORM_EPSILON)));
  return tf.add(tf.mul(scaled, gain), bias);
}

/** x * Phi(x), exact: by the error function, not by tanh. */
function gelu(x: tf.Tensor): tf.Tensor {
  const half = tf.mul(x, 0.5);
  return tf.add(half, tf.mul(half, tf.erf(tf.mul(x, Math.SQRT1_2))));
}

/** The feed-forward half of a layer: residual, then norm. */
export function feedForward(x: tf.Tensor, { up, down, norm }: Feed): tf.Tensor {
  return layerNorm(tf.add(x, linear(gelu(linear(x, up)), down)), norm);
}

/** An attention half of a layer: output projection, residual, then norm. */
export function closeAttention(x: tf.Tensor, context: tf.Tensor, { out, norm }: Attention): tf.Tensor {
  return layerNorm(tf.add(x, linear(context, out)), norm);
}

/** [groups * length, width] → [groups, heads, length, head width] */
export function splitHeads(x: tf.Tensor, groups: number, heads: number): tf.Tensor {
  const [rows = 0, width = 0] = x.shape;
  const split = tf.reshape(x, [groups, rows / groups, heads, width / heads]); // (G, L, H, dh)
  return tf.transpose(split, [0, 2, 1, 3]);
}

/** [groups, heads, length, head width] → [groups * length, width] */
export function joinHeads(x: tf.Tensor): tf.Tensor {
  const [groups = 0, heads = 0, length = 0, headWidth = 0] = x.shape;
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [groups * length, heads * headWidth]);
}

/**
 * Softmax attention within each group and head.
 * query [G, H, Q, dh]; key, value [G, H, K, dh]; mask broadcastable to [G, H, Q, K], added; → [G, H, Q, dh].
 * Queries come scaled.
 */
export function attend(query: tf.Tensor, { key, value }: KeysAndValues, mask: tf.Tensor | null): tf.Tensor {
  const scores = tf.matMul(query, key, false, true); // (G, H, Q, K)
  return tf.matMul(tf.softmax(mask ? tf.add(scores, mask) : scores), value);
}

export interface KeysAndValues {
  /** [groups, heads, length, head width] */
  readonly key: tf.Tensor;
  readonly value: tf.Tensor;
}

/** Keys and values of rows [groups * length, width]. */
export function keysAndValues(x: tf.Tensor, groups: number, attention: Attention): KeysAndValues {
  return {
    key: splitHeads(linear(x, attention.key), groups, attention.heads),
    value: splitHeads(linear(x, attention.value), groups, attention.heads),
  };
}

/** What an additive mask holds where attention is forbidden: exp underflows to 0 in f32. */
export const FORBIDDEN = -1e9;
