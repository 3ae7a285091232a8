import type { TokenId } from '../ids.js';
import type { RaggedTokens, ScorerInput, StepRows } from './scorer.js';

declare const handle: unique symbol;
/** Owned by the engine; given back with `free`. */
export interface EngineHandle {
  readonly [handle]: 'engine';
}

/** A name whose probability after a mention's source and a prefix is asked for. */
export interface NameRow {
  /** Which source of the encoding. */
  readonly mention: number;
  /** Begins with the decoder's start token. */
  readonly prefix: ScorerInput['prefix'];
  /** Every token that is scored: the name's pieces and end-of-sequence. */
  readonly name: readonly TokenId[];
}

/**
 * A running model, whatever executes it. All log-probabilities are f32, log-softmax over the full vocabulary, in one
 * readback a call. `prefill` and `step` return them at the allowed tokens only, parallel to `allowed.tokens`.
 */
export interface Engine {
  readonly backend: 'webgpu' | 'wasm' | 'cpu';
  readonly vocabularySize: number;
  /** Longest encoder or decoder input, in tokens. */
  readonly maxPositions: number;
  /** Encoder states and cross-attention keys and values of each source: one copy per mention. */
  encode(sources: readonly ScorerInput['source'][]): Promise<EngineHandle>;
  /** Runs each mention's prefix; rows = mentions. */
  prefill(
    encoded: EngineHandle,
    prefixes: readonly ScorerInput['prefix'][],
    allowed: RaggedTokens,
  ): Promise<{ readonly state: EngineHandle; readonly logProbs: Float32Array }>;
  /** One token for each row; replaces the caches inside `state`. */
  step(state: EngineHandle, rows: StepRows, allowed: RaggedTokens): Promise<Float32Array>;
  /**
   * Names that are given instead of searched for (teacher forcing): for each row the log-probability of each token of
   * its name after those before it. Their sum is the log-probability of the name.
   */
  score(encoded: EngineHandle, rows: readonly NameRow[]): Promise<readonly Float32Array[]>;
  /** Frees an `encode` or `prefill` handle. Freeing twice is a no-op. */
  free(handle: EngineHandle): void;
  dispose(): void;
}
