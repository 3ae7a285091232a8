/** Names in the decoder, each after its own source: what one pass of training computes. */
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
import { disposeTargets, pickRows, tokenLogProbs, type Targets } from './name-log-probs.js';
import { ancestorMask, packNames } from './pack-names.js';

/** One source with its names. */
export interface NamedInput {
  readonly input: ScorerInput;
  /** With end-of-sequence. */
  readonly names: readonly (readonly TokenId[])[];
}

/** Names laid out for the decoder, one row a source. The maker owns the tensors. */
export interface NameRows {
  readonly inputs: Padded;
  /** Self-attention mask [rows, 1, length, length]. */
  readonly visible: tf.Tensor;
  /** Positions whose states predict pieces, each once, in the flattened inputs. */
  readonly predicting: Int32Array;
  readonly targets: Targets;
  /** [names, targets]: 1 where a target is a piece of the name. */
  readonly membership: tf.Tensor;
}

/** @throws SeraphError too-large, model-incompatible; RangeError for an empty name */
export function layOutNames(
  weights: LoadedWeights,
  named: readonly NamedInput[],
  backend: Engine['backend'],
): NameRows {
  const { config } = weights.manifest;
  if (named.some(({ names }) => names.some((name) => name.length === 0))) {
    throw new RangeError('A name needs at least one piece.');
  }
  const packed = named.map(({ input, names }) => packNames(input.prefix, names));
  const inputs = padInputs(
    packed.map(({ tokens }) => tokens),
    'prefixes',
    config,
    backend,
  );
  const positions = new Uint32Array(inputs.positions.length);
  packed.forEach((row, place) => positions.set(row.positions, place * inputs.length));
  const stateOf = new Map<number, number>();
  const states: number[] = [];
  const targets = packed.flatMap((row, place) =>
    row.targets.map(({ from, token, names }) => {
      const position = place * inputs.length + from;
      const state = stateOf.get(position) ?? states.push(position) - 1;
      stateOf.set(position, state);
      return { state, token, names: names.map((name) => ({ row: place, name })) };
    }),
  );
  const firstName = named.map((_, place) =>
    named.slice(0, place).reduce((sum, { names }) => sum + names.length, 0),
  );
  const nameCount = named.reduce((sum, { names }) => sum + names.length, 0);
  const membership = new Float32Array(nameCount * targets.length);
  targets.forEach(({ names }, target) => {
    for (const { row, name } of names) {
      membership[((firstName[row] ?? 0) + name) * targets.length + target] = 1;
    }
  });
  return {
    inputs: { ...inputs, positions },
    visible: tf.tensor(
      ancestorMask(packed, inputs.length),
      [packed.length, 1, inputs.length, inputs.length],
      'float32',
    ),
    predicting: Int32Array.from(states),
    targets: targetsOf(weights, targets, states.length),
    membership: tf.tensor(membership, [nameCount, targets.length], 'float32'),
  };
}

export function disposeNames({ visible, targets, membership }: NameRows): void {
  disposeTargets(targets);
  tf.dispose([visible, membership]);
}

/**
 * log p of each name after its source and prefix, summed over its pieces: [names], source by source. With a gradient to
 * the adapter.
 */
export function nameLogProbs(
  parameters: Parameters,
  { sources, states, mask }: SourceStates,
  { inputs, visible, predicting, targets, membership }: NameRows,
): tf.Tensor {
  const cross = crossCaches(parameters, states, sources.rows);
  // One row a source, in their order: the grid moves nothing, and its gather, which has no gradient, is not used.
  const grid = createRowGrid(
    Uint32Array.from({ length: sources.rows }, (_, row) => row),
    sources.rows,
  );
  const { hidden } = prefill(parameters, inputs, grid, cross, mask, visible);
  const logProbs = tokenLogProbs(pickRows(hidden, predicting), targets, parameters.head);
  return tf.squeeze(tf.matMul(membership, tf.expandDims(logProbs, 1)), [1]);
}

function targetsOf(
  weights: LoadedWeights,
  targets: readonly { readonly state: number; readonly token: TokenId }[],
  states: number,
): Targets {
  const { width } = weights.manifest.config;
  const embeddings = new Float32Array(targets.length * width);
  const biases = weights.rows(FINAL_BIAS);
  const ofState = new Float32Array(states * targets.length);
  targets.forEach(({ state, token }, place) => {
    embeddings.set(weights.rows(SHARED_TABLE, token, 1), place * width);
    ofState[state * targets.length + place] = 1;
  });
  return {
    states: Int32Array.from(targets, ({ state }) => state),
    ofState: tf.tensor(ofState, [states, targets.length], 'float32'),
    embeddings: tf.tensor(embeddings, [targets.length, width], 'float32'),
    biases: tf.tensor(
      Float32Array.from(targets, ({ token }) => biases[token] ?? 0),
      [targets.length],
      'float32',
    ),
  };
}
