/** Log-probabilities of given names with a gradient back to the decoder's states: what training looks at. */
import * as tf from '@tensorflow/tfjs-core';
import { linear, timesTransposed } from '../bart/layers.js';
import type { HeadChunk } from '../bart/parameters.js';

/** The pieces that are looked at. The maker owns the tensors. */
export interface Targets {
  /** Of each target, the state that predicts it; several may share one. */
  readonly states: Int32Array;
  /** The same as a matrix [states, targets]: 1 where the state predicts the target. */
  readonly ofState: tf.Tensor;
  /** Its row of the tied table, [targets, width], and of the logits' bias, [targets]. */
  readonly embeddings: tf.Tensor;
  readonly biases: tf.Tensor;
}

export function disposeTargets({ ofState, embeddings, biases }: Targets): void {
  tf.dispose([ofState, embeddings, biases]);
}

/**
 * log p of each target, [targets], over the whole vocabulary, from the states that predict them, [states, width].
 *
 * The head is frozen, so that its gradient is short: of log p(t) by the state it is E_t - sum_v p(v) E_v, with E the
 * tied table. No gradient goes into the targets.
 */
export function tokenLogProbs(hidden: tf.Tensor, targets: Targets, head: readonly HeadChunk[]): tf.Tensor {
  const { ofState, embeddings, biases } = targets;
  const compute = tf.customGrad((states, save) => {
    const input = states as tf.Tensor;
    const chunks = head.map((chunk) => softmaxOf(input, chunk));
    const logSums = tf.stack(
      chunks.map(({ logSum }) => logSum),
      1,
    ); // (S, chunks)
    const logSum = tf.logSumExp(logSums, 1, true); // (S, 1)
    const order = tf.tensor(targets.states, [targets.states.length], 'int32');
    const logits = tf.add(tf.sum(tf.mul(tf.gather(input, order), embeddings), 1), biases); // (T)
    // Of each chunk, its share of all the probability.
    (save as (tensors: tf.Tensor[]) => void)([
      tf.exp(tf.sub(logSums, logSum)),
      ...chunks.map(({ softmax }) => softmax),
    ]);
    return {
      value: tf.sub(logits, tf.squeeze(tf.gather(logSum, order), [1])),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [shares, ...softmaxes] = saved;
        if (!shares) throw new RangeError('The shares of the chunks were not saved.');
        const expected = tf.addN(
          softmaxes.map((softmax, index) => {
            const share = tf.slice(shares, [0, index], [-1, 1]); // (S, 1)
            const weight = head[index]?.weight;
            if (!weight) throw new RangeError(`The head has no chunk ${index}.`);
            return tf.mul(timesTransposed(softmax, weight), share); // (S, d)
          }),
        );
        const slopes = tf.expandDims(dy, 1); // (T, 1)
        return tf.sub(
          tf.matMul(ofState, tf.mul(embeddings, slopes)),
          tf.mul(expected, tf.matMul(ofState, slopes)),
        );
      },
    };
  });
  return compute(hidden);
}

/** Softmax within a chunk [N, size], and the log of the sum of exponentials that it was divided by [N]. */
function softmaxOf(hidden: tf.Tensor, chunk: HeadChunk): { softmax: tf.Tensor; logSum: tf.Tensor } {
  const logits = linear(hidden, chunk);
  const softmax = tf.softmax(logits);
  // The share of the largest is the inverse of the sum of exp(logit - largest).
  return { softmax, logSum: tf.sub(tf.max(logits, 1), tf.log(tf.max(softmax, 1))) };
}

/** Rows of `x` at `indices`, none of them twice, with a gradient: tfjs has none for gather on WASM. */
export function pickRows(x: tf.Tensor, indices: Int32Array): tf.Tensor {
  const [rows = 0] = x.shape;
  // Where the gradient of each row lies; those not picked have a row of nothing at the end.
  const place = new Int32Array(rows).fill(indices.length);
  indices.forEach((index, position) => {
    place[index] = position;
  });
  const pick = tf.customGrad((input) => ({
    value: tf.gather(input as tf.Tensor, tf.tensor(indices, [indices.length], 'int32')),
    gradFunc: (dy: tf.Tensor) => {
      const withNothing = tf.concat([dy, tf.zeros([1, ...dy.shape.slice(1)])], 0);
      return tf.gather(withNothing, tf.tensor(place, [rows], 'int32'));
    },
  }));
  return pick(x);
}
