/** The tensors of a head in the order of its weights file: f16, little-endian, one after another. */
import { halfToNumber } from '../../core/bytes/half.js';
import type { StateProjection } from '../bart/state-reader.js';
import type { Fields } from '../weights/fields.js';
import { tagCountOf, type Crf } from './crf.js';
import type { HeadLayers } from './emissions.js';
import { AFFIXES, FLAGS } from './features.js';

export interface HeadTensors {
  readonly projections: readonly StateProjection[];
  readonly layers: HeadLayers;
  readonly crf: Crf;
}

/** The part of a model's shape that a head depends on. */
export interface EncoderShape {
  readonly width: number;
  readonly encoderLayers: number;
}

/**
 * @param root `mention-head.json`, which states the widths
 * @throws SeraphError bad-format when a width is wrong or the file is longer or shorter than they make it
 */
export function readHeadTensors(
  root: Fields,
  bytes: Uint8Array,
  typeCount: number,
  encoder: EncoderShape,
): HeadTensors {
  const encoderLayers = root.counts('layers');
  if (encoderLayers.length === 0 || encoderLayers.some((layer) => layer > encoder.encoderLayers)) {
    throw root.wrong('layers', `layers from 0 to ${encoder.encoderLayers}`, encoderLayers);
  }
  const [projected, hidden] = [root.positive('projected'), root.positive('hidden')];
  const [affixRows, affixWidth] = [root.positive('affixRows'), root.positive('affixWidth')];
  const [gramRows, gramWidth] = [root.positive('gramRows'), root.positive('gramWidth')];
  const tags = tagCountOf(typeCount);
  const told = FLAGS + tags;
  const halves = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  const take = (length: number): Float32Array => {
    const from = offset;
    offset += 2 * length;
    if (offset > bytes.byteLength) throw root.wrong('weights.bytes', `${offset} or more`, bytes.byteLength);
    return Float32Array.from({ length }, (_, at) => halfToNumber(halves.getUint16(from + 2 * at, true)));
  };
  const tensors: HeadTensors = {
    projections: encoderLayers.map((layer) => ({ layer, weight: take(encoder.width * projected) })),
    layers: {
      projectBias: take(projected),
      affixes: Array.from({ length: AFFIXES }, () => take(affixRows * affixWidth)),
      affixRows,
      grams: take(gramRows * gramWidth),
      gramRows,
      mix: {
        weight: take(hidden * (projected + AFFIXES * affixWidth + gramWidth + told)),
        bias: take(hidden),
      },
      convolutions: root.counts('dilations').map((dilation) => ({
        taps: [take(hidden * hidden), take(hidden * hidden), take(hidden * hidden)],
        bias: take(hidden),
        dilation,
      })),
      emit: { weight: take(tags * (hidden + told)), bias: take(tags) },
    },
    crf: { transitions: take(tags * tags), first: take(tags) },
  };
  if (offset !== bytes.byteLength) throw root.wrong('weights.bytes', offset, bytes.byteLength);
  return tensors;
}
