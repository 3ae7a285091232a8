import type { TokenId } from '../ids.js';

/** One mention before the model: encoder input, and decoder input up to the name. */
export interface ScorerInput {
  readonly source: readonly TokenId[];
  /** Begins with the decoder's start token. */
  readonly prefix: readonly TokenId[];
}

/**
 * Ragged lists of tokens, one list per row, in one flat array:
 * row r owns `tokens[starts[r] .. starts[r + 1])`; `starts` has rows + 1 entries.
 */
export interface RaggedTokens {
  readonly starts: Uint32Array;
  readonly tokens: Uint32Array;
}

/** Rows of one decoding step: each continues a row of the step before with one token. */
export interface StepRows {
  /** Row index in the previous step (or mention index, right after `begin`). */
  readonly parents: Uint32Array;
  readonly tokens: Uint32Array;
}

/**
 * What beam search needs of a model. Log-probabilities are log-softmax over the FULL vocabulary, read at the allowed
 * tokens only: the result is parallel to `allowed.tokens`.
 */
export interface Scorer {
  /** Encodes the inputs and runs their prefixes; row i is input i. */
  begin(inputs: readonly ScorerInput[], allowed: RaggedTokens): Promise<ScoringSession>;
}

export interface ScoringSession {
  /** For the rows of `begin`. */
  readonly first: Float32Array;
  step(rows: StepRows, allowed: RaggedTokens): Promise<Float32Array>;
  /** Frees every tensor of the session. Safe to call twice. */
  end(): void;
}
