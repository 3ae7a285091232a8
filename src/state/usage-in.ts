import type { DecisionEvent } from '../core/decision/events.js';
import { decidedConcept, verdictsOf } from '../core/decision/verdict.js';
import type { ConceptId } from '../core/ids.js';

let last: { readonly events: readonly DecisionEvent[]; readonly usage: ReadonlyMap<ConceptId, number> } = {
  events: [],
  usage: new Map(),
};

/** How many mentions stand decided as each concept, counted again only when the log has grown. */
export function usageIn(events: readonly DecisionEvent[]): ReadonlyMap<ConceptId, number> {
  if (last.events !== events) last = { events, usage: count(events) };
  return last.usage;
}

function count(events: readonly DecisionEvent[]): ReadonlyMap<ConceptId, number> {
  const usage = new Map<ConceptId, number>();
  for (const verdict of verdictsOf(events)) {
    const id = decidedConcept(verdict)?.conceptId;
    if (id !== undefined) usage.set(id, (usage.get(id) ?? 0) + 1);
  }
  return usage;
}
