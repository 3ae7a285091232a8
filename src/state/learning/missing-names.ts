/** Names that the curator's decisions gave to concepts and the knowledge bases do not have: to be added at once. */
import type { DecisionEvent } from '../../core/decision/events.js';
import { decidedConcept, verdictsOf } from '../../core/decision/verdict.js';
import type { ConceptId } from '../../core/ids.js';
import { normaliseName } from '../../core/kb/normalise-name.js';
import { problemOfName } from '../../core/project/draft.js';
import type { Overlay } from '../../core/project/project.js';
import type { PlacedConcept } from '../../rpc/protocol.js';

export interface MissingName {
  readonly conceptId: ConceptId;
  /** As first written in a text. */
  readonly name: string;
  /** Mentions that were decided so. */
  readonly mentions: number;
}

interface Decided {
  readonly conceptId: ConceptId;
  readonly name: string;
}

/** What stands accepted or corrected, as concept and the mention's own words (or those that its short form stands for). */
function decidedNames(events: readonly DecisionEvent[]): readonly Decided[] {
  return verdictsOf(events).flatMap((verdict) => {
    const decided = decidedConcept(verdict);
    if (verdict.settled === null || decided === null) return [];
    const { longForm, mentionText } = verdict.settled;
    return [{ conceptId: decided.conceptId, name: longForm ?? mentionText }];
  });
}

/** Concepts whose names are needed to know which are missing. */
export function decidedConcepts(events: readonly DecisionEvent[]): readonly ConceptId[] {
  return [...new Set(decidedNames(events).map(({ conceptId }) => conceptId))];
}

/** The most frequent first. Concepts that are not at hand are left out, and so are names that were blocked. */
export function missingNames(
  events: readonly DecisionEvent[],
  concepts: ReadonlyMap<ConceptId, Pick<PlacedConcept, 'id' | 'name' | 'synonyms'>>,
  overlay: Overlay,
): readonly MissingName[] {
  const counted = new Map<string, MissingName>();
  for (const { conceptId, name } of decidedNames(events)) {
    const concept = concepts.get(conceptId);
    if (!concept || problemOfName(overlay, concept, name) !== null) continue;
    const key = JSON.stringify([conceptId, normaliseName(name)]);
    const known = counted.get(key);
    counted.set(key, { conceptId, name: known?.name ?? name, mentions: (known?.mentions ?? 0) + 1 });
  }
  return [...counted.values()].sort((a, b) => b.mentions - a.mentions);
}
