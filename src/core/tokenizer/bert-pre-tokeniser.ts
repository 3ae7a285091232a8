import { CodePointSet, WHITE_SPACE } from './code-point-set.js';
import { PUNCTUATION_RANGES } from './unicode-ranges.js';

const punctuation = new CodePointSet(PUNCTUATION_RANGES);

/**
 * Calls `visit` with each word of normalised text, in order: white space separates and is dropped, each punctuation
 * character is a word of its own. "non-small" gives "non", "-", "small".
 */
export function eachBertWord(text: string, visit: (word: string) => void): void {
  let start = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const next = at + (code > 0xffff ? 2 : 1);
    const separator = WHITE_SPACE.has(code);
    if (separator || punctuation.has(code)) {
      if (at > start) visit(text.slice(start, at));
      if (!separator) visit(text.slice(at, next));
      start = next;
    }
    at = next;
  }
  if (text.length > start) visit(text.slice(start));
}
