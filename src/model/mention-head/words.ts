import type { TokenId } from '../../core/ids.js';
import type { Span } from '../../core/text/document.js';
import { spanOf } from '../../core/text/span.js';
import type { Tokenizer } from '../../core/tokenizer/tokenizer.js';

/** A word as the head reads it: what it tags. */
export interface HeadWord {
  readonly span: Span;
  /** As written. */
  readonly text: string;
  /** At least one. */
  readonly pieces: readonly TokenId[];
}

/**
 * Letters and digits with their marks, or one other visible character. The tokenizer's own rules cut at all of these
 * places, so the pieces of the words one after another are the pieces of the text. The same expression as in
 * training (`seraph_training/mention_head/words.py`).
 */
const WORD = /(?:[\p{L}\p{N}]|[\u0300-\u036f])+|\S/gu;

/** The words of a text in order; one that the tokenizer drops as a whole (a control character) is left out. */
export function headWordsOf(text: string, tokenizer: Pick<Tokenizer, 'encode'>): readonly HeadWord[] {
  return Array.from(text.matchAll(WORD)).flatMap(({ 0: word, index }) => {
    const pieces = tokenizer.encode(word);
    return pieces.length === 0 ? [] : [{ span: spanOf(index, index + word.length), text: word, pieces }];
  });
}
