import type { RaggedTokens, ScorerInput, StepRows } from './scorer.js';

declare const handle: unique symbol;
/** Owned by the engine; given back with `free`. */
export interface EngineHandle {
  readonly [handle]: 'engine';
}

/**
 * A running model, whatever executes it. All log-probabilities are f32, log-softmax over the full vocabulary, returned
 * at the allowed tokens only (parallel to `allowed.tokens`), in one readback a call.
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
  /** Frees an `encode` or `prefill` handle. Freeing twice is a no-op. */
  free(handle: EngineHandle): void;
  dispose(): void;
}
