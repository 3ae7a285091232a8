/** The rows of the table of pairs: what is shown of each, and which the filter lets through. */
import type { TrainingSetEntry } from '../../../core/preference/training-set.js';

export type PairState = 'used' | 'excluded' | 'contradicted';

export interface PairFilter {
  /** Words that the text, the names, the ids or the document must have. */
  readonly text: string;
  readonly part: 'any' | TrainingSetEntry['part'];
  readonly state: 'any' | PairState;
  /** One document, or null for any. */
  readonly documentId: string | null;
}

export const NO_FILTER: PairFilter = { text: '', part: 'any', state: 'any', documentId: null };

export function stateOf({ isUsed, excluded }: Pick<TrainingSetEntry, 'isUsed' | 'excluded'>): PairState {
  if (isUsed) return 'used';
  return excluded === null ? 'contradicted' : 'excluded';
}

/**
 * The newest first.
 * @param labelOf what a document is called
 */
export function filterPairs(
  entries: readonly TrainingSetEntry[],
  { text, part, state, documentId }: PairFilter,
  labelOf: (documentId: string) => string,
): readonly TrainingSetEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries
    .filter(
      (entry) =>
        (part === 'any' || entry.part === part) &&
        (state === 'any' || stateOf(entry) === state) &&
        (documentId === null || entry.pair.documentId === documentId) &&
        has(entry, words, labelOf),
    )
    .reverse();
}

function has(
  { pair }: TrainingSetEntry,
  words: readonly string[],
  labelOf: (documentId: string) => string,
): boolean {
  if (words.length === 0) return true;
  const { mentionText, longForm, contextBefore, contextAfter, chosen, rejected, documentId } = pair;
  const all = [
    contextBefore + mentionText + contextAfter,
    longForm,
    chosen.name,
    chosen.conceptId,
    rejected.name,
    rejected.conceptId,
    documentId === null ? null : labelOf(documentId),
  ]
    .join('\n')
    .toLowerCase();
  return words.every((word) => all.includes(word));
}
