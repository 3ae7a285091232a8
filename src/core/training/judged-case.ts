import type { ConceptId, DocumentId, MentionId } from '../ids.js';
import type { CasePart } from './job.js';
import type { FlipSide } from './report.js';

/** Candidates of one mention, best first, under the version before and the one after. */
export interface RankedBoth {
  readonly before: readonly FlipSide[];
  readonly after: readonly FlipSide[];
}

/**
 * A mention linked before and after, as the page links: with the memory of the decisions trained on. Decisions trained on
 * are linked without it, for it knows them by heart.
 */
export interface JudgedCase extends RankedBoth {
  readonly documentId: DocumentId;
  readonly mentionId: MentionId;
  readonly part: CasePart;
  /** Of the mention. */
  readonly text: string;
  readonly gold: readonly ConceptId[];
  /** The same without any memory; for held-out decisions only. */
  readonly withoutMemory: RankedBoth | null;
}
