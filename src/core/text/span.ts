import { SeraphError } from '../errors.js';
import type { Utf16Offset } from '../ids.js';
import type { Span } from './document.js';

/** A span from two positions already known to be UTF-16 offsets. Checks nothing: see `checkSpan`. */
export function spanOf(start: number, end: number): Span {
  return { start: start as Utf16Offset, end: end as Utf16Offset };
}

/** The text under a span. */
export function textOf(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** True when the two spans share at least one code unit. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Order of reading: by start, then the longer first, so that an outer span comes before those inside it. */
export function compareSpans(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end;
}

/** True between the two halves of a surrogate pair, where no text may be cut. */
export function splitsPair(text: string, offset: number): boolean {
  return isHighSurrogate(text.charCodeAt(offset - 1)) && isLowSurrogate(text.charCodeAt(offset));
}

/**
 * Returns the span when it is a non-empty piece of the text that cuts no character in two.
 * @throws SeraphError `bad-span` otherwise.
 */
export function checkSpan(text: string, span: Span): Span {
  const problem = problemOf(text, span);
  if (problem === undefined) return span;
  throw new SeraphError(
    'bad-span',
    `The positions ${span.start} to ${span.end} ${problem}. The document is unchanged. ` +
      'Select the words of the mention again.',
    { expected: `0 <= start < end <= ${text.length}`, got: `${span.start}..${span.end}` },
  );
}

function problemOf(text: string, { start, end }: Span): string | undefined {
  if (!Number.isInteger(start) || !Number.isInteger(end)) return 'are not whole numbers';
  if (start < 0 || end > text.length) return `lie outside the text of ${text.length} characters`;
  if (start >= end) return 'hold no text';
  if (splitsPair(text, start) || splitsPair(text, end)) return 'cut a character in two';
  return undefined;
}

export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
