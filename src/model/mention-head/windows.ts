/** Pieces that neighbouring windows share at least. */
const OVERLAP = 128;

/** Words `first` up to `end` are read together; the states of `useFrom` up to `useTo` are kept. */
export interface Window {
  readonly first: number;
  readonly end: number;
  readonly useFrom: number;
  readonly useTo: number;
}

/**
 * A document that is longer than the encoder's position table is read in windows of at most `most` pieces that overlap.
 * Of the words that two windows share, the first half comes from the one and the second half from the other, so that
 * each word is read with context on both sides. A document that fits is one window.
 *
 * @param counts pieces of each word, none more than `most`
 * @param most at least 1
 */
export function windowsOf(counts: readonly number[], most: number, overlap = OVERLAP): readonly Window[] {
  const windows: Window[] = [];
  let first = 0;
  let useFrom = 0;
  for (;;) {
    let end = first;
    for (let pieces = 0; end < counts.length && pieces + (counts[end] ?? 0) <= most; end += 1) {
      pieces += counts[end] ?? 0;
    }
    if (end === counts.length) return [...windows, { first, end, useFrom, useTo: end }];
    let following = end;
    for (let shared = 0; following > first + 1 && shared < overlap;) {
      following -= 1;
      shared += counts[following] ?? 0;
    }
    const middle = Math.floor((following + end + 1) / 2);
    windows.push({ first, end, useFrom, useTo: middle });
    first = following;
    useFrom = middle;
  }
}
