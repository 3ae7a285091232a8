import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SeraphError } from '../../src/core/errors.js';
import type { ConceptId, DocumentId, MentionId } from '../../src/core/ids.js';
import { readingOf } from '../../src/core/link/reading.js';
import type { ConceptTable } from '../../src/core/kb/tables.js';
import type { LinkView } from '../../src/core/link/link-view.js';
import { memoryFrom, type Memory } from '../../src/core/link/memory.js';
import { withLongForms } from '../../src/core/mention/long-forms.js';
import type { Mention, SourceDocument } from '../../src/core/text/document.js';
import { textOf } from '../../src/core/text/span.js';
import { parse } from '../../src/formats/pubtator.js';

/** A gold mention ready to be linked. */
export interface GoldMention {
  readonly mention: Mention;
  readonly text: string;
  readonly gold: ReadonlySet<number>;
  readonly nil: boolean;
}

export interface GoldDocument {
  readonly text: string;
  readonly mentions: readonly GoldMention[];
}

/** Reads a PubTator corpus; every line that could not be read is told. A repeated document counts once. */
export async function readCorpus(
  file: string,
  say: (line: string) => void,
): Promise<readonly SourceDocument[]> {
  let next = 0;
  const { documents, failed, warnings } = parse(await readFile(file, 'utf8'), {
    createId: () => `${next++}` as DocumentId,
  });
  for (const { line, reason } of failed) say(`${path.basename(file)}:${line ?? 0}: ${reason}`);
  for (const { line, message } of warnings) say(`${path.basename(file)}:${line ?? 0}: ${message}`);
  const seen = new Set<string>();
  return documents.filter(({ label, text }) => {
    const key = `${label}\n${text}`;
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * Of the gold mentions with an id, the share that must name a concept of the KB. Two id spaces may share a few ids by
 * chance; a KB that a corpus was annotated with has nearly all.
 */
const LEAST_KNOWN = 0.2;

/** Ids shown in a refusal. */
const EXAMPLES = 3;

/** What gold ids are looked up in, and what short forms are read by. */
export type NamedConcepts = Pick<LinkView, 'concepts' | 'names'>;

/**
 * Gold mentions of a document, short forms with their long forms.
 * @param options `allowUnknownIds`: takes any corpus
 * @throws SeraphError `bad-format` when hardly a gold id of the corpus is in the KB: another id space
 */
export function goldDocuments(
  documents: readonly SourceDocument[],
  kb: NamedConcepts,
  types: ReadonlySet<string> | null,
  { allowUnknownIds = false } = {},
): readonly GoldDocument[] {
  const { concepts } = kb;
  const gold = documents.map((document) => goldDocument(document, kb, types));
  const given = gold.flatMap(({ mentions }) => mentions).filter(({ nil }) => !nil);
  const known = given.filter((mention) => mention.gold.size > 0);
  if (!allowUnknownIds && known.length < LEAST_KNOWN * given.length) {
    const expected = exampleIds(concepts);
    const got = unknownIds(documents, concepts, types);
    throw new SeraphError(
      'bad-format',
      `Of ${given.length} gold mentions with an id ${known.length === 0 ? 'none has' : `only ${known.length} ${known.length === 1 ? 'has' : 'have'}`} one ` +
        `of the knowledge base. The corpus has ids like ${got}, the knowledge base like ${expected}. Nothing was ` +
        'evaluated. Choose the knowledge base that the corpus was annotated with, or give --allow-unknown-ids.',
      { expected, got },
    );
  }
  return gold;
}

function exampleIds(concepts: ConceptTable): string {
  const count = Math.min(EXAMPLES, concepts.conceptCount);
  return Array.from({ length: count }, (_, i) => concepts.idAt(i)).join(', ') || 'none';
}

function unknownIds(
  documents: readonly SourceDocument[],
  concepts: ConceptTable,
  types: ReadonlySet<string> | null,
): string {
  const ids = documents
    .flatMap(({ annotations }) => annotations.filter(({ type }) => types === null || types.has(type)))
    .flatMap(({ conceptIds }) => conceptIds)
    .filter((id) => conceptIndexOf(concepts, id) < 0);
  return [...new Set(ids)].slice(0, EXAMPLES).join(', ');
}

function goldDocument(
  document: SourceDocument,
  kb: NamedConcepts,
  types: ReadonlySet<string> | null,
): GoldDocument {
  const { text } = document;
  const annotations = document.annotations.filter(({ type }) => types === null || types.has(type));
  const mentions = withLongForms(
    text,
    annotations.map(({ span, type }, i): Mention => ({
      id: `${i}` as MentionId,
      span,
      type,
      origin: 'file',
    })),
  );
  return {
    text,
    mentions: mentions.map((mention, i) =>
      goldMention(annotations[i]?.conceptIds ?? [], readingOf(kb, text, mention), text, kb.concepts),
    ),
  };
}

function goldMention(
  conceptIds: readonly ConceptId[],
  mention: Mention,
  text: string,
  concepts: ConceptTable,
): GoldMention {
  return {
    text: textOf(text, mention.span),
    mention,
    gold: new Set(conceptIds.map((id) => conceptIndexOf(concepts, id)).filter((concept) => concept >= 0)),
    nil: conceptIds.length === 0,
  };
}

/** The concept a corpus id names, prefixes `MESH:` and `OMIM:` aside; -1 when the KB has none. */
function conceptIndexOf(concepts: ConceptTable, id: ConceptId): number {
  return concepts.indexOf(id.replace(/^(MESH|OMIM):/i, '') as ConceptId);
}

/** The gold decisions of training documents, as the app would remember them. */
export function memoryOfCorpus(
  documents: readonly GoldDocument[],
  idOf: (conceptIndex: number) => ConceptId,
): Memory {
  return memoryFrom(
    documents.flatMap(({ mentions }) =>
      mentions.flatMap(({ text, mention, gold }) =>
        [...gold].map((concept) => ({
          text,
          longForm: mention.longForm ?? null,
          conceptId: idOf(concept),
        })),
      ),
    ),
  );
}
