import type { Mention, Span } from '../text/document.js';
import { compareSpans, spanOf } from '../text/span.js';
import { abbreviationsOf } from './abbreviations.js';
import { mentionIdOf } from './mention-id.js';
import { nameAt, type NameIndex } from './name-index.js';
import { occurrencesOf } from './occurrences.js';
import { wordsOf } from './words.js';

export type MentionFinder = (text: string) => readonly Mention[];

/**
 * Makes a finder of mentions: the longest KB names on whole words, and the abbreviations that the text defines for
 * them. Finding is linear in the text.
 *
 * - Case does not count, but for names of up to five capitals ("AIDS" is not "aids"); hyphens equal spaces, plural
 *   equals singular, `'s` may be there or not.
 * - Names of one or two characters, without a letter, or in the stop list are found only as defined abbreviations.
 * - A short form whose long form ends in a found name becomes a mention wherever it stands, with that long form; one
 *   whose long form is something else is no mention, even if the KB has it as a name.
 * - Names that only obsolete concepts have are not looked for.
 * - Where mentions overlap, the longer stays.
 */
export function createMentionFinder(index: NameIndex): MentionFinder {
  return (text) =>
    withAbbreviations(text, dictionaryMentions(index, text)).sort((a, b) => compareSpans(a.span, b.span));
}

/** Longest name at each word, then the longest of those that overlap. */
function dictionaryMentions(index: NameIndex, text: string): readonly Mention[] {
  const words = wordsOf(text);
  const found: Mention[] = [];
  words.forEach((word, at) => {
    for (let count = index.longest(word.key); count > 0; count--) {
      const stretch = words.slice(at, at + count);
      const name = nameAt(index, text, stretch);
      const last = stretch.at(-1);
      if (name === undefined || last === undefined) continue;
      found.push(mentionAt(spanOf(word.start, last.end), name.group, 'dictionary'));
      break;
    }
  });
  return withoutOverlap(text, found);
}

function withAbbreviations(text: string, dictionary: readonly Mention[]): Mention[] {
  const nameEndingAt = new Map(dictionary.map((mention) => [mention.span.end, mention]));
  const defined = new Map<string, { readonly longForm: string; readonly type: string | null }>();
  for (const { shortForm, longForm, longSpan } of abbreviationsOf(text)) {
    if (!NAME_LIKE.test(shortForm)) continue;
    // The long form is a name, or ends in one ("familial" + "Mediterranean fever").
    defined.set(shortForm, { longForm, type: nameEndingAt.get(longSpan.end)?.type ?? null });
  }
  const added: Mention[] = [];
  const refused = new Cover(text.length);
  for (const { form, span } of occurrencesOf(text, new Set(defined.keys()))) {
    const { longForm, type } = defined.get(form) ?? { longForm: form, type: null };
    if (type === null) refused.add(span);
    else added.push({ ...mentionAt(span, type, 'abbreviation'), longForm });
  }
  const kept = dictionary.filter(({ span }) => !refused.holdsEnds(span));
  return withoutOverlap(text, [...added, ...kept]);
}

/** A capital, and nothing that joins two names or states a quantity: not "n=10", "10 mg/kg", "DMD/BMD". */
const NAME_LIKE = /^(?!.*[\s/=<>%]).*\p{Lu}/u;

/** Mentions that do not overlap: the longest first; of two equally long ones, the one given first. O(n log n). */
export function withoutOverlap(text: string, mentions: readonly Mention[]): Mention[] {
  const length = ({ span }: Mention) => span.end - span.start;
  const taken = new Cover(text.length);
  return [...mentions]
    .sort((a, b) => length(b) - length(a))
    .filter(({ span }) => {
      // What is taken is at least as long, so an overlap reaches one of the ends.
      if (taken.touchesEnds(span)) return false;
      taken.add(span);
      return true;
    });
}

/** Which characters of a text are covered. */
class Cover {
  readonly #units: Uint8Array;

  constructor(length: number) {
    this.#units = new Uint8Array(length);
  }

  add({ start, end }: Span): void {
    this.#units.fill(1, start, end);
  }

  touchesEnds({ start, end }: Span): boolean {
    return this.#units[start] === 1 || this.#units[end - 1] === 1;
  }

  holdsEnds({ start, end }: Span): boolean {
    return this.#units[start] === 1 && this.#units[end - 1] === 1;
  }
}

function mentionAt(span: Span, type: string, origin: Mention['origin']): Mention {
  return { id: mentionIdOf(span), span, type, origin };
}
