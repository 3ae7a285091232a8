import type { ConceptId } from '../ids.js';
import type { Action, DecisionEvent } from './events.js';
import { activeEvents, type DoingEvent } from './history.js';

type EventOf<Kind extends Action['kind']> = DecisionEvent & {
  readonly action: Extract<Action, { readonly kind: Kind }>;
};
/** An event that settles a mention. */
export type SettlingEvent = EventOf<'accept' | 'correct' | 'nil'>;
export type RejectingEvent = EventOf<'reject'>;

/** What stands for one mention: the event that settled it, and the single candidates ruled out. */
export interface Verdict {
  readonly settled: SettlingEvent | null;
  /** One event per concept. */
  readonly rejections: readonly RejectingEvent[];
}

export const NO_VERDICT: Verdict = { settled: null, rejections: [] };

/**
 * The verdict after one more event on the same mention; the latest wins. Rejecting the concept that was accepted
 * leaves the mention open again. A verdict is about a text: resizing, deleting or adding the mention anew drops it.
 */
export function applyToVerdict(verdict: Verdict, event: DoingEvent): Verdict {
  if (isRejecting(event)) {
    const { conceptId } = event.action;
    const { settled } = verdict;
    const withdrawn = settled !== null && settledConcept(settled) === conceptId;
    return {
      settled: withdrawn ? null : settled,
      rejections: [...without(verdict.rejections, conceptId), event],
    };
  }
  if (isSettling(event)) {
    return { settled: event, rejections: without(verdict.rejections, settledConcept(event)) };
  }
  return event.action.kind === 'retype-mention' ? verdict : NO_VERDICT;
}

/** What stands for every mention of the log that was ever decided on, in order of the mention's first event. */
export function verdictsOf(events: readonly DecisionEvent[]): readonly Verdict[] {
  const verdicts = new Map<string, Verdict>();
  for (const event of activeEvents(events)) {
    // Mention ids are unique within a document only.
    const key = `${event.documentId} ${event.mentionId}`;
    verdicts.set(key, applyToVerdict(verdicts.get(key) ?? NO_VERDICT, event));
  }
  return [...verdicts.values()];
}

/** The concept that a settling event chose; null for "none of these". */
function settledConcept(event: SettlingEvent): ConceptId | null {
  return event.action.kind === 'nil' ? null : event.action.conceptId;
}

function without(
  rejections: readonly RejectingEvent[],
  conceptId: ConceptId | null,
): readonly RejectingEvent[] {
  return rejections.filter((rejection) => rejection.action.conceptId !== conceptId);
}

function isSettling(event: DoingEvent): event is DoingEvent & SettlingEvent {
  const { kind } = event.action;
  return kind === 'accept' || kind === 'correct' || kind === 'nil';
}

function isRejecting(event: DoingEvent): event is DoingEvent & RejectingEvent {
  return event.action.kind === 'reject';
}
