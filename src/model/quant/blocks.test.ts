import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.js';
import { halfToNumber } from '../../core/bytes/half.js';
import { SeraphError } from '../../core/errors.js';
import { BLOCK, blocksPerRow, dequantizeRows, quantizedBytes, quantizeRows } from './blocks.js';

function randomRows(rows: number, width: number, magnitude: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from(
    { length: rows * width },
    () => (random() - 0.5) * magnitude * 10 ** (random() * 3 - 3),
  );
}

describe('int8 blocks', () => {
  it.each([
    [1, 1],
    [3, 31],
    [4, 32],
    [5, 33],
    [7, 384],
    [2, 50],
  ])('loses at most half a scale a value: %i rows of %i', (rows, width) => {
    for (const magnitude of [1e-5, 0.1, 1, 1000]) {
      const values = randomRows(rows, width, magnitude, rows * 1000 + width);
      const bytes = quantizeRows(values, width);
      expect(bytes.byteLength).toBe(quantizedBytes(rows, width));
      const back = dequantizeRows(bytes, rows, width);
      const scales = new DataView(bytes.buffer);
      values.forEach((value, i) => {
        const block = Math.floor(i / width) * blocksPerRow(width) + Math.floor((i % width) / BLOCK);
        const scale = halfToNumber(scales.getUint16(2 * block, true));
        // A few f32 roundings on top of the half step.
        expect(Math.abs(value - (back[i] ?? Number.NaN))).toBeLessThanOrEqual(scale * 0.5001);
      });
    }
  });

  it("keeps a block's scale within its own values", () => {
    const values = new Float32Array(64).fill(0.01);
    values[40] = 100;
    const back = dequantizeRows(quantizeRows(values, 64), 1, 64);
    expect(back[0]).toBeCloseTo(0.01, 4);
    expect(Math.abs((back[40] ?? 0) - 100)).toBeLessThan(0.5);
  });

  it('gives any range of rows as it gives all', () => {
    const values = randomRows(9, 45, 1, 5);
    const bytes = quantizeRows(values, 45);
    const all = dequantizeRows(bytes, 9, 45);
    expect(dequantizeRows(bytes, 9, 45, 3, 4)).toEqual(all.subarray(3 * 45, 7 * 45));
    expect(dequantizeRows(bytes, 9, 45, 9, 0)).toHaveLength(0);
  });

  it('keeps zeros', () => {
    expect(dequantizeRows(quantizeRows(new Float32Array(40), 40), 1, 40)).toEqual(new Float32Array(40));
  });

  it.each([Number.NaN, Infinity, -1e30])('refuses %d', (value) => {
    const values = new Float32Array(32);
    values[7] = value;
    expect(() => quantizeRows(values, 32)).toThrow(SeraphError);
  });
});
