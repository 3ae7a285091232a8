import type { TokenId } from '../ids.js';

/** In UTF-16 units. Longer words are rare and would make the cache's size unbounded. */
const LONGEST_WORD = 64;

/**
 * Remembers the pieces of each word. Names repeat their words, so this is where the speed comes from. It holds at most
 * `limit` words and starts anew when full: cheaper than tracking use, and one pass over a knowledge base refills it.
 */
export function withWordCache(
  encodeWord: (word: string) => readonly TokenId[],
  limit = 1 << 16,
): (word: string) => readonly TokenId[] {
  const cache = new Map<string, readonly TokenId[]>();
  return (word) => {
    const known = cache.get(word);
    if (known) return known;
    const pieces = encodeWord(word);
    if (word.length > LONGEST_WORD) return pieces;
    if (cache.size >= limit) cache.clear();
    cache.set(word, pieces);
    return pieces;
  };
}
