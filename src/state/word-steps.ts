/** Steps of the caret through a text, by character as the reader sees it or by word. */

type Unit = 'character' | 'word';

const segmenters = {
  character: new Intl.Segmenter(undefined, { granularity: 'grapheme' }),
  word: new Intl.Segmenter(undefined, { granularity: 'word' }),
};

/** How far around the caret is looked at, UTF-16 units; longer words than this do not occur. */
const REACH = 200;

/**
 * Where one end of a span goes from `offset`, forward (1) or backward (-1); stays inside the text. By word, a start
 * stops where words begin and an end where they end.
 */
export function stepFrom(
  text: string,
  offset: number,
  which: 'start' | 'end',
  step: 1 | -1,
  unit: Unit,
): number {
  const from = Math.max(0, offset - REACH);
  const stops: number[] = [];
  for (const { index, segment, isWordLike } of segmenters[unit].segment(text.slice(from, offset + REACH))) {
    const start = from + index;
    if (unit === 'character') stops.push(start, start + segment.length);
    else if (isWordLike) stops.push(which === 'start' ? start : start + segment.length);
  }
  const stop = step === 1 ? stops.find((other) => other > offset) : stops.findLast((other) => other < offset);
  return stop ?? offset;
}

/** The first whole word at or after `offset`; undefined at the end of the text. */
export function wordAfter(text: string, offset: number): { start: number; end: number } | undefined {
  const slice = text.slice(offset, offset + REACH);
  for (const { index, segment, isWordLike } of segmenters.word.segment(slice)) {
    if (isWordLike) return { start: offset + index, end: offset + index + segment.length };
  }
  return undefined;
}

/** The span without the white space at its ends; undefined when nothing is left. */
export function trimSpan(
  text: string,
  start: number,
  end: number,
): { start: number; end: number } | undefined {
  const piece = text.slice(start, end);
  const trimmedStart = start + piece.length - piece.trimStart().length;
  const trimmedEnd = start + piece.trimEnd().length;
  return trimmedStart < trimmedEnd ? { start: trimmedStart, end: trimmedEnd } : undefined;
}
