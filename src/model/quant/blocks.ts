/**
 * Symmetric int8 in blocks of 32 along a row, one f16 scale a block ("q8_32"). A weight is `scale * code`, codes in
 * -127 to 127. A row of n values has ceil(n / 32) blocks; the last may be shorter.
 *
 * Bytes of r rows of n values: r * ceil(n / 32) scales (u16, little-endian), then r * n codes (i8), both row-major.
 * The scale is rounded up to a half, so codes never overflow and the error is at most half a scale.
 */
import { halfAtLeast, halfToNumber } from '../../core/bytes/half.js';
import { SeraphError } from '../../core/errors.js';

export const BLOCK = 32;
const LARGEST_CODE = 127;

export function blocksPerRow(width: number): number {
  return Math.ceil(width / BLOCK);
}

/** Bytes of `rows` quantised rows. */
export function quantizedBytes(rows: number, width: number): number {
  return rows * (2 * blocksPerRow(width) + width);
}

/**
 * Quantises whole rows. `values` is row-major, its length a multiple of `width`.
 *
 * @throws SeraphError bad-format when a value is not finite or too large for an f16 scale.
 */
export function quantizeRows(values: Float32Array, width: number): Uint8Array<ArrayBuffer> {
  const rows = values.length / width;
  const blocks = blocksPerRow(width);
  const bytes = new Uint8Array(quantizedBytes(rows, width));
  const scales = new DataView(bytes.buffer, 0, 2 * rows * blocks);
  const codes = new Int8Array(bytes.buffer, 2 * rows * blocks);
  for (let row = 0; row < rows; row += 1) {
    for (let block = 0; block < blocks; block += 1) {
      const from = row * width + block * BLOCK;
      const to = Math.min(from + BLOCK, (row + 1) * width);
      const bits = scaleBits(largestMagnitude(values, from, to));
      scales.setUint16(2 * (row * blocks + block), bits, true);
      const scale = halfToNumber(bits);
      if (scale === 0) continue;
      for (let i = from; i < to; i += 1) codes[i] = Math.round((values[i] ?? 0) / scale);
    }
  }
  return bytes;
}

/** The inverse of `quantizeRows`, up to half a scale a value. Rows `first` to `first + count` of `rows`. */
export function dequantizeRows(
  bytes: Uint8Array,
  rows: number,
  width: number,
  first = 0,
  count = rows,
): Float32Array {
  const blocks = blocksPerRow(width);
  const scales = new DataView(bytes.buffer, bytes.byteOffset, 2 * rows * blocks);
  const codes = new Int8Array(bytes.buffer, bytes.byteOffset + 2 * rows * blocks, rows * width);
  const values = new Float32Array(count * width);
  for (let row = 0; row < count; row += 1) {
    for (let block = 0; block < blocks; block += 1) {
      const scale = halfToNumber(scales.getUint16(2 * ((first + row) * blocks + block), true));
      const end = Math.min((block + 1) * BLOCK, width);
      for (let column = block * BLOCK; column < end; column += 1) {
        values[row * width + column] = scale * (codes[(first + row) * width + column] ?? 0);
      }
    }
  }
  return values;
}

/** NaN if any value is. */
function largestMagnitude(values: Float32Array, from: number, to: number): number {
  let largest = 0;
  for (let i = from; i < to; i += 1) largest = Math.max(largest, Math.abs(values[i] ?? 0));
  return largest;
}

function scaleBits(largest: number): number {
  try {
    return halfAtLeast(largest / LARGEST_CODE);
  } catch {
    throw new SeraphError(
      'bad-format',
      'The model has a weight that is not a usable number. Nothing was changed. Train or export it again.',
      { got: String(largest) },
    );
  }
}
