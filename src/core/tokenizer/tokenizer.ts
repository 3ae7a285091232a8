import type { TokenId } from '../ids.js';

/** Text to the model's pieces and back. Equal to the reference tokenizer (Rust `tokenizers`), ids and text. */
export interface Tokenizer {
  readonly kind: 'word-piece' | 'byte-level-bpe';
  /** Distinct pieces, added tokens included. */
  readonly vocabularySize: number;
  /**
   * No special tokens are put around the text. Tokens of the file's `added_tokens` written in the text are matched as
   * one piece, as the reference does; other vocabulary entries such as `[unused0]` are not. Never throws: lone
   * surrogates are dropped (word pieces) or read as U+FFFD (byte-level).
   */
  encode(text: string): TokenId[];
  /** Special tokens are written out; ids outside the vocabulary are skipped. */
  decode(ids: readonly TokenId[]): string;
  tokenId(piece: string): TokenId | undefined;
  /** The vocabulary entry as written in the file, e.g. `##itis`. Throws for an id outside the vocabulary. */
  piece(id: TokenId): string;
}

/** What a kind of tokenizer does between the added tokens; the rest is shared. */
export interface TokenizerModel {
  /** Applied to text between the added tokens that match raw text. */
  normalise(text: string): string;
  /** Appends the pieces of normalised text without added tokens to `into`. */
  encodeInto(normalised: string, into: TokenId[]): void;
  /** Joins pieces to text. */
  join(pieces: readonly string[]): string;
}
