/**
 * Comparison with the golden files of training/golden/make_models.py. Shared by the tests under Node and the page that
 * runs on WebGPU, so that every backend is held to the same files.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Engine, NameRow } from '../../core/decode/engine.js';
import type { RaggedTokens } from '../../core/decode/scorer.js';
import type { TokenId } from '../../core/ids.js';
import { crossCaches, prefill } from '../bart/decoder.js';
import { encodeStates, sourceMask } from '../bart/encoder.js';
import { fullLogits } from '../bart/head.js';
import { padRight } from '../bart/padding.js';
import { uploadParameters } from '../bart/parameters.js';
import { createRowGrid } from '../bart/row-grid.js';
import type { LoadedWeights } from '../weights/load.js';
import { openTensors, type ReadFile } from './hugging-face.js';

export const GOLDEN_MODELS = ['tiny-plain', 'tiny-scaled', 'tiny-deep'] as const;

export interface GoldenCase {
  readonly sources: readonly (readonly TokenId[])[];
  readonly targets: readonly (readonly TokenId[])[];
  /** [sum of source lengths * width] */
  readonly states: Float32Array;
  /** [sum of target lengths * vocabulary] */
  readonly logits: Float32Array;
  /** Names given for the sources, several or none for one, not in their order. */
  readonly names: readonly NameRow[];
  /** Log-probabilities of the names' tokens: [sum of name lengths] */
  readonly scores: Float32Array;
}

export async function readGolden(read: ReadFile): Promise<readonly GoldenCase[]> {
  const { cases } = JSON.parse(new TextDecoder().decode(await read('golden.json'))) as {
    cases: readonly Pick<GoldenCase, 'sources' | 'targets' | 'names'>[];
  };
  const tensors = await openTensors(read, 'golden.safetensors');
  const all = (name: string): Promise<Float32Array> => tensors.readRows(name, 0, tensors.shape(name)[0] ?? 0);
  return Promise.all(
    cases.map(async (golden, i) => ({
      ...golden,
      states: await all(`states.${i}`),
      logits: await all(`logits.${i}`),
      scores: await all(`scores.${i}`),
    })),
  );
}

/** Encoder states and logits at true positions, in the golden files' order. */
export async function rawOutputs(
  weights: LoadedWeights,
  { sources, targets }: GoldenCase,
  limits: { readonly headBytes?: number; readonly activationBytes?: number } = {},
): Promise<Pick<GoldenCase, 'states' | 'logits'>> {
  const parameters = uploadParameters(weights, limits.headBytes);
  const longest = (lists: GoldenCase['sources']): number => Math.max(...lists.map((list) => list.length));
  // One column more than needed, so that even the longest source is padded.
  const padded = padRight(sources, longest(sources) + 1);
  const prefixes = padRight(targets, longest(targets) + 1);
  const mask = sourceMask(padded);
  const encoded = encodeStates(parameters, padded, limits.activationBytes);
  const cross = crossCaches(parameters, encoded, padded.rows);
  const grid = createRowGrid(Uint32Array.from(padded.lengths.keys()), padded.rows);
  const { hidden, caches } = prefill(parameters, prefixes, grid, cross, mask);
  const logits = fullLogits(parameters, hidden);
  const result = {
    states: trueRows((await encoded.data()) as Float32Array, padded.lengths, padded.length),
    logits: trueRows((await logits.data()) as Float32Array, prefixes.lengths, prefixes.length),
  };
  tf.dispose([encoded, hidden, logits]);
  tf.dispose([cross, caches] as unknown as tf.TensorContainer);
  mask?.dispose();
  parameters.dispose();
  return result;
}

/** [rows * length * width] without the padding. */
function trueRows(values: Float32Array, lengths: readonly number[], length: number): Float32Array {
  const width = values.length / (lengths.length * length);
  const kept = lengths.map((own, row) => values.subarray(row * length * width, (row * length + own) * width));
  const result = new Float32Array(kept.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of kept) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}

/** NaN if any difference is. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`Lengths differ: ${a.length} and ${b.length}.`);
  let largest = 0;
  for (let i = 0; i < a.length; i += 1) largest = Math.max(largest, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return largest;
}

/** Every token allowed in each of `rows` rows. */
export function allAllowed(rows: number, vocabulary: number): RaggedTokens {
  return {
    starts: Uint32Array.from({ length: rows + 1 }, (_, row) => row * vocabulary),
    tokens: Uint32Array.from({ length: rows * vocabulary }, (_, i) => i % vocabulary),
  };
}

/** Log-softmax of one row of golden logits, in f64. */
export function logSoftmax(logits: Float32Array, row: number, vocabulary: number): Float64Array {
  const values = Float64Array.from(logits.subarray(row * vocabulary, (row + 1) * vocabulary));
  const most = values.reduce((a, b) => Math.max(a, b));
  const sum = values.reduce((total, value) => total + Math.exp(value - most), 0);
  return values.map((value) => value - most - Math.log(sum));
}

/**
 * Feeds a golden case through an engine: prefixes of unequal length (all but the last few target tokens), then one
 * token a step, mentions dropping out as their targets end and the rest kept in two copies, second copies in reverse
 * order. Returns the largest difference of the log-probabilities, over the whole vocabulary.
 */
export async function engineDifference(engine: Engine, golden: GoldenCase): Promise<number> {
  const { sources, targets, logits } = golden;
  const vocabulary = engine.vocabularySize;
  const firstRow = targets.map((_, i) => targets.slice(0, i).reduce((sum, target) => sum + target.length, 0));
  const prefixLengths = targets.map((target, i) => Math.max(1, target.length - 1 - (i % 3)));
  const expected = (mention: number, position: number): Float64Array =>
    logSoftmax(logits, (firstRow[mention] ?? 0) + position, vocabulary);
  let largest = 0;
  const compare = (got: Float32Array, mentions: readonly number[], step: number): void => {
    mentions.forEach((mention, row) => {
      const reference = expected(mention, (prefixLengths[mention] ?? 0) - 1 + step);
      const own = got.subarray(row * vocabulary, (row + 1) * vocabulary);
      largest = Math.max(largest, largestDifference(own, reference));
    });
  };

  const encoded = await engine.encode(sources);
  const prefixes = targets.map((target, i) => target.slice(0, prefixLengths[i]));
  let mentions = targets.map((_, i) => i);
  const first = await engine.prefill(encoded, prefixes, allAllowed(mentions.length, vocabulary));
  compare(first.logProbs, mentions, 0);
  for (let step = 1; ; step += 1) {
    const inStep = (mention: number): boolean =>
      (prefixLengths[mention] ?? 0) - 1 + step < (targets[mention]?.length ?? 0);
    const rows = mentions.flatMap((mention, row) => (inStep(mention) ? [row] : []));
    if (rows.length === 0) break;
    const parents = step === 1 ? [...rows, ...rows.toReversed()] : rows;
    mentions = parents.map((row) => mentions[row] ?? 0);
    const tokens = mentions.map(
      (mention) => targets[mention]?.[(prefixLengths[mention] ?? 0) - 1 + step] ?? 0,
    );
    const got = await engine.step(
      first.state,
      { parents: Uint32Array.from(parents), tokens: Uint32Array.from(tokens) },
      allAllowed(parents.length, vocabulary),
    );
    compare(got, mentions, step);
  }
  engine.free(first.state);
  engine.free(encoded);
  return largest;
}

/** The largest difference of a case's log-probabilities of given names. */
export async function namesDifference(
  engine: Engine,
  { sources, names, scores }: GoldenCase,
): Promise<number> {
  const encoded = await engine.encode(sources);
  const got = await engine.score(encoded, names);
  engine.free(encoded);
  return largestDifference(
    got.flatMap((row) => [...row]),
    scores,
  );
}
