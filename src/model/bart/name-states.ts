/** Decoder states at the positions that predict given names: whole inputs in one pass each, no caches, no search. */
import * as tf from '@tensorflow/tfjs-core';
import type { Engine, NameRow } from '../../core/decode/engine.js';
import type { ModelConfig } from './config.js';
import { prefill } from './decoder.js';
import { gatherRows } from './gather.js';
import { checkTokens, padInputs } from './inputs.js';
import type { KeysAndValues } from './layers.js';
import type { Padded } from './padding.js';
import type { Parameters } from './parameters.js';
import { createRowGrid } from './row-grid.js';

/** Rows that go through the decoder together. */
export interface NameBatch {
  readonly inputs: Padded;
  /** The sources that the rows read, ascending, and for each row the place of its own among them. */
  readonly mentions: Uint32Array;
  readonly mentionOfRow: Uint32Array;
  /** Positions that predict the names' tokens, row by row, in the flattened inputs. */
  readonly predicting: Uint32Array;
}

/** What `scoringBatches` must know of the sources. */
export interface EncodedShape {
  readonly mentions: number;
  /** Columns of the padded sources. */
  readonly sourceLength: number;
}

/** No activation of a batch is larger. */
const LARGEST_ACTIVATION_BYTES = 32 * 1024 * 1024;

/**
 * Rows in batches, in their order; a batch of more than one row keeps its activations within `largestBytes`. Rows of a
 * mention belong side by side: a batch is computed for as many rows of each of its mentions as one of them has.
 *
 * @throws SeraphError too-large, model-incompatible; RangeError for an empty prefix or name, or a mention that is none.
 */
export function nameBatches(
  rows: readonly NameRow[],
  encoded: EncodedShape,
  config: ModelConfig,
  backend: Engine['backend'],
  largestBytes = LARGEST_ACTIVATION_BYTES,
): readonly NameBatch[] {
  const batches: NameBatch[] = [];
  let first = 0;
  for (let end = 1; end <= rows.length; end += 1) {
    const next = end < rows.length ? rows.slice(first, end + 1) : null;
    if (next !== null && activationBytes(next, encoded, config) <= largestBytes) continue;
    batches.push(nameBatch(rows.slice(first, end), encoded, config, backend));
    first = end;
  }
  return batches;
}

/** The largest of a batch's activations: the feed-forward's, or the scores of either attention. */
function activationBytes(
  rows: readonly NameRow[],
  { sourceLength }: EncodedShape,
  { decoderFfn, decoderHeads }: ModelConfig,
): number {
  const rowsOf = new Map<number, number>();
  let length = 0;
  for (const { mention, prefix, name } of rows) {
    rowsOf.set(mention, (rowsOf.get(mention) ?? 0) + 1);
    length = Math.max(length, prefix.length + name.length - 1);
  }
  const cells = rowsOf.size * Math.max(...rowsOf.values());
  const own = rows.length * Math.max(decoderFfn, decoderHeads * length);
  return 4 * length * Math.max(own, cells * decoderHeads * sourceLength);
}

function nameBatch(
  rows: readonly NameRow[],
  encoded: EncodedShape,
  config: ModelConfig,
  backend: Engine['backend'],
): NameBatch {
  for (const { mention, prefix, name } of rows) {
    if (mention < 0 || mention >= encoded.mentions) throw new RangeError(`There is no mention ${mention}.`);
    if (prefix.length === 0 || name.length === 0) {
      throw new RangeError('A prefix and a name need at least one token each.');
    }
    checkTokens(name, config.vocabularySize);
  }
  // The last token is predicted, not read.
  const read = rows.map(({ prefix, name }) => [...prefix, ...name.slice(0, -1)]);
  const inputs = padInputs(read, 'prefixes', config, backend);
  const mentions = Uint32Array.from(new Set(rows.map(({ mention }) => mention))).sort();
  return {
    inputs,
    mentions,
    mentionOfRow: Uint32Array.from(rows, ({ mention }) => mentions.indexOf(mention)),
    predicting: Uint32Array.from(
      rows.flatMap(({ prefix, name }, row) =>
        name.map((_, place) => row * inputs.length + prefix.length - 1 + place),
      ),
    ),
  };
}

/**
 * The decoder's last states at the predicting positions, [all names' tokens, width], each source's keys and values being
 * held once. The caller owns the tensor.
 *
 * @param cross of all sources, as `crossCaches` made them
 * @param mask of all sources, as `sourceMask` made it
 */
export function nameStates(
  parameters: Parameters,
  { inputs, mentions, mentionOfRow, predicting }: NameBatch,
  cross: readonly KeysAndValues[],
  mask: tf.Tensor | null,
): tf.Tensor {
  return tf.tidy(() => {
    const read = cross.map(({ key, value }) => ({
      key: gatherRows(key, mentions),
      value: gatherRows(value, mentions),
    }));
    const grid = createRowGrid(mentionOfRow, mentions.length);
    const { hidden } = prefill(parameters, inputs, grid, read, mask && gatherRows(mask, mentions));
    return tf.clone(gatherRows(hidden, predicting));
  });
}
