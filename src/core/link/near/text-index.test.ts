import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../steps.js';
import { GramCounts, similarityOf } from './grams.js';
import { TextIndex } from './text-index.js';
import { nearWords } from './words.js';

const SEED = 20261124;
const indexOf = (texts: readonly string[]): TextIndex =>
  finish(TextIndex.build({ count: texts.length, at: (index) => texts[index] ?? '' }));

describe('TextIndex', () => {
  const texts = ['breast neoplasms', 'familial breast cancer', 'ovarian cancer', 'haemorrhage', 'breast'];
  const index = indexOf(texts);
  const nearest = (text: string) => texts[index.near(text, 1)[0]?.index ?? -1];

  it.each([
    ['breast neoplasm', 'breast neoplasms'],
    ['cancers of the ovarian kind', 'ovarian cancer'],
    ['cancer, breast, familial', 'familial breast cancer'],
    ['hemorrhagic', 'haemorrhage'],
  ])('finds, for "%s", "%s"', (text, expected) => {
    expect(nearest(text)).toBe(expected);
  });

  it('has nothing for a text that shares no word, nor over no texts', () => {
    expect(index.near('zymogen', 5)).toEqual([]);
    expect(index.near('', 5)).toEqual([]);
    expect(indexOf([]).near('breast', 5)).toEqual([]);
  });

  it('says that rare words tell more', () => {
    expect(index.rarityOf('ovarian')).toBeGreaterThan(index.rarityOf('breast'));
  });

  it(`gives what comparing with every text that shares a word gives, best first (seed ${SEED})`, () => {
    const word = fc.constantFrom('breast', 'cancer', 'cancers', 'lung', 'renal', 'acute', 'failure', 'type');
    const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 1, maxLength: 30 }), text, (all, asked) => {
        const grams = new GramCounts();
        for (const each of all) grams.add(nearWords(each));
        const vector = (each: string) => grams.vectorOf(nearWords(each));
        const similarities = all
          .map((each) => similarityOf(vector(asked), vector(each)))
          .filter((similarity) => similarity > 0.35)
          .sort((a, b) => b - a);
        const found = indexOf(all)
          .near(asked, 100)
          .map(({ similarity }) => similarity);
        expect(found.filter((similarity) => similarity > 0.35)).toEqual(similarities);
      }),
      { seed: SEED },
    );
  });
});

describe('similarityOf', () => {
  const grams = new GramCounts();
  for (const text of ['acute renal failure', 'chronic renal failure', 'sepsis']) grams.add(nearWords(text));
  const similar = (a: string, b: string) =>
    similarityOf(grams.vectorOf(nearWords(a)), grams.vectorOf(nearWords(b)));

  it('is 1 for the same words in any order, 0 for none in common, and the same both ways', () => {
    expect(similar('acute renal failure', 'failure renal, acute')).toBeCloseTo(1, 6);
    expect(similar('acute renal failure', 'sepsis')).toBe(0);
    expect(similar('acute renal', 'renal failure')).toBeCloseTo(similar('renal failure', 'acute renal'), 12);
    expect(similar('', 'sepsis')).toBe(0);
  });

  it('counts rare letters more', () => {
    expect(similar('acute failure', 'acute sepsis')).toBeGreaterThan(similar('renal x', 'renal sepsis'));
  });
});
