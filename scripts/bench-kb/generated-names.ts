import type { Names } from '../../src/core/link/name-trie.js';
import { createRandom } from '../../src/core/random.js';

/** Longer names share one list of parts. */
const MOST_WORDS = 16;

/** Words and marks of a name, each with the space before it: where word pieces are cut in any case. */
const WORDS = /\s*[\p{L}\p{N}]+|\s*[^\p{L}\p{N}\s]/gu;

interface Parts {
  readonly modifiers: string[];
  readonly heads: string[];
  readonly qualifiers: string[];
}

/**
 * Names without end, made of real ones: modifier × head × qualifier, the first half and the last two quarters of three
 * real names of as many words. So lengths are distributed as in the real names, and they branch as those do for as long
 * as the modifier lasts; some come twice.
 */
export function* generatedNames(real: Names, seed: number): Generator<string, never, undefined> {
  const random = createRandom(seed);
  const lengths: number[] = [];
  const parts: Parts[] = Array.from({ length: MOST_WORDS + 1 }, () => ({
    modifiers: [],
    heads: [],
    qualifiers: [],
  }));
  for (let index = 0; index < real.nameCount; index++) {
    const words = real.nameAt(index).match(WORDS) ?? [];
    const length = Math.min(words.length, MOST_WORDS);
    const { modifiers, heads, qualifiers } = parts[length] ?? { modifiers: [], heads: [], qualifiers: [] };
    const [first, second] = [Math.ceil(words.length / 2), Math.ceil((3 * words.length) / 4)];
    modifiers.push(words.slice(0, first).join(''));
    heads.push(words.slice(first, second).join(''));
    qualifiers.push(words.slice(second).join(''));
    lengths.push(length);
  }
  const pick = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(list.length * random())];
    if (found === undefined) throw new Error('There are no real names to make others of.');
    return found;
  };
  for (;;) {
    const of = parts[pick(lengths)];
    if (of) yield [pick(of.heads), pick(of.qualifiers)].reduce(joined, pick(of.modifiers));
  }
}

/** Two parts of a name; words that were divided by a mark are divided by a space. */
function joined(before: string, after: string): string {
  const isOneWord = /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after);
  return isOneWord ? `${before} ${after}` : before + after;
}
