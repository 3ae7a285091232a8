/**
 * The decoder with its caches. Self-attention caches grow by one slot a step, the same slot for all rows, so rows
 * whose prefixes were shorter have unused slots before it: a mask hides those, and positions ignore them.
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  attend,
  closeAttention,
  feedForward,
  FORBIDDEN,
  joinHeads,
  keysAndValues,
  layerNorm,
  linear,
  splitHeads,
  type KeysAndValues,
} from './layers.js';
import { gatherRows } from './gather.js';
import { tidy } from './tidy.js';
import { paddingMask, type Padded } from './padding.js';
import type { Attention, Parameters } from './parameters.js';
import type { RowGrid } from './row-grid.js';

/** Cross-attention keys and values [mentions, heads, source length, head width] of one layer, one copy a mention. */
export function crossCaches({ decoder }: Parameters, states: tf.Tensor, mentions: number): KeysAndValues[] {
  return tidy(() => decoder.layers.map(({ cross }) => keysAndValues(states, mentions, cross)));
}

export interface Prefilled {
  /** [rows * length, width]; meaningless at padding. */
  readonly hidden: tf.Tensor;
  /** Per layer, [rows, heads, length, head width]. */
  readonly caches: KeysAndValues[];
}

/**
 * Runs padded decoder inputs, `grid` telling whose source each row reads. The caller owns all tensors.
 *
 * @param visible additive self-attention mask, broadcastable to [rows, heads, length, length]: where it is not that each
 * token sees all before it
 */
export function prefill(
  { decoder }: Parameters,
  inputs: Padded,
  grid: RowGrid,
  cross: readonly KeysAndValues[],
  sourceMask: tf.Tensor | null,
  visible: tf.Tensor | null = null,
): Prefilled {
  return tidy(() => {
    // Padding is on the right, so the causal mask hides it from all true positions.
    const seen = visible ?? causalMask(inputs.length);
    const caches: KeysAndValues[] = [];
    const groups = inputs.rows;
    let x = layerNorm(decoder.embed(inputs.tokens, inputs.positions), decoder.norm);
    decoder.layers.forEach((layer, index) => {
      const own = keysAndValues(x, groups, layer.self); // (R, H, L, dh)
      caches.push(own);
      const context = attend(queries(x, groups, layer.self), own, seen);
      x = closeAttention(x, joinHeads(context), layer.self);
      const crossContext = attendToSources(x, inputs.length, grid, layer.cross, at(cross, index), sourceMask);
      x = feedForward(closeAttention(x, crossContext, layer.cross), layer.feed);
    });
    return { hidden: x, caches };
  });
}

export interface StepInput {
  readonly tokens: Uint32Array;
  readonly positions: Uint32Array;
  /** Row in the caches that each row continues. */
  readonly parents: Uint32Array;
  /** Length of each row's prefix, and of the longest. */
  readonly prefixLengths: readonly number[];
  readonly paddedPrefix: number;
  readonly grid: RowGrid;
}

/** One token for each of R rows → hidden [R, width] and caches one slot longer. The caller owns all tensors. */
export function decodeStep(
  { decoder }: Parameters,
  input: StepInput,
  caches: readonly KeysAndValues[],
  cross: readonly KeysAndValues[],
  sourceMask: tf.Tensor | null,
): Prefilled {
  return tidy(() => {
    const rows = input.tokens.length;
    const slots = (caches[0]?.key.shape[2] ?? 0) + 1;
    const maskValues = paddingMask(input.prefixLengths, input.paddedPrefix, slots);
    const mask = maskValues && tf.tensor(maskValues, [rows, 1, 1, slots], 'float32');
    const next: KeysAndValues[] = [];
    let x = layerNorm(decoder.embed(input.tokens, input.positions), decoder.norm); // (R, d)
    decoder.layers.forEach((layer, index) => {
      const own = extend(at(caches, index), input.parents, keysAndValues(x, rows, layer.self));
      next.push(own);
      const context = attend(queries(x, rows, layer.self), own, mask); // (R, H, 1, dh)
      x = closeAttention(x, joinHeads(context), layer.self);
      const crossContext = attendToSources(x, 1, input.grid, layer.cross, at(cross, index), sourceMask);
      x = feedForward(closeAttention(x, crossContext, layer.cross), layer.feed);
    });
    return { hidden: x, caches: next };
  });
}

/** Context of each position from its mention's source: [R * length, d] → the same shape. */
function attendToSources(
  x: tf.Tensor,
  length: number,
  grid: RowGrid,
  attention: Attention,
  source: KeysAndValues,
  mask: tf.Tensor | null,
): tf.Tensor {
  const width = x.shape[1] ?? 0;
  const whole = (y: tf.Tensor): tf.Tensor => tf.reshape(y, [-1, length * width]);
  const positions = (y: tf.Tensor): tf.Tensor => tf.reshape(y, [-1, width]);
  const placed = positions(grid.place(whole(linear(x, attention.query)))); // (M * rows per mention * length, d)
  const query = splitHeads(placed, grid.mentions, attention.heads); // (M, H, rows per mention * length, dh)
  return positions(grid.collect(whole(joinHeads(attend(query, source, mask)))));
}

function queries(x: tf.Tensor, groups: number, attention: Attention): tf.Tensor {
  return splitHeads(linear(x, attention.query), groups, attention.heads);
}

/** The parents' caches with one more slot: [R', H, T, dh] and [R, H, 1, dh] → [R, H, T + 1, dh] */
function extend(cache: KeysAndValues, parents: Uint32Array, added: KeysAndValues): KeysAndValues {
  return {
    key: tf.concat([gatherRows(cache.key, parents), added.key], 2),
    value: tf.concat([gatherRows(cache.value, parents), added.value], 2),
  };
}

function causalMask(length: number): tf.Tensor {
  const values = new Float32Array(length * length);
  for (let row = 0; row < length; row += 1)
    values.fill(FORBIDDEN, row * length + row + 1, (row + 1) * length);
  return tf.tensor(values, [1, 1, length, length], 'float32');
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index} of ${items.length}.`);
  return item;
}
