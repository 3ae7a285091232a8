/** Candidates of mentions as the linker ranks them, from names that were generated before. */
import type { Hypothesis } from '../../src/core/decode/hypothesis.js';
import type { Memory } from '../../src/core/link/memory.js';
import { weighAll, type WeighedConcept } from '../../src/core/link/weigh.js';
import { contexts } from '../evaluation/judge.js';
import type { LoadedLinker } from '../node/load-linker.js';
import type { WalkMention } from './walk.js';

export type Ranker = (
  mention: WalkMention,
  hypotheses: readonly Hypothesis[],
) => Promise<readonly WeighedConcept[]>;

export const NO_MEMORY: Memory = new Map();

/** @param mode `model`: by generation alone; `system`: by all evidence */
export function rankerOf(parts: LoadedLinker, memory: Memory, mode: 'model' | 'system'): Ranker {
  const contextFor = contexts(parts, memory, mode);
  return async ({ document, gold: { mention } }, hypotheses) => {
    const [ranked = []] = await weighAll(parts.kb, parts, contextFor(document), [{ mention, hypotheses }]);
    return ranked;
  };
}

/** Whether the first candidate is right; null for a mention that has no concept, which no figure counts. */
export function isRight(
  { gold: { gold, nil } }: WalkMention,
  ranked: readonly WeighedConcept[],
): boolean | null {
  const [best] = ranked;
  return nil ? null : best !== undefined && gold.has(best.evidence.conceptIndex);
}
