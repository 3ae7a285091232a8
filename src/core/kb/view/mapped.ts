import type { ConceptId, Sha256 } from '../../ids.js';
import type { KbView } from './view.js';

/** A concept that a cross-reference, or the same id, puts on a par with another. */
export interface MappedConcept {
  readonly conceptId: ConceptId;
  readonly kbHash: Sha256;
}

/** What counts as the concept, but for itself. */
export function mappedTo(
  view: Pick<KbView, 'concepts' | 'sameAs' | 'membersOf' | 'kbHashOf'>,
  conceptIndex: number,
): readonly MappedConcept[] {
  return view.membersOf(view.sameAs(conceptIndex)).flatMap((member) => {
    const kbHash = view.kbHashOf(member);
    return member === conceptIndex || kbHash === null
      ? []
      : [{ conceptId: view.concepts.idAt(member), kbHash }];
  });
}
