import type { ConceptId, DocumentId, EventId, Sha256 } from '../ids.js';
import type { Concept, SynonymScope } from '../kb/knowledge-base.js';
import type { TypeScope } from './project.js';

/**
 * What the curator keeps from training, or lets in after all; see `exclusionsOf`. Nothing that is linked depends on it.
 */
export type ExclusionAction =
  /** `key`: see `pairKey`. */
  | { readonly kind: 'exclude-pair'; readonly key: string }
  | { readonly kind: 'include-pair'; readonly key: string }
  | { readonly kind: 'exclude-document'; readonly documentId: DocumentId }
  | { readonly kind: 'include-document'; readonly documentId: DocumentId };

export type ProjectAction =
  /** Puts all scopes in place of those before. */
  | { readonly kind: 'choose-kbs'; readonly scopes: readonly TypeScope[] }
  /** Puts one version in the place of another, wherever it is used. */
  | { readonly kind: 'replace-kb'; readonly before: Sha256; readonly after: Sha256 }
  | {
      readonly kind: 'add-synonym';
      readonly conceptId: ConceptId;
      readonly name: string;
      readonly scope: SynonymScope;
    }
  | { readonly kind: 'add-concept'; readonly concept: Concept }
  | { readonly kind: 'block-name'; readonly conceptId: ConceptId | null; readonly name: string }
  | ExclusionAction
  | { readonly kind: 'undo'; readonly target: EventId }
  | { readonly kind: 'redo'; readonly target: EventId };

/** One line of the project's append-only log. Never changed, never deleted; undo is an event too. */
export interface ProjectEvent {
  readonly id: EventId;
  /** Position in the log, from 1, without gaps. */
  readonly sequence: number;
  readonly action: ProjectAction;
  /** ISO 8601, UTC. Events written at the same moment are one command. */
  readonly time: string;
  readonly curator: string;
}
