import type { ConceptId } from '../ids.js';
import type { LinkView } from './link-view.js';

/** A concept that a name is offered for. */
export interface OfferedOwner {
  /** The one that stands for it. */
  readonly conceptIndex: number;
  /** The name is its preferred one. */
  readonly preferred: boolean;
}

/** The concepts that a name is offered for, those that prefer it first. */
export function offeredOwners(kb: LinkView, nameIndex: number): readonly OfferedOwner[] {
  return [...kb.names.conceptsOf(nameIndex)].flatMap((owner, place) =>
    kb.offers(nameIndex, owner)
      ? [{ conceptIndex: kb.sameAs(owner), preferred: kb.names.roleOf(nameIndex, place) === 'preferred' }]
      : [],
  );
}

/** The concept that stands for the one with this id, or -1 when it is not there or not offered. */
export function offeredConcept(kb: LinkView, id: ConceptId): number {
  const conceptIndex = kb.concepts.indexOf(id);
  const representative = conceptIndex < 0 ? -1 : kb.sameAs(conceptIndex);
  if (kb.isOffered(representative)) return representative;
  const offered = kb.offeredWith(id);
  return offered < 0 ? -1 : kb.sameAs(offered);
}
