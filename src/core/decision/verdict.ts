import type { ConceptId, Sha256 } from '../ids.js';
import type { Action, DecisionEvent } from './events.js';
import { activeEvents, type DoingEvent } from './history.js';

type EventOf<Kind extends Action['kind']> = DecisionEvent & {
  readonly action: Extract<Action, { readonly kind: Kind }>;
};
/** An event that settles a mention. */
export type SettlingEvent = EventOf<'accept' | 'correct' | 'nil'>;
export type RejectingEvent = EventOf<'reject'>;
/** An event that carries a settled mention into the next version of its knowledge base. */
export type MigratingEvent = EventOf<'migrate'>;

/** What stands for one mention: the event that settled it, and the single candidates ruled out. */
export interface Verdict {
  readonly settled: SettlingEvent | null;
  /** The last migration of what was settled, or null. It changes which concept stands, not what the curator chose among. */
  readonly migrated: MigratingEvent | null;
  /** One event per concept. */
  readonly rejections: readonly RejectingEvent[];
}

export const NO_VERDICT: Verdict = { settled: null, migrated: null, rejections: [] };

/** The concept that a mention stands decided as. */
export interface DecidedConcept {
  readonly conceptId: ConceptId;
  /** Normalised. */
  readonly name: string;
  readonly kbHash: Sha256 | null;
}

/** Null where nothing is decided, and for "none of these". */
export function decidedConcept({ settled, migrated }: Verdict): DecidedConcept | null {
  if (settled === null || settled.action.kind === 'nil') return null;
  if (migrated === null) {
    const { conceptId, name } = settled.action;
    return { conceptId, name, kbHash: settled.kbHash };
  }
  return { conceptId: migrated.action.after, name: migrated.action.name, kbHash: migrated.kbHash };
}

/**
 * The verdict after one more event on the same mention; the latest wins. Rejecting the concept that was accepted
 * leaves the mention open again. A migration counts only for the concept that stands. A verdict is about a text:
 * resizing, deleting or adding the mention anew drops it.
 */
export function applyToVerdict(verdict: Verdict, event: DoingEvent): Verdict {
  if (isRejecting(event)) {
    const { conceptId } = event.action;
    const isWithdrawn = decidedConcept(verdict)?.conceptId === conceptId;
    const rejections = [...without(verdict.rejections, conceptId), event];
    return isWithdrawn ? { ...NO_VERDICT, rejections } : { ...verdict, rejections };
  }
  if (isSettling(event)) {
    const verdictAfter: Verdict = { ...NO_VERDICT, settled: event };
    const chosen = decidedConcept(verdictAfter)?.conceptId ?? null;
    return { ...verdictAfter, rejections: without(verdict.rejections, chosen) };
  }
  if (isMigrating(event)) {
    const isMeant = decidedConcept(verdict)?.conceptId === event.action.conceptId;
    return isMeant ? { ...verdict, migrated: event } : verdict;
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

function without(
  rejections: readonly RejectingEvent[],
  conceptId: ConceptId | null,
): readonly RejectingEvent[] {
  return rejections.filter((rejection) => rejection.action.conceptId !== conceptId);
}

/** Whether an event settles its mention. */
export function isSettling(event: DoingEvent): event is DoingEvent & SettlingEvent {
  const { kind } = event.action;
  return kind === 'accept' || kind === 'correct' || kind === 'nil';
}

function isRejecting(event: DoingEvent): event is DoingEvent & RejectingEvent {
  return event.action.kind === 'reject';
}

function isMigrating(event: DoingEvent): event is DoingEvent & MigratingEvent {
  return event.action.kind === 'migrate';
}
