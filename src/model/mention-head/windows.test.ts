import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsOf } from './windows.js';

const SEED = 20261124;
const sizes = fc.record({
  counts: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 80 }),
  most: fc.integer({ min: 5, max: 40 }),
  overlap: fc.integer({ min: 0, max: 60 }),
});
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

describe('windowsOf', () => {
  it('keeps each word once, in order, out of a window that holds it and fits', () => {
    fc.assert(
      fc.property(sizes, ({ counts, most, overlap }) => {
        let next = 0;
        for (const { first, end, useFrom, useTo } of windowsOf(counts, most, overlap)) {
          expect(useFrom).toBe(next);
          expect(first).toBeLessThanOrEqual(useFrom);
          expect(useTo).toBeLessThanOrEqual(end);
          expect(useTo).toBeGreaterThanOrEqual(useFrom);
          expect(sum(counts.slice(first, end))).toBeLessThanOrEqual(most);
          next = useTo;
        }
        expect(next).toBe(counts.length);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('reads a document that fits in one', () => {
    expect(windowsOf([2, 2, 1], 5)).toEqual([{ first: 0, end: 3, useFrom: 0, useTo: 3 }]);
  });

  it('lets windows share as many pieces as asked for, and divides them in the middle', () => {
    expect(windowsOf([1, 1, 1, 1, 1, 1, 1, 1], 6, 4)).toEqual([
      { first: 0, end: 6, useFrom: 0, useTo: 4 },
      { first: 2, end: 8, useFrom: 4, useTo: 8 },
    ]);
  });

  it('reads an empty document in one empty window', () => {
    expect(windowsOf([], 5)).toEqual([{ first: 0, end: 0, useFrom: 0, useTo: 0 }]);
  });
});
