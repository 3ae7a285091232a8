import { memoryFrom, type Memory } from '../link/memory.js';
import type { ConceptId, DocumentId, EventId, MentionId } from '../ids.js';
import type { Mention } from '../text/document.js';
import { compareSpans } from '../text/span.js';
import type { DecisionEvent } from './events.js';
import { activeEvents, type DoingEvent } from './history.js';
import { applyToVerdict, decidedConcept, NO_VERDICT, verdictsOf, type Verdict } from './verdict.js';

export type Decision =
  | { readonly kind: 'undecided' }
  | {
      readonly kind: 'accepted';
      readonly conceptId: ConceptId;
      readonly name: string;
      readonly rank: number;
      readonly eventId: EventId;
    }
  | {
      readonly kind: 'corrected';
      readonly conceptId: ConceptId;
      readonly name: string;
      readonly eventId: EventId;
    }
  | { readonly kind: 'nil'; readonly reason: string | null; readonly eventId: EventId };

export interface MentionState {
  readonly mention: Mention;
  readonly decision: Decision;
  /** Candidates ruled out one by one; the mention may still be undecided. */
  readonly rejected: ReadonlySet<ConceptId>;
}

export interface DocumentState {
  /** In order of reading: by start, the longer first. */
  readonly mentions: readonly MentionState[];
}

interface Held {
  readonly mention: Mention;
  readonly verdict: Verdict;
}

/**
 * A document as the curator left it: the suggested mentions with every edit and decision that was not undone.
 * A pure function of the log. Events of other documents are passed over, and so are those about mentions that are
 * neither suggested nor added, as after a change of the dictionary: the log keeps them.
 */
export function foldDocument(
  documentId: DocumentId,
  events: readonly DecisionEvent[],
  suggested: readonly Mention[],
): DocumentState {
  const held = new Map<MentionId, Held>(
    suggested.map((mention) => [mention.id, { mention, verdict: NO_VERDICT }]),
  );
  const deleted = new Set<MentionId>();
  for (const event of activeEvents(events)) {
    if (event.documentId !== documentId) continue;
    const id = event.mentionId;
    const known = held.get(id);
    const mention = mentionAfter(known?.mention, event);
    if (event.action.kind === 'add-mention') deleted.delete(id);
    if (event.action.kind === 'delete-mention') {
      deleted.add(id);
      held.delete(id);
    } else if (mention !== undefined && !deleted.has(id)) {
      held.set(id, { mention, verdict: applyToVerdict(known?.verdict ?? NO_VERDICT, event) });
    }
  }
  const mentions = [...held.values()].map(stateOf);
  mentions.sort((a, b) => compareSpans(a.mention.span, b.mention.span));
  return { mentions };
}

/** The mention after an event; undefined where the event needs a mention that is not there. */
function mentionAfter(mention: Mention | undefined, { action, mentionId }: DoingEvent): Mention | undefined {
  switch (action.kind) {
    case 'add-mention':
      return { ...action.mention, id: mentionId };
    case 'resize-mention':
      return { ...action.after, id: mentionId };
    case 'retype-mention':
      return mention && { ...mention, type: action.after };
    default:
      return mention;
  }
}

function stateOf({ mention, verdict }: Held): MentionState {
  return {
    mention,
    decision: decisionOf(verdict),
    rejected: new Set(verdict.rejections.map((rejection) => rejection.action.conceptId)),
  };
}

/** A migrated decision stays what it was, but for its concept. */
function decisionOf(verdict: Verdict): Decision {
  const { settled, migrated } = verdict;
  if (settled === null) return { kind: 'undecided' };
  const { id, action } = settled;
  if (action.kind === 'nil') return { kind: 'nil', reason: action.reason, eventId: id };
  const { conceptId, name } = decidedConcept(verdict) ?? action;
  const eventId = migrated?.id ?? id;
  return action.kind === 'accept'
    ? { kind: 'accepted', conceptId, name, rank: action.rank, eventId }
    : { kind: 'corrected', conceptId, name, eventId };
}

/** What the project remembers for the linker: the concepts that mentions now stand accepted or corrected to. */
export function memoryOf(events: readonly DecisionEvent[]): Memory {
  return memoryFrom(
    verdictsOf(events).flatMap((verdict) => {
      const decided = decidedConcept(verdict);
      if (verdict.settled === null || decided === null) return [];
      const { mentionText, longForm } = verdict.settled;
      return [{ text: mentionText, longForm, conceptId: decided.conceptId }];
    }),
  );
}
