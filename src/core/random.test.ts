import { expect, it } from 'vitest';
import { createRandom } from './random.js';

it('equals mulberry32 computed in exact integers', () => {
  const random = createRandom(12345);
  const first = [random(), random(), random()].map((value) => Math.round(value * 2 ** 32));
  expect(first).toEqual(referenceStream(12345, 3));
});

it('is uniform enough: each tenth gets its share', () => {
  const random = createRandom(1);
  const bins = new Array<number>(10).fill(0);
  for (let i = 0; i < 100_000; i++) {
    const bin = Math.floor(random() * 10);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  expect(Math.min(...bins)).toBeGreaterThan(9_600);
  expect(Math.max(...bins)).toBeLessThan(10_400);
});

/** The C code in exact integers: no 32-bit arithmetic of JavaScript in the way. */
function referenceStream(seed: number, count: number): number[] {
  const word = (value: bigint) => BigInt.asUintN(32, value);
  let state = BigInt(seed);
  return Array.from({ length: count }, () => {
    state = word(state + 0x6d2b79f5n);
    let z = word((state ^ (state >> 15n)) * (state | 1n));
    z ^= word(z + word((z ^ (z >> 7n)) * (z | 61n)));
    return Number(word(z ^ (z >> 14n)));
  });
}
