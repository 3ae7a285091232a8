import type { TokenId } from '../ids.js';

/** An entry of `added_tokens` in a `tokenizer.json`. */
export interface AddedToken {
  readonly id: TokenId;
  readonly content: string;
  /** Matched only where no word character touches it. */
  readonly singleWord: boolean;
  /** Takes white space before (after) it along. */
  readonly leftStrip: boolean;
  readonly rightStrip: boolean;
  /** Matched in normalised text; otherwise in raw text. */
  readonly normalised: boolean;
}

/** Text between added tokens, or an added token. */
export type Section = { readonly text: string } | { readonly id: TokenId };

const WORD_BEFORE = /[\p{L}\p{N}\p{M}\p{Pc}]$/u;
const WORD_AFTER = /^[\p{L}\p{N}\p{M}\p{Pc}]/u;
const SPACE_BEFORE = /\p{White_Space}*$/u;
const SPACE_AFTER = /^\p{White_Space}*/u;

/**
 * Cuts text at its added tokens: leftmost first, the longest where several begin, as the reference's automaton does.
 * `contentOf` gives the text to look for (normalised content for tokens matched in normalised text).
 */
export function sectionCutter(
  tokens: readonly AddedToken[],
  contentOf: (token: AddedToken) => string,
): (text: string) => readonly Section[] {
  const byContent = new Map(tokens.map((token) => [contentOf(token), token]));
  byContent.delete('');
  if (byContent.size === 0) return (text) => (text === '' ? [] : [{ text }]);
  const longestFirst = [...byContent.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escapePattern).join('|'), 'g');

  return (text) => {
    const sections: Section[] = [];
    let done = 0;
    for (const match of text.matchAll(pattern)) {
      const token = byContent.get(match[0]);
      let start = match.index;
      let end = start + match[0].length;
      if (!token || (token.singleWord && touchesWord(text, start, end))) continue;
      if (token.leftStrip) start = Math.max(done, SPACE_BEFORE.exec(text.slice(0, start))?.index ?? start);
      if (token.rightStrip) end += SPACE_AFTER.exec(text.slice(end))?.[0].length ?? 0;
      if (start > done) sections.push({ text: text.slice(done, start) });
      sections.push({ id: token.id });
      done = end;
    }
    if (done < text.length) sections.push({ text: text.slice(done) });
    return sections;
  };
}

function touchesWord(text: string, start: number, end: number): boolean {
  return WORD_BEFORE.test(text.slice(0, start)) || WORD_AFTER.test(text.slice(end));
}

function escapePattern(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
