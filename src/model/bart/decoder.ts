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
  /** [mentions * prefix length, width]; meaningless at padding. */
  readonly hidden: tf.Tensor;
  /** Per layer, [mentions, heads, prefix length, head width]. */
  readonly caches: KeysAndValues[];
}

/** Runs padded prefixes, one a mention. The caller owns all tensors. */
export function prefill(
  { decoder }: Parameters,
  prefixes: Padded,
  cross: readonly KeysAndValues[],
  sourceMask: tf.Tensor | null,
): Prefilled {
  return tidy(() => {
    // Padding is on the right, so the causal mask hides it from all true positions.
    const causal = causalMask(prefixes.length);
    const caches: KeysAndValues[] = [];
    const groups = prefixes.rows;
    let x = layerNorm(decoder.embed(prefixes.tokens, prefixes.positions), decoder.norm);
    decoder.layers.forEach((layer, index) => {
      const own = keysAndValues(x, groups, layer.self); // (M, H, P, dh)
      caches.push(own);
      const context = attend(queries(x, groups, layer.self), own, causal);
      x = closeAttention(x, joinHeads(context), layer.self);
      const crossContext = attend(queries(x, groups, layer.cross), at(cross, index), sourceMask);
      x = feedForward(closeAttention(x, joinHeads(crossContext), layer.cross), layer.feed);
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
      const placed = input.grid.place(linear(x, layer.cross.query)); // (M * rows per mention, d)
      const query = splitHeads(placed, input.grid.mentions, layer.cross.heads); // (M, H, rows per mention, dh)
      const crossContext = input.grid.collect(joinHeads(attend(query, at(cross, index), sourceMask))); // (R, d)
      x = feedForward(closeAttention(x, crossContext, layer.cross), layer.feed);
    });
    return { hidden: x, caches: next };
  });
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
