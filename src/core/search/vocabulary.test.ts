import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTypoOf } from './testing/slow-search.js';
import { Vocabulary, type WordRange } from './vocabulary.js';

const SEED = 20_261_124;

function vocabularyOf(words: readonly string[]): Vocabulary {
  const sorted = [...new Set(words)].sort();
  const starts = Uint32Array.of(0, ...sorted.map((_, end) => sorted.slice(0, end + 1).join('').length));
  const letters = Uint16Array.from(sorted.join('').split(''), (unit) => unit.charCodeAt(0));
  return new Vocabulary(letters, starts);
}

function wordsIn(vocabulary: Vocabulary, ranges: readonly WordRange[]): readonly string[] {
  return ranges.flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, place) => vocabulary.wordAt(from + place)),
  );
}

const word = fc.stringMatching(/^[abé]{1,7}$/);
const words = fc.array(word, { maxLength: 40 });

describe('the vocabulary', () => {
  it(`finds words and beginnings as a look at each does (seed ${SEED})`, () => {
    fc.assert(
      fc.property(words, fc.oneof(word, fc.constant('')), (list, typed) => {
        const vocabulary = vocabularyOf(list);
        const sorted = [...new Set(list)].sort();
        expect(wordsIn(vocabulary, [vocabulary.whole(typed)])).toEqual(
          sorted.filter((each) => each === typed),
        );
        expect(wordsIn(vocabulary, [vocabulary.beginning(typed)])).toEqual(
          sorted.filter((each) => each.startsWith(typed)),
        );
      }),
      { seed: SEED },
    );
  });

  it(`finds all words with one typo, and the word itself at most (seed ${SEED})`, () => {
    fc.assert(
      fc.property(words, word, fc.boolean(), (list, typed, asBeginning) => {
        const vocabulary = vocabularyOf(list);
        const ranges = vocabulary.withTypo(typed, asBeginning);
        const isPlain = (each: string) => (asBeginning ? each.startsWith(typed) : each === typed);
        const found = wordsIn(vocabulary, ranges).filter((each) => !isPlain(each));
        const expected = [...new Set(list)].sort().filter((each) => isTypoOf(typed, each, asBeginning));
        expect(found).toEqual(expected.filter((each) => !isPlain(each)));
        ranges
          .slice(1)
          .forEach(({ from }, before) => expect(from).toBeGreaterThanOrEqual(ranges[before]?.to ?? 0));
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
