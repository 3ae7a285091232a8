import type { ConceptId, DocumentId, EventId, Sha256 } from '../ids.js';
import { contextOf } from '../text/context.js';
import type { Mention } from '../text/document.js';
import { checkSpan, textOf } from '../text/span.js';
import type { DecisionEvent, ShownCandidate } from './events.js';
import type { DoingEvent } from './history.js';
import type { DecidedConcept, MigratingEvent, SettlingEvent } from './verdict.js';

/** An event before the log gave it its place. */
export type EventDraft = Omit<DecisionEvent, 'sequence'>;

/**
 * Characters kept on each side of the mention, UTF-16 units. The model reads 24 pieces a side and a piece is seldom
 * longer than 12 characters: enough to build the same model input again from the log alone.
 */
export const CONTEXT_CHARACTERS = 300;

/** Who acts and when; the id comes from outside, so that the same input gives the same draft. */
export interface Authorship {
  readonly id: EventId;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly curator: string;
}

export interface DraftInput extends Authorship {
  readonly document: { readonly id: DocumentId; readonly text: string };
  /** The mention as it stands before the action; for `add-mention`, the one being added. */
  readonly mention: Mention;
  readonly action: DoingEvent['action'];
  /** Candidates on the screen, best first. */
  readonly shown?: readonly ShownCandidate[];
  readonly modelHash: Sha256 | null;
  readonly kbHash: Sha256 | null;
}

/**
 * Makes the log's line for an action, with the words around the mention.
 * @throws SeraphError `bad-span` when the mention does not lie in the document's text.
 */
export function draftEvent(input: DraftInput): EventDraft {
  const { document, mention } = input;
  checkSpan(document.text, mention.span);
  const context = contextOf(document.text, mention.span, CONTEXT_CHARACTERS);
  return {
    id: input.id,
    documentId: document.id,
    mentionId: mention.id,
    mentionText: textOf(document.text, mention.span),
    longForm: mention.longForm ?? null,
    contextBefore: context.before,
    contextAfter: context.after,
    mentionType: mention.type,
    action: input.action,
    shown: input.shown ?? [],
    modelHash: input.modelHash,
    kbHash: input.kbHash,
    time: input.time,
    curator: input.curator,
  };
}

/** The line that undoes or redoes `target`: about the same mention, with nothing shown. */
export function draftReversal(kind: 'undo' | 'redo', target: DoingEvent, authorship: Authorship): EventDraft {
  return draftOn(target, { kind, target: target.id }, target.kbHash, authorship);
}

/**
 * The line that carries a decision into another version of its knowledge base.
 *
 * @param decided the event that the decision stands by
 * @param after the concept in that version, and the version's hash
 */
export function draftMigration(
  decided: SettlingEvent | MigratingEvent,
  conceptId: ConceptId,
  after: DecidedConcept,
  authorship: Authorship,
): EventDraft {
  const action = { kind: 'migrate', conceptId, after: after.conceptId, name: after.name } as const;
  return draftOn(decided, action, after.kbHash, authorship);
}

/** A line about the mention of an earlier one, made without looking at candidates. */
function draftOn(
  earlier: DecisionEvent,
  action: DecisionEvent['action'],
  kbHash: Sha256 | null,
  { id, time, curator }: Authorship,
): EventDraft {
  const {
    documentId,
    mentionId,
    mentionText,
    longForm,
    contextBefore,
    contextAfter,
    mentionType,
    modelHash,
  } = earlier;
  return {
    id,
    documentId,
    mentionId,
    mentionText,
    longForm,
    contextBefore,
    contextAfter,
    mentionType,
    action,
    shown: [],
    modelHash,
    kbHash,
    time,
    curator,
  };
}
