import type { ConceptId, DocumentId, EventId, MentionId, Sha256 } from '../ids.js';
import type { Mention } from '../text/document.js';

/** A candidate as it stood on the screen when the curator decided. */
export interface ShownCandidate {
  readonly rank: number;
  readonly conceptId: ConceptId;
  readonly name: string;
  /** As shown; null when none was. */
  readonly share: number | null;
  /** Mean log-probability of the generated name; null when the candidate was not generated. */
  readonly score: number | null;
}

/** What the curator did. */
export type Action =
  | { readonly kind: 'accept'; readonly conceptId: ConceptId; readonly name: string; readonly rank: number }
  | { readonly kind: 'correct'; readonly conceptId: ConceptId; readonly name: string }
  | { readonly kind: 'reject'; readonly conceptId: ConceptId; readonly name: string; readonly rank: number }
  | { readonly kind: 'nil'; readonly reason: string | null }
  | { readonly kind: 'add-mention'; readonly mention: Mention }
  | { readonly kind: 'resize-mention'; readonly before: Mention; readonly after: Mention }
  | { readonly kind: 'retype-mention'; readonly before: string; readonly after: string }
  | { readonly kind: 'delete-mention'; readonly mention: Mention }
  /** Follows a knowledge base into its next version: the decision for `conceptId` now means `after`. */
  | {
      readonly kind: 'migrate';
      readonly conceptId: ConceptId;
      readonly after: ConceptId;
      /** Preferred name of `after`, normalised. */
      readonly name: string;
    }
  | { readonly kind: 'undo'; readonly target: EventId }
  | { readonly kind: 'redo'; readonly target: EventId };

/**
 * One line of the append-only log: the only truth about what was decided. State, preference pairs, memory and exports
 * are folds over it. Never changed, never deleted; undo is an event too.
 */
export interface DecisionEvent {
  readonly id: EventId;
  /** Position in the log, from 1, without gaps. */
  readonly sequence: number;
  readonly documentId: DocumentId;
  readonly mentionId: MentionId;
  /** Text of the mention (long form excluded) and its surroundings at the time. */
  readonly mentionText: string;
  readonly longForm: string | null;
  readonly contextBefore: string;
  readonly contextAfter: string;
  readonly mentionType: string;
  readonly action: Action;
  /** Candidates on the screen, best first; empty for actions that are not about candidates. */
  readonly shown: readonly ShownCandidate[];
  readonly modelHash: Sha256 | null;
  /**
   * Of the knowledge base that the concept is from, and null for one that the curator added; for actions without a
   * concept, what the candidates were made with (`projectHashOf`), and null where nothing was.
   */
  readonly kbHash: Sha256 | null;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly curator: string;
}
