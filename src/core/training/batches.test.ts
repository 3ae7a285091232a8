import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchAt, stepsOf, stepsPerEpoch, type Dealing } from './batches.js';

const SEED = 20261129;
const dealings = fc.record({
  examples: fc.integer({ min: 1, max: 60 }),
  replay: fc.nat(20),
  batch: fc.integer({ min: 1, max: 12 }),
  seed: fc.nat(),
});
const epochOf = (dealing: Dealing, epoch: number) => {
  const steps = stepsPerEpoch(dealing);
  return Array.from({ length: steps }, (_, step) => batchAt(dealing, epoch * steps + step));
};

describe('batchAt', () => {
  it('gives every example once an epoch, in batches as even as can be, none above the size', () => {
    fc.assert(
      fc.property(dealings, fc.nat(3), (dealing, epoch) => {
        const batches = epochOf(dealing, epoch);
        const seen = batches.flatMap(({ examples }) => examples).sort((a, b) => a - b);
        expect(seen).toEqual(Array.from({ length: dealing.examples }, (_, number) => number));
        const sizes = batches.map(({ examples }) => examples.length);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(dealing.batch);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
      { seed: SEED },
    );
  });

  it('has half a batch of replay beside, and sees all of it before any again', () => {
    fc.assert(
      fc.property(dealings, fc.nat(40), (dealing, last) => {
        const rows = Array.from({ length: last + 1 }, (_, step) => batchAt(dealing, step).replay);
        const half = dealing.replay === 0 ? 0 : Math.ceil(dealing.batch / 2);
        expect(new Set(rows.map((row) => row.length))).toEqual(new Set([half]));
        const counts = new Map<number, number>(
          Array.from({ length: dealing.replay }, (_, number) => [number, 0]),
        );
        for (const number of rows.flat()) counts.set(number, (counts.get(number) ?? Number.NaN) + 1);
        if (dealing.replay > 0) {
          expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
        }
      }),
      { seed: SEED },
    );
  });

  it('is the same for the same seed wherever it begins, and another for another epoch and seed', () => {
    const dealing: Dealing = { examples: 40, replay: 30, batch: 8, seed: 5 };
    const forwards = Array.from({ length: 15 }, (_, step) => batchAt(dealing, step));
    const backwards = Array.from({ length: 15 }, (_, step) => batchAt(dealing, 14 - step)).reverse();
    expect(backwards).toEqual(forwards);
    const order = (of: Dealing, epoch: number) => epochOf(of, epoch).flatMap(({ examples }) => examples);
    const orders = [order(dealing, 0), order(dealing, 1), order({ ...dealing, seed: 6 }, 0)].map(String);
    expect(new Set(orders).size).toBe(3);
  });

  it('counts the steps of a run', () => {
    expect(stepsOf({ batch: 8, epochs: 3 }, 17)).toBe(9);
    expect(stepsOf({ batch: 8, epochs: 3 }, 16)).toBe(6);
    expect(stepsOf({ batch: 8, epochs: 3 }, 0)).toBe(0);
  });
});
