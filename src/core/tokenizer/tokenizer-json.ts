import type { TokenId } from '../ids.js';
import type { AddedToken } from './added-tokens.js';
import { BYTE_CHARACTERS } from './byte-characters.js';
import type { ByteLevelBpeSettings } from './byte-level-bpe.js';
import {
  asArray,
  asBoolean,
  asCount,
  asObject,
  asString,
  badTokenizer,
  isObject,
  type JsonObject,
} from './json-shape.js';
import type { WordPieceSettings } from './word-piece.js';

/** The parts of a `tokenizer.json` that change ids; truncation, padding and post-processing are not applied. */
export type TokenizerFile = {
  readonly vocabulary: ReadonlyMap<string, TokenId>;
  readonly addedTokens: readonly AddedToken[];
} & (
  | { readonly kind: 'word-piece'; readonly settings: WordPieceSettings }
  | { readonly kind: 'byte-level-bpe'; readonly settings: ByteLevelBpeSettings }
);

/** Reads the format of Hugging Face `tokenizers`; only the two kinds that Seraph's models use. */
export function readTokenizerFile(json: unknown): TokenizerFile {
  const file = asObject(json, 'the file');
  const model = asObject(file.model, 'model');
  const vocabulary = readVocabulary(model.vocab);
  const addedTokens = asArray(file.added_tokens ?? [], 'added_tokens').map(readAddedToken);
  // Some older files do not name the model's type.
  const type = model.type ?? ('merges' in model ? 'BPE' : 'WordPiece');
  if (type === 'WordPiece') {
    const settings = readWordPiece(file, model, vocabulary);
    return { kind: 'word-piece', vocabulary, addedTokens, settings };
  }
  if (type === 'BPE') {
    const settings = readByteLevelBpe(file, model, vocabulary);
    return { kind: 'byte-level-bpe', vocabulary, addedTokens, settings };
  }
  throw badTokenizer('model.type', '"WordPiece" or "BPE"', type);
}

function readVocabulary(value: unknown): ReadonlyMap<string, TokenId> {
  const vocabulary = new Map<string, TokenId>();
  for (const [piece, id] of Object.entries(asObject(value, 'model.vocab'))) {
    vocabulary.set(piece, asCount(id, `model.vocab[${JSON.stringify(piece)}]`) as TokenId);
  }
  return vocabulary;
}

function readAddedToken(value: unknown, index: number): AddedToken {
  const where = `added_tokens[${index}]`;
  const token = asObject(value, where);
  return {
    id: asCount(token.id, `${where}.id`) as TokenId,
    content: asString(token.content, `${where}.content`),
    singleWord: asBoolean(token.single_word, `${where}.single_word`, false),
    leftStrip: asBoolean(token.lstrip, `${where}.lstrip`, false),
    rightStrip: asBoolean(token.rstrip, `${where}.rstrip`, false),
    normalised: asBoolean(token.normalized, `${where}.normalized`, true),
  };
}

function readWordPiece(
  file: JsonObject,
  model: JsonObject,
  vocabulary: ReadonlyMap<string, TokenId>,
): WordPieceSettings {
  const normaliser = ofType(file.normalizer, 'normalizer', 'BertNormalizer');
  ofType(file.pre_tokenizer, 'pre_tokenizer', 'BertPreTokenizer');
  const decoder = ofType(file.decoder, 'decoder', 'WordPiece');
  const unknown = asString(model.unk_token, 'model.unk_token');
  const unknownId = vocabulary.get(unknown);
  if (unknownId === undefined) {
    throw badTokenizer('model.vocab', `a vocabulary with the unknown token ${unknown}`, model.vocab);
  }
  const lowercase = asBoolean(normaliser.lowercase, 'normalizer.lowercase', true);
  return {
    vocabulary,
    unknown: unknownId,
    continuation: asString(model.continuing_subword_prefix, 'model.continuing_subword_prefix'),
    maxWordLength: asCount(model.max_input_chars_per_word, 'model.max_input_chars_per_word'),
    normaliser: {
      cleanText: asBoolean(normaliser.clean_text, 'normalizer.clean_text', true),
      spaceChinese: asBoolean(normaliser.handle_chinese_chars, 'normalizer.handle_chinese_chars', true),
      stripAccents: asBoolean(normaliser.strip_accents, 'normalizer.strip_accents', lowercase),
      lowercase,
    },
    cleanup: asBoolean(decoder.cleanup, 'decoder.cleanup', true),
  };
}

function readByteLevelBpe(
  file: JsonObject,
  model: JsonObject,
  vocabulary: ReadonlyMap<string, TokenId>,
): ByteLevelBpeSettings {
  if (isObject(file.normalizer)) throw badTokenizer('normalizer', 'null', file.normalizer);
  const preTokenizer = ofType(file.pre_tokenizer, 'pre_tokenizer', 'ByteLevel');
  ofType(file.decoder, 'decoder', 'ByteLevel');
  if (!asBoolean(preTokenizer.use_regex, 'pre_tokenizer.use_regex', true)) {
    throw badTokenizer('pre_tokenizer.use_regex', 'true', false);
  }
  for (const key of ['continuing_subword_prefix', 'end_of_word_suffix'] as const) {
    if (model[key]) throw badTokenizer(`model.${key}`, 'empty', model[key]);
  }
  if (model.dropout) throw badTokenizer('model.dropout', 'null', model.dropout);
  return {
    vocabulary,
    characterIds: new Map(BYTE_CHARACTERS.map((character) => [character, idOf(vocabulary, character)])),
    merges: asArray(model.merges, 'model.merges').map((merge, index) => {
      const [left, right] = readPair(merge, `model.merges[${index}]`);
      return {
        left: idOf(vocabulary, left),
        right: idOf(vocabulary, right),
        merged: idOf(vocabulary, left + right),
      };
    }),
    addPrefixSpace: asBoolean(preTokenizer.add_prefix_space, 'pre_tokenizer.add_prefix_space', true),
    ignoreMerges: asBoolean(model.ignore_merges, 'model.ignore_merges', false),
  };
}

/** Either `"a b"` or `["a", "b"]`, by the file's age. */
function readPair(merge: unknown, where: string): readonly [string, string] {
  const parts: readonly unknown[] =
    typeof merge === 'string' ? merge.split(' ') : Array.isArray(merge) ? merge : [];
  const [left, right] = parts;
  if (parts.length !== 2 || typeof left !== 'string' || typeof right !== 'string') {
    throw badTokenizer(where, 'two pieces', merge);
  }
  return [left, right];
}

function idOf(vocabulary: ReadonlyMap<string, TokenId>, piece: string): TokenId {
  const id = vocabulary.get(piece);
  if (id === undefined) throw badTokenizer(`model.vocab[${JSON.stringify(piece)}]`, 'a piece id', undefined);
  return id;
}

function ofType(value: unknown, where: string, type: string): JsonObject {
  if (!isObject(value) || value.type !== type) throw badTokenizer(where, `of type "${type}"`, value);
  return value;
}
