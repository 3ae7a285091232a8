import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceAt, slicesInSteps, slicesOf } from './slices.js';

const SEED = 20_261_124;

describe('slices', () => {
  it(`hold what was put into each list, in the order given (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(99))), (pairs) => {
        const lists = pairs.map(([list]) => list);
        const values = pairs.map(([, value]) => value);
        const slices = slicesOf(6, lists, values);
        for (let list = 0; list <= 6; list++) {
          const expected = pairs.filter(([own]) => own === list).map(([, value]) => value);
          expect([...sliceAt(slices, list)]).toEqual(expected);
        }
      }),
      { seed: SEED },
    );
  });

  it('rest while many things are put into their lists', () => {
    const count = 200_000;
    let asked = 0;
    let most = 0;
    let since = 0;
    const steps = slicesInSteps(
      1000,
      count,
      (k) => {
        asked++;
        most = Math.max(most, ++since);
        return k % 1000;
      },
      (k) => k,
    );
    let step = steps.next();
    for (; !step.done; step = steps.next()) since = 0;
    expect(asked).toBe(2 * count);
    expect(most).toBeLessThan(50_000);
    expect([...sliceAt(step.value, 7)].slice(0, 3)).toEqual([7, 1007, 2007]);
  });
});
