import type { TokenId } from '../ids.js';
import { normaliseBert, type BertNormaliserSettings } from './bert-normaliser.js';
import { eachBertWord } from './bert-pre-tokeniser.js';
import type { TokenizerModel } from './tokenizer.js';
import { withWordCache } from './word-cache.js';

/** The word-piece part of a `tokenizer.json`. */
export interface WordPieceSettings {
  readonly vocabulary: ReadonlyMap<string, TokenId>;
  readonly unknown: TokenId;
  /** Marks a piece that continues a word: `##`. */
  readonly continuation: string;
  /** In code points; a longer word is unknown. */
  readonly maxWordLength: number;
  readonly normaliser: BertNormaliserSettings;
  /** Closes up spaces before punctuation and in contractions when joining. */
  readonly cleanup: boolean;
}

/** BERT's word pieces (Wu et al. 2016, arXiv 1609.08144; greedy longest match first). */
export function createWordPiece(settings: WordPieceSettings): TokenizerModel {
  const { continuation, normaliser, cleanup } = settings;
  const pieces = withWordCache(longestMatchFirst(settings));
  return {
    normalise: (text) => normaliseBert(text, normaliser),
    encodeInto: (normalised, into) => {
      eachBertWord(normalised, (word) => {
        for (const piece of pieces(word)) into.push(piece);
      });
    },
    join: (tokens) =>
      tokens
        .map((token, index) => {
          const text = index === 0 ? token : spaced(token, continuation);
          return cleanup ? cleanUp(text) : text;
        })
        .join(''),
  };
}

/**
 * Takes the longest piece that the word begins with, then the longest continuation, and so on; a word with a part that
 * has no piece is unknown as a whole. "nephropathies" may give "ne", "##ph", "##rop", "##athi", "##es".
 */
function longestMatchFirst(settings: WordPieceSettings): (word: string) => readonly TokenId[] {
  const { vocabulary, unknown, continuation, maxWordLength } = settings;
  let longest = 0;
  for (const piece of vocabulary.keys()) longest = Math.max(longest, piece.length);
  return (word) => {
    if (word.length > maxWordLength && Array.from(word).length > maxWordLength) return [unknown];
    const found: TokenId[] = [];
    let start = 0;
    while (start < word.length) {
      let end = Math.min(word.length, start + longest);
      let id: TokenId | undefined;
      for (; end > start; end--) {
        const part = word.slice(start, end);
        id = vocabulary.get(start === 0 ? part : continuation + part);
        if (id !== undefined) break;
      }
      if (id === undefined) return [unknown];
      found.push(id);
      start = end;
    }
    return found;
  };
}

function spaced(token: string, continuation: string): string {
  return token.startsWith(continuation) ? token.slice(continuation.length) : ` ${token}`;
}

/** The reference's clean-up, replacement by replacement; it works on one token at a time. */
function cleanUp(text: string): string {
  return text
    .replaceAll(' .', '.')
    .replaceAll(' ?', '?')
    .replaceAll(' !', '!')
    .replaceAll(' ,', ',')
    .replaceAll(" ' ", "'")
    .replaceAll(" n't", "n't")
    .replaceAll(" 'm", "'m")
    .replaceAll(' do not', " don't")
    .replaceAll(" 's", "'s")
    .replaceAll(" 've", "'ve")
    .replaceAll(" 're", "'re");
}
