import { SeraphError } from '../errors.js';
import type { TokenId } from '../ids.js';
import { sectionCutter } from './added-tokens.js';
import { createByteLevelBpe } from './byte-level-bpe.js';
import { readTokenizerFile } from './tokenizer-json.js';
import type { Tokenizer } from './tokenizer.js';
import { createWordPiece } from './word-piece.js';

/**
 * A tokenizer from a parsed Hugging Face `tokenizer.json`: BERT word pieces, or byte-level BPE as in GPT-2, BART and
 * RoBERTa. Throws `bad-format`, saying what was expected where, for anything else.
 */
export function createTokenizer(json: unknown): Tokenizer {
  const file = readTokenizerFile(json);
  const model =
    file.kind === 'word-piece' ? createWordPiece(file.settings) : createByteLevelBpe(file.settings);
  const ids = new Map(file.vocabulary);
  for (const { content, id } of file.addedTokens) ids.set(content, id);
  const pieces: string[] = [];
  for (const [piece, id] of ids) pieces[id] = piece;

  const cutRaw = sectionCutter(
    file.addedTokens.filter((token) => !token.normalised),
    (token) => token.content,
  );
  const cutNormalised = sectionCutter(
    file.addedTokens.filter((token) => token.normalised),
    (token) => model.normalise(token.content),
  );

  return {
    kind: file.kind,
    vocabularySize: ids.size,
    encode: (text) => {
      const result: TokenId[] = [];
      for (const raw of cutRaw(text)) {
        if ('id' in raw) result.push(raw.id);
        else {
          for (const section of cutNormalised(model.normalise(raw.text))) {
            if ('id' in section) result.push(section.id);
            else model.encodeInto(section.text, result);
          }
        }
      }
      return result;
    },
    decode: (tokens) => model.join(tokens.map((id) => pieces[id]).filter((piece) => piece !== undefined)),
    tokenId: (piece) => ids.get(piece),
    piece: (id) => {
      const piece = pieces[id];
      if (piece === undefined) {
        throw new SeraphError(
          'internal',
          `The tokenizer has no piece ${id}; its ids end at ${pieces.length - 1}. Nothing was changed. Please report this.`,
          { expected: `0 to ${pieces.length - 1}`, got: id },
        );
      }
      return piece;
    },
  };
}
