/** Names as rows of the decoder, each after its own source: what one pass of training computes. */
import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from '../../core/decode/engine.js';
import type { ScorerInput } from '../../core/decode/scorer.js';
import type { TokenId } from '../../core/ids.js';
import { crossCaches, prefill } from '../bart/decoder.js';
import { padInputs } from '../bart/inputs.js';
import type { Padded } from '../bart/padding.js';
import type { Parameters } from '../bart/parameters.js';
import { createRowGrid } from '../bart/row-grid.js';
import { FINAL_BIAS, SHARED_TABLE } from '../bart/tensors.js';
import type { LoadedWeights } from '../weights/load.js';
import type { SourceStates } from './encoded-sources.js';
import { pickRows, tokenLogProbs, type TargetRows } from './name-log-probs.js';

/** One source with its names: the same number for every source of a batch. */
export interface NamedInput {
  readonly input: ScorerInput;
  /** With end-of-sequence. */
  readonly names: readonly (readonly TokenId[])[];
}

/** Names laid out for the decoder. The maker owns the tensors. */
export interface NameRows {
  readonly inputs: Padded;
  readonly mentionOfRow: Uint32Array;
  /** Positions that predict the names' pieces, row by row, in the flattened inputs. */
  readonly predicting: Int32Array;
  readonly targets: TargetRows;
  /** [rows, pieces of all names]: 1 where a piece is of the row's name. */
  readonly membership: tf.Tensor;
}

/** @throws SeraphError too-large, model-incompatible; RangeError for an empty name, or unequal numbers of names */
export function layOutNames(
  weights: LoadedWeights,
  named: readonly NamedInput[],
  backend: Engine['backend'],
): NameRows {
  const { config } = weights.manifest;
  const perSource = named[0]?.names.length ?? 0;
  const rows = named.flatMap(({ input, names }) => {
    if (names.length !== perSource) throw new RangeError('Every source needs the same number of names.');
    return names.map((name) => ({ prefix: input.prefix, name }));
  });
  if (rows.some(({ name }) => name.length === 0)) throw new RangeError('A name needs at least one piece.');
  const inputs = padInputs(
    // The last piece is predicted, not read.
    rows.map(({ prefix, name }) => [...prefix, ...name.slice(0, -1)]),
    'prefixes',
    config,
    backend,
  );
  const predicting = Int32Array.from(
    rows.flatMap(({ prefix, name }, row) =>
      name.map((_, place) => row * inputs.length + prefix.length - 1 + place),
    ),
  );
  const tokens = rows.flatMap(({ name }) => name);
  const membership = new Float32Array(rows.length * tokens.length);
  let piece = 0;
  rows.forEach(({ name }, row) => {
    membership.fill(1, row * tokens.length + piece, row * tokens.length + piece + name.length);
    piece += name.length;
  });
  return {
    inputs,
    mentionOfRow: Uint32Array.from(rows, (_, row) => Math.floor(row / perSource)),
    predicting,
    targets: targetRows(weights, tokens),
    membership: tf.tensor(membership, [rows.length, tokens.length], 'float32'),
  };
}

export function disposeNames({ targets, membership }: NameRows): void {
  tf.dispose([targets.embeddings, targets.biases, membership]);
}

/** log p of each name after its source and prefix, summed over its pieces: [rows]. With a gradient to the adapter. */
export function nameLogProbs(
  parameters: Parameters,
  { sources, states, mask }: SourceStates,
  { inputs, mentionOfRow, predicting, targets, membership }: NameRows,
): tf.Tensor {
  const cross = crossCaches(parameters, states, sources.rows);
  // As every source has as many rows as the others, and in their order, the grid moves nothing: its gather has no
  // gradient.
  const grid = createRowGrid(mentionOfRow, sources.rows);
  const { hidden } = prefill(parameters, inputs, grid, cross, mask);
  const logProbs = tokenLogProbs(pickRows(hidden, predicting), targets, parameters.head);
  return tf.squeeze(tf.matMul(membership, tf.expandDims(logProbs, 1)), [1]);
}

function targetRows(weights: LoadedWeights, tokens: readonly TokenId[]): TargetRows {
  const { width } = weights.manifest.config;
  const embeddings = new Float32Array(tokens.length * width);
  const biases = weights.rows(FINAL_BIAS);
  tokens.forEach((token, place) => {
    embeddings.set(weights.rows(SHARED_TABLE, token, 1), place * width);
  });
  return {
    embeddings: tf.tensor(embeddings, [tokens.length, width], 'float32'),
    biases: tf.tensor(
      Float32Array.from(tokens, (token) => biases[token] ?? 0),
      [tokens.length],
      'float32',
    ),
  };
}
