import type { TokenId } from '../ids.js';
import { fromByteCharacters, toByteCharacters } from './byte-characters.js';
import type { TokenizerModel } from './tokenizer.js';
import { withWordCache } from './word-cache.js';

/** The byte-level BPE part of a `tokenizer.json`. */
export interface ByteLevelBpeSettings {
  readonly vocabulary: ReadonlyMap<string, TokenId>;
  /** Of all 256 byte characters, so no text is unknown. */
  readonly characterIds: ReadonlyMap<string, TokenId>;
  /** The first learnt first; pairs are distinct. */
  readonly merges: readonly Omit<Merge, 'rank'>[];
  readonly addPrefixSpace: boolean;
  /** A word that is in the vocabulary is taken whole. */
  readonly ignoreMerges: boolean;
}

/**
 * GPT-2's split into words, each with its leading space: contractions, letters, numbers, other marks, white space.
 * White_Space for `\s`: the reference's engine counts U+0085 and not U+FEFF.
 */
const WORDS =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/** Byte-pair encoding over UTF-8 bytes (Sennrich et al. 2016, arXiv 1508.07909; GPT-2, BART, RoBERTa). */
export function createByteLevelBpe(settings: ByteLevelBpeSettings): TokenizerModel {
  const pieces = withWordCache(mergePairs(settings));
  return {
    normalise: (text) => text,
    encodeInto: (text, into) => {
      const spaced = settings.addPrefixSpace && text !== '' && !text.startsWith(' ') ? ` ${text}` : text;
      for (const word of spaced.match(WORDS) ?? []) {
        for (const piece of pieces(word)) into.push(piece);
      }
    },
    join: fromByteCharacters,
  };
}

interface Merge {
  readonly rank: number;
  readonly left: TokenId;
  readonly right: TokenId;
  readonly merged: TokenId;
}

/** Merges every occurrence of the earliest-learnt pair, left to right, until no pair is left to merge. */
function mergePairs(settings: ByteLevelBpeSettings): (word: string) => readonly TokenId[] {
  const { vocabulary, characterIds, ignoreMerges } = settings;
  const width = settings.merges.reduce((most, { left, right }) => Math.max(most, left, right), 0) + 1;
  const merges = new Map<number, Merge>();
  settings.merges.forEach((merge, rank) => merges.set(merge.left * width + merge.right, { ...merge, rank }));
  const mergeOf = (left: TokenId, right: TokenId) =>
    left < width && right < width ? merges.get(left * width + right) : undefined;

  return (word) => {
    const characters = toByteCharacters(word);
    const whole = ignoreMerges ? vocabulary.get(characters) : undefined;
    if (whole !== undefined) return [whole];
    let symbols: readonly TokenId[] = Array.from(characters, (character) =>
      characterIds.get(character),
    ).filter((id) => id !== undefined);
    for (let best = earliest(symbols, mergeOf); best; best = earliest(symbols, mergeOf)) {
      symbols = apply(best, symbols);
    }
    return symbols;
  };
}

function earliest(
  symbols: readonly TokenId[],
  mergeOf: (left: TokenId, right: TokenId) => Merge | undefined,
): Merge | undefined {
  let best: Merge | undefined;
  let left: TokenId | undefined;
  for (const right of symbols) {
    const merge = left === undefined ? undefined : mergeOf(left, right);
    if (merge && (!best || merge.rank < best.rank)) best = merge;
    left = right;
  }
  return best;
}

function apply(merge: Merge, symbols: readonly TokenId[]): TokenId[] {
  const result: TokenId[] = [];
  for (const symbol of symbols) {
    // What was just merged is not `left`, so no symbol is merged twice.
    if (symbol === merge.right && result.at(-1) === merge.left) result[result.length - 1] = merge.merged;
    else result.push(symbol);
  }
  return result;
}
