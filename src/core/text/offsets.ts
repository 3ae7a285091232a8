import { SeraphError } from '../errors.js';
import type { CodePointOffset, Utf16Offset } from '../ids.js';
import { isHighSurrogate, isLowSurrogate } from './span.js';

/**
 * Converts positions of one text between UTF-16 code units (Seraph, the DOM) and Unicode code points (PubTator, brat,
 * Python). A surrogate pair is one code point, a lone surrogate too, a combining mark is one of its own.
 * Built once per text in O(length); each conversion is a binary search over the pairs, none when there are no pairs.
 */
export interface OffsetMap {
  /** Length of the text in code points. */
  readonly codePoints: number;
  /** @throws SeraphError `bad-span` outside the text or inside a surrogate pair. */
  toCodePoint(offset: number): CodePointOffset;
  /** @throws SeraphError `bad-span` outside the text. */
  toUtf16(offset: number): Utf16Offset;
}

export function createOffsetMap(text: string): OffsetMap {
  const pairs = surrogatePairs(text);
  const codePoints = text.length - pairs.length;
  return {
    codePoints,
    toCodePoint: (offset) => {
      checkInside(offset, text.length, 'UTF-16 units');
      const before = countWhere(pairs.length, (i) => at(pairs, i) < offset);
      if (before > 0 && at(pairs, before - 1) + 1 === offset) throw outside(offset, 'between characters');
      return (offset - before) as CodePointOffset;
    },
    toUtf16: (offset) => {
      checkInside(offset, codePoints, 'code points');
      // Pair i begins at code point pairs[i] - i.
      return (offset + countWhere(pairs.length, (i) => at(pairs, i) - i < offset)) as Utf16Offset;
    },
  };
}

/** UTF-16 offsets at which a surrogate pair begins, rising. */
function surrogatePairs(text: string): readonly number[] {
  const pairs: number[] = [];
  for (let i = 0; i + 1 < text.length; i++) {
    if (isHighSurrogate(text.charCodeAt(i)) && isLowSurrogate(text.charCodeAt(i + 1))) pairs.push(i++);
  }
  return pairs;
}

/** How many of 0..count-1 satisfy a condition that is true up to some index and false from there. */
function countWhere(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? Number.NaN;
}

function checkInside(offset: number, length: number, unit: string): void {
  if (!Number.isInteger(offset) || offset < 0 || offset > length) {
    throw outside(offset, `0 to ${length} ${unit}`);
  }
}

function outside(offset: number, expected: string): SeraphError {
  return new SeraphError(
    'bad-span',
    `Position ${offset} is not a place in this text (${expected}). The document is unchanged. ` +
      'Check that the positions were made for this very text.',
    { expected, got: offset },
  );
}
