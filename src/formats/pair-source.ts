/** The two columns of a pair that hold what a model reads as plain text, and the way back from them. */
import { CONTEXT_CHARACTERS } from '../core/decision/draft.js';
import type { ImportedPair } from '../core/preference/imported-pair.js';
import { contextOf } from '../core/text/context.js';
import { spanOf } from '../core/text/span.js';

/** Marks around the mention in `source`. */
const START = 'START';
const END = 'END';
/** Behind the mention in `prefix`. */
const IS = ' is';

/** A mention and the words around it. */
export type PairWords = Pick<ImportedPair, 'mentionText' | 'longForm' | 'contextBefore' | 'contextAfter'>;

/** `source`: the words around the mention, the mention between its marks; white space made single. */
export function sourceOf(words: PairWords): string {
  return [words.contextBefore, START, shownIn(words), END, words.contextAfter]
    .map(single)
    .filter((part) => part !== '')
    .join(' ');
}

/** `prefix`: what the name goes on from. */
export function prefixOf(words: PairWords): string {
  return `${shownIn(words)}${IS}`;
}

/** The long form takes the short form's place before a model, so it does here. */
function shownIn({ longForm, mentionText }: PairWords): string {
  return longForm ?? mentionText;
}

/** Columns that words can be read from. */
export type WordColumns = Readonly<
  Partial<
    Record<
      'source' | 'prefix' | 'mention' | 'long_form' | 'context_before' | 'context_after',
      string | null | undefined
    >
  >
>;

/** The words of a line, or what is missing to know them. Context is kept as far as the log of decisions keeps it. */
export function readWords(columns: WordColumns): PairWords | string {
  const {
    source,
    prefix,
    mention,
    long_form: longForm,
    context_before: before,
    context_after: after,
  } = columns;
  if (isFilled(mention) && (typeof before === 'string' || typeof after === 'string')) {
    return kept({
      mentionText: mention,
      longForm: filled(longForm),
      contextBefore: before ?? '',
      contextAfter: after ?? '',
    });
  }
  if (!isFilled(source)) {
    return 'What the model is to read is missing: give source and prefix, or mention, context_before and context_after.';
  }
  const shown = filled(longForm) ?? filled(mention) ?? mentionIn(prefix);
  const places = placesIn(source, shown);
  const [place] = places;
  if (!place || places.length > 1) {
    const what = shown === null ? 'the mention' : `“${shown.slice(0, 80)}”`;
    const often = place ? 'more than once' : 'nowhere';
    return `source must have ${what} between ${START} and ${END} once, and has it ${often}.`;
  }
  return kept({
    mentionText: filled(mention) ?? place.shown,
    longForm: filled(longForm),
    contextBefore: place.before === '' ? '' : `${place.before} `,
    contextAfter: place.after === '' ? '' : ` ${place.after}`,
  });
}

function kept(words: PairWords): PairWords {
  const { mentionText, contextBefore, contextAfter } = words;
  const start = contextBefore.length;
  const span = spanOf(start, start + mentionText.length);
  const { before, after } = contextOf(contextBefore + mentionText + contextAfter, span, CONTEXT_CHARACTERS);
  return { ...words, contextBefore: before, contextAfter: after };
}

function mentionIn(prefix: string | null | undefined): string | null {
  return isFilled(prefix) && prefix.endsWith(IS) ? filled(prefix.slice(0, -IS.length)) : null;
}

interface Place {
  readonly before: string;
  readonly shown: string;
  readonly after: string;
}

/**
 * Where the source has the mention between its marks. When it is not known, it is what stands between a START and an
 * END; the words may have more of both, so that it is known by its words alone.
 */
function placesIn(source: string, shown: string | null): readonly Place[] {
  const spaced = ` ${single(source)} `;
  if (shown !== null) {
    const words = single(shown);
    return placesOf(spaced, ` ${START} ${words} ${END} `).map(([before, after]) => ({
      before: before.trim(),
      shown: words,
      after: after.trim(),
    }));
  }
  return placesOf(spaced, ` ${START} `).flatMap(([before, rest]) =>
    placesOf(` ${rest}`, ` ${END} `).map(([words, after]) => ({
      before: before.trim(),
      shown: words.trim(),
      after: after.trim(),
    })),
  );
}

/** What stands before and after each place of the words; of more than two places only the first two. */
function placesOf(text: string, words: string): readonly (readonly [before: string, after: string])[] {
  const places: (readonly [string, string])[] = [];
  for (let at = text.indexOf(words); at >= 0 && places.length < 2; at = text.indexOf(words, at + 1)) {
    places.push([text.slice(0, at), text.slice(at + words.length)]);
  }
  return places;
}

function single(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function filled(text: string | null | undefined): string | null {
  return isFilled(text) ? text : null;
}

function isFilled(text: string | null | undefined): text is string {
  return typeof text === 'string' && text.trim() !== '';
}
