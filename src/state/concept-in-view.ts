import type { Candidate } from '../core/link/linker.js';
import type { ConceptId } from '../core/ids.js';
import type { MentionView } from './document-view.js';

/** The concept that the card is about. */
export interface ConceptInView {
  readonly id: ConceptId;
  /** Undefined where the concept is not on the list. */
  readonly candidate: Candidate | undefined;
}

/** The concept that was found for a mention by search, else the one behind the focused row; undefined for none. */
export function conceptInView(mention: MentionView, candidateIndex: number): ConceptInView | undefined {
  const { decision } = mention;
  if (decision.kind === 'corrected') return { id: decision.conceptId, candidate: undefined };
  const candidate = mention.candidates[candidateIndex];
  return candidate && { id: candidate.conceptId, candidate };
}
