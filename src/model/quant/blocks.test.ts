import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.js';
import { halfToNumber } from '../../core/bytes/half.js';
import { SeraphError } from '../../core/errors.js';
import { INT4, INT8, type BlockFormat } from './block-format.js';
import { BLOCK, blocksPerRow, dequantizeRows, quantizedBytes, quantizeRows } from './blocks.js';
import { ROW_CODECS } from './tensor-types.js';

const FORMATS: readonly [string, BlockFormat][] = [
  ['int8', INT8],
  ['int4', INT4],
];

function randomRows(rows: number, width: number, magnitude: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from(
    { length: rows * width },
    () => (random() - 0.5) * magnitude * 10 ** (random() * 3 - 3),
  );
}

/** Scale of each value's block, as stored. */
function scalesOf(bytes: Uint8Array, count: number, width: number): number[] {
  const scales = new DataView(bytes.buffer);
  return Array.from({ length: count }, (_, i) => {
    const block = Math.floor(i / width) * blocksPerRow(width) + Math.floor((i % width) / BLOCK);
    return halfToNumber(scales.getUint16(2 * block, true));
  });
}

/** The blocks of a tensor, each as the places of its values. */
function blocksOf(count: number, width: number): number[][] {
  const blocks = new Map<number, number[]>();
  for (let i = 0; i < count; i += 1) {
    const block = Math.floor(i / width) * blocksPerRow(width) + Math.floor((i % width) / BLOCK);
    blocks.set(block, [...(blocks.get(block) ?? []), i]);
  }
  return [...blocks.values()];
}

const SHAPES = [
  [1, 1],
  [3, 31],
  [4, 32],
  [5, 33],
  [7, 384],
  [2, 50],
] as const;

describe.each(FORMATS)('%s blocks', (name, format) => {
  it.each(SHAPES)(
    'take the bytes they say, and lose at most half a scale inside: %i rows of %i',
    (rows, width) => {
      for (const magnitude of [1e-5, 0.1, 1, 1000]) {
        const values = randomRows(rows, width, magnitude, rows * 1000 + width);
        const bytes = quantizeRows(format, values, width);
        expect(bytes.byteLength).toBe(quantizedBytes(format, rows, width));
        const back = dequantizeRows(format, bytes, rows, width);
        const scales = scalesOf(bytes, values.length, width);
        values.forEach((value, i) => {
          const scale = scales[i] ?? Number.NaN;
          const ends = [scale * format.lowest, scale * format.highest].sort((a, b) => a - b);
          const inside = Math.min(ends[1] ?? 0, Math.max(ends[0] ?? 0, value));
          // A few f32 roundings on top of the half step. What lies outside the codes becomes the nearest of them.
          expect(Math.abs(inside - (back[i] ?? Number.NaN))).toBeLessThanOrEqual(Math.abs(scale) * 0.5001);
        });
      }
    },
  );

  it('gives any range of rows as it gives all', () => {
    const values = randomRows(9, 45, 1, 5);
    const bytes = quantizeRows(format, values, 45);
    const all = dequantizeRows(format, bytes, 9, 45);
    expect(dequantizeRows(format, bytes, 9, 45, 3, 4)).toEqual(all.subarray(3 * 45, 7 * 45));
    expect(dequantizeRows(format, bytes, 9, 45, 9, 0)).toHaveLength(0);
  });

  it('keeps zeros', () => {
    const back = dequantizeRows(format, quantizeRows(format, new Float32Array(40), 40), 1, 40);
    expect(back.every((value) => Math.abs(value) === 0)).toBe(true);
  });

  it('gives back what it gave back before', () => {
    const once = dequantizeRows(format, quantizeRows(format, randomRows(4, 70, 1, 8), 70), 4, 70);
    const twice = dequantizeRows(format, quantizeRows(format, once, 70), 4, 70);
    twice.forEach((value, i) => {
      // The scale is found anew, and a half has 11 bits.
      expect(Math.abs(value - (once[i] ?? 0))).toBeLessThanOrEqual(0.01 * Math.max(...once.map(Math.abs)));
    });
  });

  it.each([Number.NaN, Infinity, -1e30])('refuses %d', (value) => {
    const values = new Float32Array(32);
    values[7] = value;
    expect(() => quantizeRows(format, values, 32)).toThrow(SeraphError);
  });

  it('is what NumPy makes of the description, byte for byte', () => {
    const golden = JSON.parse(
      readFileSync(new URL('../golden/quant.json', import.meta.url), 'utf8'),
    ) as Record<'q8_32' | 'q4_32', { bytes: string; values: number[] }> & { width: number; values: number[] };
    const { bytes, values } = golden[name === 'int8' ? 'q8_32' : 'q4_32'];
    const own = quantizeRows(format, Float32Array.from(golden.values), golden.width);
    expect(Buffer.from(own).toString('hex')).toBe(bytes);
    const back = dequantizeRows(format, own, values.length / golden.width, golden.width);
    expect(Array.from(back, (value) => value + 0)).toEqual(values.map((value) => value + 0));
  });
});

it("keeps an int8 block's scale within its own values", () => {
  const values = new Float32Array(64).fill(0.01);
  values[40] = 100;
  const back = dequantizeRows(INT8, quantizeRows(INT8, values, 64), 1, 64);
  expect(back[0]).toBeCloseTo(0.01, 4);
  expect(Math.abs((back[40] ?? 0) - 100)).toBeLessThan(0.5);
});

it('loses less in an int4 block than symmetric rounding to the largest value', () => {
  const width = 64;
  const values = randomRows(50, width, 1, 21);
  const back = dequantizeRows(INT4, quantizeRows(INT4, values, width), 50, width);
  let better = 0;
  const blocks = blocksOf(values.length, width);
  for (const block of blocks) {
    const own = block.map((i) => values[i] ?? 0);
    const scale = Math.max(...own.map(Math.abs)) / 7;
    const plain = own.reduce((sum, value) => sum + (value - scale * Math.round(value / scale)) ** 2, 0);
    const searched = block.reduce((sum, i, at) => sum + ((own[at] ?? 0) - (back[i] ?? 0)) ** 2, 0);
    if (searched < plain) better += 1;
  }
  expect(better / blocks.length).toBeGreaterThan(0.8);
});

it('keeps f32 rows bit for bit, from any place in a file', () => {
  const values = randomRows(3, 5, 10, 4);
  const bytes = new Uint8Array(3 * 5 * 4 + 1);
  bytes.set(ROW_CODECS.f32.encode(values, 5), 1);
  expect(ROW_CODECS.f32.decode(bytes.subarray(1), 3, 5, 1, 2)).toEqual(values.subarray(5));
});
