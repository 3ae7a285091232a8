/** The forms in which a model file keeps numbers. */
import { INT4, INT8, type BlockFormat } from './block-format.js';
import { dequantizeRows, quantizedBytes, quantizeRows } from './blocks.js';

/** `q8_32`, `q4_32`: int8 and int4 in blocks of 32 with f16 scales (./blocks). `f32`: little-endian floats. */
export const TENSOR_TYPES = ['f32', 'q8_32', 'q4_32'] as const;
export type TensorType = (typeof TENSOR_TYPES)[number];

export function isTensorType(name: string): name is TensorType {
  return (TENSOR_TYPES as readonly string[]).includes(name);
}

/** Rows of `width` numbers, row-major, to bytes and back. */
export interface RowCodec {
  bytes(rows: number, width: number): number;
  /** @throws SeraphError bad-format for a number that cannot be kept. */
  encode(values: Float32Array, width: number): Uint8Array;
  /** Rows `first` to `first + count` of the `rows` in `bytes`. */
  decode(bytes: Uint8Array, rows: number, width: number, first: number, count: number): Float32Array;
}

function blocked(format: BlockFormat): RowCodec {
  return {
    bytes: (rows, width) => quantizedBytes(format, rows, width),
    encode: (values, width) => quantizeRows(format, values, width),
    decode: (bytes, rows, width, first, count) => dequantizeRows(format, bytes, rows, width, first, count),
  };
}

const floats: RowCodec = {
  bytes: (rows, width) => 4 * rows * width,
  encode(values) {
    const bytes = new Uint8Array(values.byteLength);
    const data = new DataView(bytes.buffer);
    values.forEach((value, i) => {
      data.setFloat32(4 * i, value, true);
    });
    return bytes;
  },
  decode(bytes, _rows, width, first, count) {
    const start = 4 * first * width;
    // A copy, because a view of floats needs an offset that is a multiple of 4 in its own buffer.
    return new Float32Array(new Uint8Array(bytes.subarray(start, start + 4 * count * width)).buffer);
  },
};

export const ROW_CODECS: Readonly<Record<TensorType, RowCodec>> = {
  f32: floats,
  q8_32: blocked(INT8),
  q4_32: blocked(INT4),
};
