import type { DecisionEvent } from '../core/decision/events.js';
import { pairsOf, type PreferencePair } from '../core/preference/pairs.js';

let last: { readonly events: readonly DecisionEvent[]; readonly pairs: readonly PreferencePair[] } = {
  events: [],
  pairs: [],
};

/** The preference pairs of a log, derived again only when the log has grown. */
export function pairsIn(events: readonly DecisionEvent[]): readonly PreferencePair[] {
  if (last.events !== events) last = { events, pairs: pairsOf(events) };
  return last.pairs;
}
