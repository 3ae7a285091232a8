import type { DocumentId } from '../ids.js';
import { activeEvents } from '../log/history.js';
import type { ExclusionAction, ProjectAction, ProjectEvent } from '../project/events.js';

/** What the curator last said of one pair. */
export interface PairWish {
  readonly isExcluded: boolean;
  /** Place of the event in the log. */
  readonly sequence: number;
}

/** What is kept from training, and what is let in against a rule. */
export interface Exclusions {
  /** By key. */
  readonly pairs: ReadonlyMap<string, PairWish>;
  /** Excluded documents, each with the place in the log of the event that excluded it. */
  readonly documents: ReadonlyMap<DocumentId, number>;
}

export const NO_EXCLUSIONS: Exclusions = { pairs: new Map(), documents: new Map() };

/** The exclusions that stand: a fold over the project's log, so that undo and redo hold for them, too. */
export function exclusionsOf(events: readonly ProjectEvent[]): Exclusions {
  const pairs = new Map<string, PairWish>();
  const documents = new Map<DocumentId, number>();
  for (const { action, sequence } of activeEvents(events)) {
    switch (action.kind) {
      case 'exclude-pair':
      case 'include-pair':
        pairs.set(action.key, { isExcluded: action.kind === 'exclude-pair', sequence });
        break;
      case 'exclude-document':
        documents.set(action.documentId, sequence);
        break;
      case 'include-document':
        documents.delete(action.documentId);
        break;
      default:
    }
  }
  return { pairs, documents };
}

/**
 * Whether, and by what, a pair is excluded. A pair that was included by itself after its document was excluded is not;
 * one that was excluded by itself stays so when its document is included.
 *
 * @param documentId null for a pair of no known document
 */
export function exclusionOf(
  { pairs, documents }: Exclusions,
  key: string,
  documentId: string | null,
): 'pair' | 'document' | null {
  const wish = pairs.get(key);
  if (wish?.isExcluded === true) return 'pair';
  const excluded = documentId === null ? undefined : documents.get(documentId as DocumentId);
  return excluded === undefined || (wish?.sequence ?? 0) > excluded ? null : 'document';
}

/** Whether the curator asked for this pair by name, which lets it in where a rule leaves it out. */
export function isAskedFor({ pairs }: Exclusions, key: string): boolean {
  return pairs.get(key)?.isExcluded === false;
}

export function isExclusion(action: ProjectAction): action is ExclusionAction {
  return EXCLUSIONS.has(action.kind);
}

const EXCLUSIONS = new Set<string>([
  'exclude-pair',
  'include-pair',
  'exclude-document',
  'include-document',
] satisfies ExclusionAction['kind'][]);

/**
 * Whether any of the events changes what mentions are linked to: all may, but for exclusions and the undoing or redoing
 * of these.
 *
 * @param log the whole log, in which what is undone is looked up
 */
export function changesLinking(events: readonly ProjectEvent[], log: readonly ProjectEvent[]): boolean {
  return events.some(({ action }) => {
    if (action.kind !== 'undo' && action.kind !== 'redo') return !isExclusion(action);
    const target = log.find(({ id }) => id === action.target);
    return target === undefined || !isExclusion(target.action);
  });
}
