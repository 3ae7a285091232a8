/**
 * `name-encoder.bin`: what a model's encoder is changed by to read names, low-rank factors of all its projections. For
 * each layer and each of `PROJECTIONS` first A [rank, inputs], then B [outputs, rank], each as rows of `q8_32`
 * (src/model/quant/tensor-types.ts). Its rank stands in the manifest. Trained by `seraph_training.name_encoder`.
 */
import { SeraphError } from '../../core/errors.js';
import type { ModelConfig } from '../bart/config.js';
import { ROW_CODECS } from '../quant/tensor-types.js';

export const NAME_ENCODER_FILE = 'name-encoder.bin';

/** As checkpoints call them, in the order of the file. */
export const PROJECTIONS = [
  'self_attn.q_proj',
  'self_attn.k_proj',
  'self_attn.v_proj',
  'self_attn.out_proj',
  'fc1',
  'fc2',
] as const;
export type Projection = (typeof PROJECTIONS)[number];

/** A changed projection: (x Aᵀ) Bᵀ joins the product. */
export interface Factors {
  readonly inputs: number;
  readonly outputs: number;
  /** [rank, inputs], row-major. */
  readonly a: Float32Array;
  /** [outputs, rank], row-major. */
  readonly b: Float32Array;
}

export interface NameEncoder {
  readonly rank: number;
  /** One for each layer of the encoder. */
  readonly layers: readonly Readonly<Record<Projection, Factors>>[];
}

/** The part of a model's shape that the factors depend on. */
export type EncoderShape = Pick<ModelConfig, 'width' | 'encoderFfn' | 'encoderLayers'>;

const CODEC = ROW_CODECS.q8_32;

/** [inputs, outputs] of a projection. */
export function sidesOf(projection: Projection, { width, encoderFfn }: EncoderShape): [number, number] {
  if (projection === 'fc1') return [width, encoderFfn];
  if (projection === 'fc2') return [encoderFfn, width];
  return [width, width];
}

/** @throws SeraphError bad-format when the file is longer or shorter than rank and encoder make it */
export function readNameEncoder(bytes: Uint8Array, rank: number, shape: EncoderShape): NameEncoder {
  const expected = bytesOf(rank, shape);
  if (bytes.byteLength !== expected) {
    throw new SeraphError(
      'bad-format',
      `The model's ${NAME_ENCODER_FILE} has ${bytes.byteLength} bytes where rank ${rank} and this encoder make ` +
        `${expected}. Nothing was changed. Fetch the model again, or add the file to the model again.`,
      { file: NAME_ENCODER_FILE, expected, got: bytes.byteLength },
    );
  }
  let offset = 0;
  const take = (rows: number, width: number): Float32Array => {
    const length = CODEC.bytes(rows, width);
    offset += length;
    return CODEC.decode(bytes.subarray(offset - length, offset), rows, width, 0, rows);
  };
  const layers = Array.from({ length: shape.encoderLayers }, () =>
    recordOf((projection): Factors => {
      const [inputs, outputs] = sidesOf(projection, shape);
      return { inputs, outputs, a: take(rank, inputs), b: take(outputs, rank) };
    }),
  );
  return { rank, layers };
}

/** The file's bytes. */
export function writeNameEncoder({ rank, layers }: NameEncoder): Uint8Array {
  const parts = layers.flatMap((layer) =>
    PROJECTIONS.flatMap((projection) => {
      const { a, b, inputs } = layer[projection];
      return [CODEC.encode(a, inputs), CODEC.encode(b, rank)];
    }),
  );
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return bytes;
}

function bytesOf(rank: number, shape: EncoderShape): number {
  const perLayer = PROJECTIONS.map((projection) => {
    const [inputs, outputs] = sidesOf(projection, shape);
    return CODEC.bytes(rank, inputs) + CODEC.bytes(outputs, rank);
  }).reduce((sum, bytes) => sum + bytes, 0);
  return shape.encoderLayers * perLayer;
}

/** Calls `make` in the order of `PROJECTIONS`. */
export function recordOf<T>(make: (projection: Projection) => T): Record<Projection, T> {
  return Object.fromEntries(
    PROJECTIONS.map((projection) => [projection, make(projection)] as const),
  ) as Record<Projection, T>;
}
