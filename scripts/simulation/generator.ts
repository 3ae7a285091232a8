/** Names generated for mentions, under the model as it came or under an adapter. */
import type { Adapter } from '../../src/core/adapter/adapter.js';
import type { Hypothesis } from '../../src/core/decode/hypothesis.js';
import type { ScorerInput } from '../../src/core/decode/scorer.js';
import { BEAMS } from '../../src/core/link/beams.js';
import { inputKey, searchNames } from '../../src/core/link/create-linker.js';
import { buildInput } from '../../src/core/link/source.js';
import type { Mention } from '../../src/core/text/document.js';
import type { HypothesisStore } from '../evaluation/hypothesis-store.js';
import type { LoadedLinker } from '../node/load-linker.js';

/** A mention in its text. */
export interface Place {
  readonly text: string;
  readonly mention: Mention;
}

export interface Generator {
  /**
   * Names for each place, best first.
   * @param adapter null for the model as it came
   * @param onDone is told how many inputs were searched for, of how many
   */
  generate(
    places: readonly Place[],
    adapter: Adapter | null,
    onDone?: (done: number, of: number) => void,
  ): Promise<readonly (readonly Hypothesis[])[]>;
}

/** Mentions decoded together, as in `evaluate`. */
const BATCH = 16;

/**
 * Searches for each input once: what the model as it came writes is the same for all arms and seeds, and is kept in the
 * store.
 */
export function createGenerator(parts: LoadedLinker, store: HypothesisStore): Generator {
  const ofBase = new Map<string, readonly Hypothesis[]>();
  return {
    async generate(places, adapter, onDone) {
      const inputs = places.map(({ text, mention }) =>
        buildInput(parts.layout, parts.tokenizer, text, mention),
      );
      const keys = inputs.map(inputKey);
      const found = adapter ? new Map<string, readonly Hypothesis[]>() : ofBase;
      const missing = new Map<string, ScorerInput>();
      inputs.forEach((input, i) => {
        const key = keys[i] ?? '';
        const stored = adapter || found.has(key) ? undefined : store.get(key);
        if (stored) found.set(key, stored);
        if (!found.has(key)) missing.set(key, input);
      });
      parts.loaded.engine.adapt(adapter);
      // Inputs of like length are searched together, and little of a batch is padding.
      const sorted = [...missing].sort(([, a], [, b]) => a.source.length - b.source.length);
      for (let first = 0; first < sorted.length; first += BATCH) {
        const batch = sorted.slice(first, first + BATCH);
        const names = await searchNames(
          parts,
          parts.kb,
          batch.map(([, input]) => input),
          BEAMS,
          {},
        );
        const entries = batch.map(([key], i) => [key, names[i] ?? []] as const);
        for (const [key, hypotheses] of entries) found.set(key, hypotheses);
        if (!adapter) await store.add(entries);
        onDone?.(Math.min(first + BATCH, sorted.length), sorted.length);
      }
      return keys.map((key) => found.get(key) ?? []);
    },
  };
}
