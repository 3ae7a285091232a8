import type { KnownMention } from '../../core/mention/tagger.js';
import { overlaps } from '../../core/text/span.js';
import type { HeadWord } from './words.js';

/**
 * Tags of the words after mentions that are known: a word belongs to a mention that it overlaps, and to the earliest
 * where several do. Mentions of types that the head does not know are passed over. O(words + mentions) for mentions in
 * order of the text.
 */
export function knownTags(
  words: readonly HeadWord[],
  known: readonly KnownMention[],
  types: readonly string[],
): Uint8Array {
  const tags = new Uint8Array(words.length);
  const counted = known
    .filter(({ type }) => types.includes(type))
    .toSorted((a, b) => a.span.start - b.span.start);
  let from = 0;
  for (const { span, type } of counted) {
    while (from < words.length && (words[from]?.span.end ?? 0) <= span.start) from += 1;
    const begin = 1 + 2 * types.indexOf(type);
    for (let at = from, isFirst = true; at < words.length; at += 1) {
      const word = words[at];
      if (!word || !overlaps(word.span, span)) break;
      if (tags[at] !== 0) continue;
      tags[at] = isFirst ? begin : begin + 1;
      isFirst = false;
    }
  }
  return tags;
}
