/**
 * The output head: logits over the whole vocabulary stay on the device; what is read back, at once, is each row's
 * log-sum-exp (as the largest logit and its share, per chunk of the vocabulary) and the logits of the allowed tokens.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { RaggedTokens } from '../../core/decode/scorer.js';
import { linear } from './layers.js';
import type { HeadChunk, Parameters } from './parameters.js';
import { tidy } from './tidy.js';

/** Logits [rows, vocabulary] in full: for tests and training, not for decoding. The caller owns the tensor. */
export function fullLogits({ head }: Parameters, hidden: tf.Tensor): tf.Tensor {
  return tf.tidy(() =>
    tf.concat(
      head.map((chunk) => linear(hidden, chunk)),
      1,
    ),
  );
}

/** What the logits of one product and a copy of them may take. */
const LARGEST_LOGITS_BYTES = 32 * 1024 * 1024;

/**
 * Log-probabilities at the allowed tokens of each row of `hidden` [rows, width]; parallel to `allowed.tokens`. Many rows
 * go through the head in groups, so that no group's logits exceed `largestBytes`.
 */
export async function allowedLogProbs(
  { head }: Pick<Parameters, 'head'>,
  hidden: tf.Tensor,
  allowed: RaggedTokens,
  largestBytes = LARGEST_LOGITS_BYTES,
): Promise<Float32Array> {
  const rows = allowed.starts.length - 1;
  const groups = rowGroups(rows, head, largestBytes).map(([first, end]) => {
    const picks = head.map((chunk) => picksIn(chunk, allowed, first, end));
    return { first, end, picks };
  });
  const packed = tf.tidy(() =>
    tf.concat(
      groups.flatMap(({ first, end, picks }) => {
        const own = end - first === rows ? hidden : tf.slice(hidden, [first, 0], [end - first, -1]);
        return head.flatMap((chunk, i) => tidy(() => reduceChunk(own, chunk, picks[i])));
      }),
    ),
  );
  let values: Float32Array;
  try {
    values = (await packed.data()) as Float32Array;
  } finally {
    packed.dispose();
  }

  const logits = new Float32Array(allowed.tokens.length);
  const logSumExp = new Float64Array(rows).fill(-Infinity);
  let offset = 0;
  for (const { first, end, picks } of groups) {
    for (const { slots } of picks) {
      for (let row = first; row < end; row += 1, offset += 1) {
        const chunkLog = (values[offset] ?? 0) - Math.log(values[offset + end - first] ?? 0);
        logSumExp[row] = logAddExp(logSumExp[row] ?? -Infinity, chunkLog);
      }
      offset += end - first;
      for (const slot of slots) {
        logits[slot] = values[offset] ?? 0;
        offset += 1;
      }
    }
  }
  for (let row = 0; row < rows; row += 1) {
    const end = allowed.starts[row + 1] ?? 0;
    for (let slot = allowed.starts[row] ?? 0; slot < end; slot += 1) {
      logits[slot] = (logits[slot] ?? 0) - (logSumExp[row] ?? 0);
    }
  }
  return logits;
}

/** Ranges [first, end) of rows, each as long as `largestBytes` of logits allow. */
function rowGroups(rows: number, head: readonly HeadChunk[], largestBytes: number): [number, number][] {
  const widest = head.reduce((most, { size }) => Math.max(most, size), 1);
  const most = Math.max(1, Math.floor(largestBytes / (4 * widest)));
  return Array.from({ length: Math.ceil(rows / most) }, (_, i) => [i * most, Math.min(rows, (i + 1) * most)]);
}

interface Picks {
  /** Places in `allowed.tokens` that fall into the chunk. */
  readonly slots: readonly number[];
  /** Where each stands in the chunk's flattened logits [rows * size]. */
  readonly flat: readonly number[];
}

/** For the rows from `first` and below `last`. */
function picksIn(chunk: HeadChunk, { starts, tokens }: RaggedTokens, first: number, last: number): Picks {
  const slots: number[] = [];
  const flat: number[] = [];
  for (let row = first; row < last; row += 1) {
    const end = starts[row + 1] ?? 0;
    for (let slot = starts[row] ?? 0; slot < end; slot += 1) {
      const column = (tokens[slot] ?? 0) - chunk.first;
      if (column < 0 || column >= chunk.size) continue;
      slots.push(slot);
      flat.push((row - first) * chunk.size + column);
    }
  }
  return { slots, flat };
}

/**
 * Per row the largest logit and its share of the chunk's probability, then the picked logits: vectors to be packed.
 * The share of the largest is the inverse of the sum of exp(logit - largest), and backends compute a softmax faster
 * than that sum step by step.
 */
function reduceChunk(hidden: tf.Tensor, chunk: HeadChunk, picks: Picks | undefined): tf.Tensor1D[] {
  const logits = linear(hidden, chunk); // (R, size)
  const vectors = [tf.max(logits, 1), tf.max(tf.softmax(logits), 1)]; // (R) each
  if (picks && picks.flat.length > 0) {
    const flat = tf.tensor(Int32Array.from(picks.flat), [picks.flat.length], 'int32');
    vectors.push(tf.gather(tf.reshape(logits, [-1]), flat));
  }
  return vectors as tf.Tensor1D[];
}

function logAddExp(a: number, b: number): number {
  const most = Math.max(a, b);
  return most === -Infinity ? most : most + Math.log(Math.exp(a - most) + Math.exp(b - most));
}
