/** A gold set as documents to be judged on, and what its ids mean. */
import type { ConceptId, DocumentId } from '../ids.js';
import { importedMentions } from '../mention/imported.js';
import { withLongForms } from '../mention/long-forms.js';
import type { SourceDocument } from '../text/document.js';
import type { EvaluationDocument } from './job.js';

/** A document of the gold set with all its mentions that have a concept. */
export function goldDocument(document: SourceDocument): EvaluationDocument {
  const { id, text, annotations } = document;
  const around = withLongForms(text, importedMentions(document));
  const cases = around.flatMap((mention, place) => {
    const gold = goldIds(annotations[place]?.conceptIds ?? []);
    return gold.length === 0 ? [] : [{ mention, part: 'gold', gold } as const];
  });
  return { documentId: id, text, around, cases };
}

/** Prefixes that corpora write before ids which their knowledge bases have without. */
const CORPUS_PREFIX = /^(MESH|OMIM):/i;

/**
 * The ids of a corpus as they are written, and without the prefix of a corpus: which of the two the knowledge base has
 * is known only where it is open.
 */
function goldIds(ids: readonly ConceptId[]): readonly ConceptId[] {
  return [...new Set(ids.flatMap((id) => [id, id.replace(CORPUS_PREFIX, '') as ConceptId]))];
}

/**
 * The documents with the knowledge bases' own ids in place of those that mean the same, such as an alternative id. Ids that
 * no knowledge base has stay: such mentions count as wrong.
 *
 * @param find the id of the concept that has this id or alias; null for none
 */
export function withKnownIds(
  documents: readonly EvaluationDocument[],
  find: (id: ConceptId) => ConceptId | null,
): readonly EvaluationDocument[] {
  return documents.map((document) => ({
    ...document,
    cases: document.cases.map((judged) => ({
      ...judged,
      gold: [...new Set(judged.gold.map((id) => find(id) ?? id))],
    })),
  }));
}

/** The texts of a set by which copies are known, whatever their ids. */
export function textsOf(
  documents: readonly SourceDocument[],
  isMeant: (id: DocumentId) => boolean,
): ReadonlySet<string> {
  return new Set(documents.filter(({ id }) => isMeant(id)).map(({ text }) => text.trim()));
}
