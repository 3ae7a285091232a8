/** Preference pairs as the trainer reads them. */
import { groupBy } from '../group-by.js';
import type { DocumentId, MentionId } from '../ids.js';
import { pairKey } from '../preference/pair-key.js';
import { weightsOf, type TrainingSetEntry } from '../preference/training-set.js';
import type { Mention } from '../text/document.js';
import { spanOf } from '../text/span.js';
import type { TrainingExample } from './job.js';

/** The entries as examples, in their order, used or not: filter first. Their texts are the words around the mention. */
export function examplesOf(entries: readonly TrainingSetEntry[]): readonly TrainingExample[] {
  return entries.map(({ key, pair, weight }) => ({
    key,
    ...textOfWords(pair, `p-${key}`),
    chosen: pair.chosen.name,
    rejected: pair.rejected.name,
    weight,
    ...(pair.documentId === null ? {} : { documentId: pair.documentId as DocumentId }),
  }));
}

/**
 * The same for supervised training: each chosen name of a mention once, whatever it was preferred to, and weighed anew,
 * for a name corrected from search would count once for each candidate otherwise.
 */
export function positivesOf(entries: readonly TrainingSetEntry[]): readonly TrainingExample[] {
  const keyOf = ({ pair }: TrainingSetEntry): string => pairKey({ ...pair, rejected: { name: '' } });
  const first = [...groupBy(entries, keyOf).values()].flatMap((same) => same.slice(0, 1));
  const weights = weightsOf(first.map(({ pair }) => pair.chosen.conceptId));
  const examples = examplesOf(first.map((entry) => ({ ...entry, key: keyOf(entry) })));
  return examples.map((example, place) => ({ ...example, rejected: null, weight: weights[place] ?? 1 }));
}

/** A mention as the log or a file has it, with the words around. */
interface WordsAround {
  readonly mentionText: string;
  readonly longForm: string | null;
  readonly contextBefore: string;
  readonly contextAfter: string;
  readonly mentionType: string;
  readonly mentionId?: MentionId;
}

/**
 * The words around a mention as a text, and the mention in it.
 * @param id for a mention that has none
 */
export function textOfWords(words: WordsAround, id: string): Pick<TrainingExample, 'text' | 'mention'> {
  const { mentionText, longForm, contextBefore, contextAfter, mentionType, mentionId } = words;
  const mention: Mention = {
    id: mentionId ?? (id as MentionId),
    span: spanOf(contextBefore.length, contextBefore.length + mentionText.length),
    type: mentionType,
    origin: mentionId === undefined ? 'file' : 'curator',
    ...(longForm === null ? {} : { longForm }),
  };
  return { text: contextBefore + mentionText + contextAfter, mention };
}

/**
 * Whether a name of the example is not in the knowledge bases in use, as when it is from another one: then nothing can
 * be learnt from it that linking would show.
 *
 * @param hasName of a normalised name
 */
export function isUnknown(
  { chosen, rejected }: Pick<TrainingExample, 'chosen' | 'rejected'>,
  hasName: (name: string) => boolean,
): boolean {
  return !hasName(chosen) || (rejected !== null && !hasName(rejected));
}
