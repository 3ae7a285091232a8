/**
 * Abbreviations and their long forms, by the algorithm of Schwartz and Hearst, "A simple algorithm for identifying
 * abbreviation definitions in biomedical text" (PSB 2003): `long form (SF)` and `SF (long form)`. The first order
 * gives what `training/seraph_training/corpora.py` gives, so that the app expands as training did.
 */
import type { Span } from '../text/document.js';
import { spanOf } from '../text/span.js';

export interface Abbreviation {
  readonly shortForm: string;
  /** White space collapsed: it takes the short form's place before the model. */
  readonly longForm: string;
  /** Where the definition stands. */
  readonly shortSpan: Span;
  readonly longSpan: Span;
}

const MAX_SHORT_LENGTH = 10;
/** Characters looked at before a parenthesis: more than the 15 words a long form may have. */
const REACH = 1000;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** The abbreviations that a text defines, each with its first definition, in order of the text. */
export function abbreviationsOf(text: string): readonly Abbreviation[] {
  const found = new Map<string, Abbreviation>();
  for (const match of text.matchAll(/\(([^()]{2,200})\)/g)) {
    const inside = match[1] ?? '';
    const open = match.index;
    const definition =
      longThenShort(text, open, inside) ??
      (inside.length > MAX_SHORT_LENGTH ? shortThenLong(text, open, inside) : null);
    if (definition !== null && !found.has(definition.shortForm)) found.set(definition.shortForm, definition);
  }
  return [...found.values()];
}

/**
 * Short form → long form, for mentions that did not come from the finder: imported, drawn or moved by the curator. Of
 * "PVC" and "PVCs" the one that is not defined stands for the same as the one that is.
 */
export function longFormsOf(text: string): ReadonlyMap<string, string> {
  const defined = abbreviationsOf(text).map(({ shortForm, longForm }) => [shortForm, longForm] as const);
  const inflected = defined.map(([shortForm, longForm]) => [otherNumber(shortForm), longForm] as const);
  return new Map([...inflected, ...defined]);
}

function otherNumber(shortForm: string): string {
  return /\p{Lu}s$/u.test(shortForm) ? shortForm.slice(0, -1) : `${shortForm}s`;
}

/** `long form (SF)`, also `long form (SF, …)` and `long form (SF; …)`. */
function longThenShort(text: string, open: number, inside: string): Abbreviation | null {
  const [first = ''] = inside.split(/[;,]/, 1);
  const shortForm = first.trim();
  if (inside.length > 40 || !isShortForm(shortForm)) return null;
  const windowStart = startOfWindow(text, open, shortForm.length);
  const longSpan = longFormSpan(shortForm, text, windowStart, trimmedEnd(text, open));
  if (longSpan === null) return null;
  const start = open + 1 + first.indexOf(shortForm);
  return definitionOf(text, spanOf(start, start + shortForm.length), longSpan);
}

/** `SF (long form)`: the long form must begin where the parenthesis does, or any sentence would match something. */
function shortThenLong(text: string, open: number, inside: string): Abbreviation | null {
  const before = text.slice(Math.max(0, open - MAX_SHORT_LENGTH - 2), open);
  const shortForm = /(?:^|[\s([])([\p{L}\p{N}][^\s()[\]]*)\s$/u.exec(before)?.[1] ?? '';
  if (!isShortForm(shortForm) || !/\p{Lu}.*\p{Lu}/u.test(shortForm)) return null;
  const longSpan = longFormSpan(shortForm, text, open + 1, trimmedEnd(text, open + 1 + inside.length));
  if (longSpan?.start !== open + 1) return null;
  const start = text.lastIndexOf(shortForm, open);
  return definitionOf(text, spanOf(start, start + shortForm.length), longSpan);
}

function definitionOf(text: string, shortSpan: Span, longSpan: Span): Abbreviation {
  return {
    shortForm: text.slice(shortSpan.start, shortSpan.end),
    longForm: text.slice(longSpan.start, longSpan.end).replace(/\s+/g, ' '),
    shortSpan,
    longSpan,
  };
}

/** 2 to 10 characters, at most two words, at least one letter, first a letter or digit (PSB 2003, section 3). */
function isShortForm(form: string): boolean {
  return (
    form.length >= 2 &&
    form.length <= MAX_SHORT_LENGTH &&
    form.split(/\s+/).length <= 2 &&
    /\p{L}/u.test(form) &&
    LETTER_OR_DIGIT.test(form.charAt(0))
  );
}

/** Start of the last min(|SF| + 5, 2 |SF|) words of the sentence before the parenthesis. */
function startOfWindow(text: string, open: number, shortLength: number): number {
  const from = Math.max(0, open - REACH);
  const before = text.slice(from, open).trimEnd();
  const sentence = [...before.matchAll(/[.;!?]\s/g)].at(-1);
  const start = sentence === undefined ? 0 : sentence.index + sentence[0].length;
  const words = [...before.slice(start).matchAll(/\S+/g)];
  const first = words.at(-Math.min(shortLength + 5, shortLength * 2)) ?? words[0];
  return from + start + (first?.index ?? 0);
}

/**
 * Matches the short form's letters and digits from the right, each to the nearest one before the last; the first of
 * them must begin a word. That gives the shortest long form; one whose words begin with exactly these letters is taken
 * even if it is longer: "attenuated adenomatous polyposis coli (AAPC)". Null when they do not all fit, or when the result is no longer than the short form or
 * holds it as a word.
 */
function longFormSpan(shortForm: string, text: string, windowStart: number, end: number): Span | null {
  let position = end;
  for (let index = shortForm.length - 1; index >= 0; index--) {
    const character = shortForm.charAt(index).toLowerCase();
    if (!LETTER_OR_DIGIT.test(character)) continue;
    do position--;
    while (
      position >= windowStart &&
      (text.charAt(position).toLowerCase() !== character ||
        (index === 0 && position > windowStart && LETTER_OR_DIGIT.test(text.charAt(position - 1))))
    );
    if (position < windowStart) return null;
  }
  const start = Math.min(position, initialsStart(shortForm, text, windowStart, end));
  const longForm = text.slice(start, end);
  if (longForm.length <= shortForm.length || longForm.split(/\s+/).includes(shortForm)) return null;
  return spanOf(start, end);
}

/** Where the last words begin whose first letters are those of the short form; `end` where they are others. */
function initialsStart(shortForm: string, text: string, windowStart: number, end: number): number {
  const letters = Array.from(shortForm.toLowerCase()).filter((character) => LETTER_OR_DIGIT.test(character));
  const words = [...text.slice(windowStart, end).matchAll(/[\p{L}\p{N}]+/gu)].slice(-letters.length);
  const isSpelled =
    words.map(([word]) => String.fromCodePoint(word.codePointAt(0) ?? 0).toLowerCase()).join() ===
    letters.join();
  return isSpelled ? windowStart + (words[0]?.index ?? 0) : end;
}

function trimmedEnd(text: string, end: number): number {
  let position = end;
  while (position > 0 && /\s/.test(text.charAt(position - 1))) position--;
  return position;
}
