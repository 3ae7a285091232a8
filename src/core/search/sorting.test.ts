import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { sortedOrder } from './sorting.js';
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
});
