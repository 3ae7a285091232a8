import { expect, test } from 'vitest';
import { createRandom } from '../random.js';
import { BitVector } from './bit-vector.js';
import { bitWords, setBit } from './bits.js';

test.each([0, 0.01, 0.5, 0.99, 1])('counts and finds ones as a plain list does, density %d', (density) => {
  const random = createRandom(7);
  const length = 30_000;
  const words = bitWords(length);
  const ones: number[] = [];
  for (let bit = 0; bit < length; bit++) {
    if (random() < density) {
      setBit(words, bit);
      ones.push(bit);
    }
  }
  const vector = new BitVector(words);
  expect(vector.ones).toBe(ones.length);
  expect(ones.map((_, k) => vector.select(k))).toEqual(ones);
  let before = 0;
  for (let bit = 0; bit < length; bit++) {
    expect(vector.rank(bit)).toBe(before);
    expect(vector.has(bit)).toBe(ones[before] === bit);
    const next = ones[before];
    if (next !== undefined) expect(vector.zerosFrom(bit)).toBe(next - bit);
    if (vector.has(bit)) before++;
  }
});
