/**
 * Rows of numbers in blocks of 32, one f16 scale a block: a weight is `scale * code`. A row of n values has
 * ceil(n / 32) blocks; the last may be shorter.
 *
 * Bytes of r rows of n values: r * ceil(n / 32) scales (u16, little-endian), then r rows of codes in two's complement,
 * each row ceil(n * bits / 8) bytes. Of two 4-bit codes in a byte the first is in the lower half.
 */
import { halfToNumber } from '../../core/bytes/half.js';
import { codeOf, type BlockFormat } from './block-format.js';

export const BLOCK = 32;

export function blocksPerRow(width: number): number {
  return Math.ceil(width / BLOCK);
}

/** Bytes of `rows` quantised rows. */
export function quantizedBytes(format: BlockFormat, rows: number, width: number): number {
  return rows * (2 * blocksPerRow(width) + codeBytes(format, width));
}

/**
 * Quantises whole rows. `values` is row-major, its length a multiple of `width`.
 *
 * @throws SeraphError bad-format when a value is not finite or too large for an f16 scale.
 */
export function quantizeRows(
  format: BlockFormat,
  values: Float32Array,
  width: number,
): Uint8Array<ArrayBuffer> {
  const rows = values.length / width;
  const blocks = blocksPerRow(width);
  const bytes = new Uint8Array(quantizedBytes(format, rows, width));
  const scales = new DataView(bytes.buffer, 0, 2 * rows * blocks);
  const codes = bytes.subarray(2 * rows * blocks);
  const rowBytes = codeBytes(format, width);
  const rowCodes = new Int8Array(width);
  for (let row = 0; row < rows; row += 1) {
    const start = row * width;
    for (let block = 0; block < blocks; block += 1) {
      const from = block * BLOCK;
      const to = Math.min(from + BLOCK, width);
      const bits = format.scaleOf(values, start + from, start + to);
      scales.setUint16(2 * (row * blocks + block), bits, true);
      const scale = halfToNumber(bits);
      for (let i = from; i < to; i += 1) rowCodes[i] = codeOf(format, values[start + i] ?? 0, scale);
    }
    codes.set(packed(format, rowCodes), row * rowBytes);
  }
  return bytes;
}

/** The inverse of `quantizeRows`, up to its error. Rows `first` to `first + count` of `rows`. */
export function dequantizeRows(
  format: BlockFormat,
  bytes: Uint8Array,
  rows: number,
  width: number,
  first = 0,
  count = rows,
): Float32Array {
  const blocks = blocksPerRow(width);
  const scales = new DataView(bytes.buffer, bytes.byteOffset, 2 * rows * blocks);
  const codes = bytes.subarray(2 * rows * blocks);
  const rowBytes = codeBytes(format, width);
  const values = new Float32Array(count * width);
  for (let row = 0; row < count; row += 1) {
    const stored = first + row;
    const rowCodes = unpacked(format, codes.subarray(stored * rowBytes, (stored + 1) * rowBytes), width);
    for (let block = 0; block < blocks; block += 1) {
      const scale = halfToNumber(scales.getUint16(2 * (stored * blocks + block), true));
      const end = Math.min((block + 1) * BLOCK, width);
      for (let column = block * BLOCK; column < end; column += 1) {
        values[row * width + column] = scale * (rowCodes[column] ?? 0);
      }
    }
  }
  return values;
}

function codeBytes({ bits }: BlockFormat, width: number): number {
  return Math.ceil((width * bits) / 8);
}

function packed({ bits }: BlockFormat, codes: Int8Array): Uint8Array {
  if (bits === 8) return new Uint8Array(codes.buffer, codes.byteOffset, codes.length);
  const bytes = new Uint8Array(Math.ceil(codes.length / 2));
  codes.forEach((code, i) => {
    bytes[i >> 1] = (bytes[i >> 1] ?? 0) | ((code & 0xf) << (4 * (i & 1)));
  });
  return bytes;
}

function unpacked({ bits }: BlockFormat, bytes: Uint8Array, width: number): Int8Array {
  if (bits === 8) return new Int8Array(bytes.buffer, bytes.byteOffset, width);
  const codes = new Int8Array(width);
  for (let i = 0; i < width; i += 1) {
    // The shift to the left puts the code's sign where JavaScript has it; the one back keeps it.
    codes[i] = ((bytes[i >> 1] ?? 0) << (28 - 4 * (i & 1))) >> 28;
  }
  return codes;
}
