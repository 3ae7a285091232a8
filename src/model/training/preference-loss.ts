/** The losses of preference training, over summed log-probabilities of names. */
import * as tf from '@tensorflow/tfjs-core';

/** The names of some pairs, each a vector [pairs]. */
export interface PairScores {
  /** Summed log-probabilities under the model that is trained. */
  readonly chosen: tf.Tensor;
  readonly rejected: tf.Tensor;
  /** The same under the reference, and pieces with end-of-sequence. */
  readonly referenceChosen: tf.Tensor;
  readonly referenceRejected: tf.Tensor;
  readonly chosenPieces: tf.Tensor;
  readonly rejectedPieces: tf.Tensor;
}

/**
 * Loss of each pair, [pairs].
 *
 * `dpo` (arXiv 2305.18290, equation 7): -log sigmoid(beta ((c - c_ref) - (r - r_ref))). `ipo` (arXiv 2310.12036,
 * equation 17, with log-probabilities averaged over the pieces of a name, as TRL has it): the square of
 * ((c - c_ref) / |c| - (r - r_ref) / |r|) - 1 / (2 beta).
 */
export function pairLosses(loss: 'dpo' | 'ipo', beta: number, scores: PairScores): tf.Tensor {
  const chosen = tf.sub(scores.chosen, scores.referenceChosen);
  const rejected = tf.sub(scores.rejected, scores.referenceRejected);
  if (loss === 'dpo') return tf.softplus(tf.mul(tf.sub(chosen, rejected), -beta));
  const difference = tf.sub(tf.div(chosen, scores.chosenPieces), tf.div(rejected, scores.rejectedPieces));
  return tf.square(tf.sub(difference, 1 / (2 * beta)));
}

/** Negative mean log-probability per piece of each name, [names]. */
export function supervisedLosses(scores: tf.Tensor, pieces: tf.Tensor): tf.Tensor {
  return tf.neg(tf.div(scores, pieces));
}

/** A preference loss with its supervised share, which counts `weight` times. */
export function totalLoss(preference: tf.Tensor, supervised: tf.Tensor | null, weight: number): tf.Tensor {
  return supervised ? tf.add(preference, tf.mul(supervised, weight)) : preference;
}
