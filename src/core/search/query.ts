import { idFormOf, type IdForm } from './id-forms.js';
import { searchKey, wordsOf } from './search-key.js';
import { hasWordIn, postingCount, type SearchIndex } from './search-index.js';
import type { WordRange } from './vocabulary.js';

/** Words shorter than this must be right. */
const TYPO_LENGTH = 4;
/** So must longer ones: nobody types them, and looking for typos in them takes long. */
const LONGEST = 100;

/** What was typed, taken apart. */
export interface Query {
  readonly key: string;
  /** Words that must be whole, without the last. */
  readonly whole: readonly string[];
  /** The last word: the beginning of one. Undefined when nothing typed is of a word. */
  readonly last: string | undefined;
  readonly id: IdForm;
}

export function parseQuery(text: string): Query {
  const key = searchKey(text);
  const words = [...wordsOf(key)];
  const last = words.pop();
  return { key, whole: [...new Set(words)], last, id: idFormOf(text) };
}

/** A name matches when it has a word in each of these lists of ranges. */
export type WordTests = readonly (readonly WordRange[])[];

/** For all words as typed; null when no name can match. */
export function plainTests({ vocabulary, facts }: SearchIndex, { whole, last }: Query): WordTests | null {
  if (last === undefined || whole.length > facts.mostWords) return null;
  const tests = [...whole.map((word) => vocabulary.whole(word)), vocabulary.beginning(last)];
  return tests.every(({ from, to }) => from < to) ? tests.map((range) => [range]) : null;
}

/** One for each word that may have a typo in it, with the others as typed. */
export function* typoTests({ vocabulary, facts }: SearchIndex, { whole, last }: Query): Generator<WordTests> {
  // The word with the typo may stand for the same word of the name as another one.
  if (last === undefined || whole.length > facts.mostWords + 1) return;
  const words = [...whole, last];
  const typed = words.map((word, place) =>
    place < whole.length ? vocabulary.whole(word) : vocabulary.beginning(word),
  );
  const missing = typed.flatMap(({ from, to }, place) => (from < to ? [] : [place]));
  // Only one word may have a typo, so it is the unknown one, if there is one.
  if (missing.length > 1) return;
  for (const [place, word] of words.entries()) {
    if (word.length < TYPO_LENGTH || word.length > LONGEST) continue;
    if (missing.length === 1 && missing[0] !== place) continue;
    const ranges = vocabulary.withTypo(word, place === whole.length);
    if (ranges.length > 0) yield typed.map((range, other) => (other === place ? ranges : [range]));
  }
}

/** Whether the entry passes all tests but one. */
export function passes(index: SearchIndex, entry: number, tests: WordTests, without: number): boolean {
  for (let place = 0; place < tests.length; place++) {
    const ranges = tests[place];
    if (place !== without && ranges !== undefined && !hasWordIn(index, entry, ranges)) return false;
  }
  return true;
}

/** The test that the fewest entries pass. */
export function narrowest(index: SearchIndex, tests: WordTests): number {
  const counts = tests.map((ranges) => postingCount(index, ranges));
  return counts.indexOf(Math.min(...counts));
}
