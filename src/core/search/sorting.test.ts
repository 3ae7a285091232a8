import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slicesOf } from '../kb/slices.js';
import { createRandom } from '../random.js';
import { slicesInSteps, sortedOrder } from './sorting.js';
import { finish } from '../steps.js';

const SEED = 20_261_124;

describe('sorting in steps', () => {
  it.each([
    ['different strings', 4],
    ['strings with long common beginnings', 1],
  ])("puts many %s in the order of the platform's own sort", (_, letters) => {
    const random = createRandom(SEED);
    const strings = Array.from({ length: 20_000 }, () =>
      String.fromCharCode(
        ...Array.from({ length: Math.floor(random() * 12) }, () => 97 + Math.floor(random() * letters)),
      ),
    );
    const expected = strings.map((text, index) => ({ text, index }));
    expected.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.index - b.index));
    const order = finish(sortedOrder(strings, 'Sorting'));
    expect([...order]).toEqual(expected.map(({ index }) => index));
  });

  it(`fills lists as slicesOf does (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(99))), (pairs) => {
        const [lists, values] = [pairs.map(([list]) => list), pairs.map(([, value]) => value)];
        const made = finish(
          slicesInSteps(
            6,
            pairs.length,
            (k) => lists[k] ?? 0,
            (k) => values[k] ?? 0,
          ),
        );
        expect(made).toEqual(slicesOf(6, lists, values));
      }),
      { seed: SEED },
    );
  });
});
