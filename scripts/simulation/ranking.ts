/** Candidates of mentions as the linker ranks them, from names that were generated before. */
import type { Hypothesis } from '../../src/core/decode/hypothesis.js';
import { weigh, type WeighedConcept } from '../../src/core/link/create-linker.js';
import type { Memory } from '../../src/core/link/memory.js';
import { contexts } from '../evaluation/judge.js';
import type { LoadedLinker } from '../node/load-linker.js';
import type { WalkMention } from './walk.js';

export type Ranker = (mention: WalkMention, hypotheses: readonly Hypothesis[]) => readonly WeighedConcept[];

export const NO_MEMORY: Memory = new Map();

/** @param mode `model`: by generation alone; `system`: by all evidence */
export function rankerOf(parts: LoadedLinker, memory: Memory, mode: 'model' | 'system'): Ranker {
  const contextFor = contexts(parts, memory, mode);
  return ({ document, gold }, hypotheses) =>
    weigh(parts.kb, parts.combiner, contextFor(document), gold.mention, hypotheses);
}

/** Whether the first candidate is right; null for a mention that has no concept, which no figure counts. */
export function isRight(
  { gold: { gold, nil } }: WalkMention,
  ranked: readonly WeighedConcept[],
): boolean | null {
  const [best] = ranked;
  return nil ? null : best !== undefined && gold.has(best.evidence.conceptIndex);
}
