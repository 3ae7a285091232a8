/** Mentions of the project's own documents that are linked before and after training. */
import type { DecisionEvent } from '../decision/events.js';
import { foldDocument } from '../decision/fold.js';
import { decidedConcept, verdictsOf, type SettlingEvent } from '../decision/verdict.js';
import { groupBy } from '../group-by.js';
import type { ConceptId, DocumentId } from '../ids.js';
import type { Split } from '../preference/split.js';
import type { Mention, SourceDocument } from '../text/document.js';
import { textOfWords } from './examples.js';
import type { CasePart, EvaluationCase, EvaluationDocument } from './job.js';

/** A text with all its mentions, of which some are judged. */
export type CaseText = Omit<EvaluationDocument, 'cases'>;

/** A mention that may be judged. */
export interface FoundCase {
  readonly text: CaseText;
  readonly judged: EvaluationCase;
  /** Place in the log of the decision; 0 for an undecided mention. */
  readonly sequence: number;
}

export interface CaseSources {
  /** The whole log of decisions. */
  readonly events: readonly DecisionEvent[];
  readonly documents: readonly SourceDocument[];
  /** The mentions that were found in each document. */
  readonly suggestions: ReadonlyMap<DocumentId, { readonly mentions: readonly Mention[] }>;
  readonly split: Pick<Split, 'partOf'>;
}

/**
 * Decided and undecided mentions of the documents at hand, in order of the documents, then the decided ones of documents
 * that are gone, with the words that the log kept. Those decided as "none of these" are left out: no concept is right.
 */
export function casesOf({ events, documents, suggestions, split }: CaseSources): readonly FoundCase[] {
  const byDocument = groupBy(events, ({ documentId }) => documentId);
  const found = documents.flatMap((document) => {
    const own = byDocument.get(document.id) ?? [];
    const state = foldDocument(document.id, own, suggestions.get(document.id)?.mentions ?? []);
    const { id: documentId, text } = document;
    const whole: CaseText = { documentId, text, around: state.mentions.map(({ mention }) => mention) };
    const sequences = new Map(own.map(({ id, sequence }) => [id, sequence]));
    return state.mentions.flatMap(({ mention, decision }): readonly FoundCase[] => {
      if (decision.kind === 'nil') return [];
      if (decision.kind === 'undecided') return [foundCase(whole, mention, 'undecided', [], 0)];
      const sequence = sequences.get(decision.eventId) ?? 0;
      return [foundCase(whole, mention, split.partOf(documentId), [decision.conceptId], sequence)];
    });
  });
  const isFound = new Set(found.map(({ text, judged }) => keyOf(text.documentId, judged.mention.id)));
  const gone = verdictsOf(events).flatMap((verdict) => {
    const { settled } = verdict;
    const decided = decidedConcept(verdict);
    if (settled === null || decided === null || isFound.has(keyOf(settled.documentId, settled.mentionId))) {
      return [];
    }
    return [caseOfWords(settled, split.partOf(settled.documentId), decided.conceptId)];
  });
  return [...found, ...gone];
}

/** The cases put back into their documents, in order of the first case of each. */
export function documentsOf(cases: readonly FoundCase[]): readonly EvaluationDocument[] {
  return [...groupBy(cases, ({ text }) => text)].map(([text, own]) => ({
    ...text,
    cases: own.map(({ judged }) => judged),
  }));
}

function caseOfWords(settled: SettlingEvent, part: CasePart, conceptId: ConceptId): FoundCase {
  const { documentId, mentionId, sequence } = settled;
  const { text, mention } = textOfWords(settled, mentionId);
  return foundCase({ documentId, text, around: [mention] }, mention, part, [conceptId], sequence);
}

function foundCase(
  text: CaseText,
  mention: Mention,
  part: CasePart,
  gold: readonly ConceptId[],
  sequence: number,
): FoundCase {
  return { text, judged: { mention, part, gold }, sequence };
}

function keyOf(documentId: string, mentionId: string): string {
  return `${documentId} ${mentionId}`;
}
