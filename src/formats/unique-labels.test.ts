import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniqueLabels } from './unique-labels.js';

const SEED = 20261124;

describe('uniqueLabels', () => {
  it('numbers the later ones and passes over labels that are there', () => {
    expect(uniqueLabels(['12', '12', '12-2', '13', '12'])).toEqual(['12', '12-3', '12-2', '13', '12-4']);
  });

  it(`repeats none, keeps the first of each, and changes nothing twice (seed ${SEED})`, () => {
    const label = fc
      .array(fc.constantFrom('a', '-', '2', '3'), { maxLength: 4 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(label, { maxLength: 30 }), (labels) => {
        const unique = uniqueLabels(labels);
        expect(new Set(unique).size).toBe(labels.length);
        expect(uniqueLabels(unique)).toEqual(unique);
        labels.forEach((given, index) => {
          if (labels.indexOf(given) === index) expect(unique[index]).toBe(given);
          else expect(unique[index]?.startsWith(`${given}-`)).toBe(true);
        });
      }),
      { seed: SEED },
    );
  });
});
