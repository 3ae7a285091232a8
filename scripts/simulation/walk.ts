/** The order in which a curator meets a corpus: the mentions to decide, then the documents still ahead. */
import type { DocumentId } from '../../src/core/ids.js';
import type { SourceDocument } from '../../src/core/text/document.js';
import type { GoldDocument, GoldMention } from '../evaluation/corpus.js';

export interface WalkDocument extends GoldDocument {
  readonly id: DocumentId;
}

/** A gold mention in its document. */
export interface WalkMention {
  readonly document: WalkDocument;
  readonly gold: GoldMention;
}

export interface Walk {
  /** Place in the corpus of the document that the walk begins with. */
  readonly first: number;
  /** In order of the documents and of their mentions. */
  readonly decided: readonly WalkMention[];
  /** Whole documents after the one of the last decision; the last of them may be cut short. */
  readonly ahead: readonly WalkMention[];
}

export interface WalkSize {
  /** Mentions to decide, at most. */
  readonly decisions: number;
  /** Mentions ahead, at most. */
  readonly ahead: number;
}

/** Gives the gold mentions their documents' ids back: both lists are of the same documents, in the same order. */
export function walkDocuments(
  documents: readonly SourceDocument[],
  gold: readonly GoldDocument[],
): readonly WalkDocument[] {
  return gold.flatMap((document, i) => {
    const id = documents[i]?.id;
    return id === undefined ? [] : [{ ...document, id }];
  });
}

/** The golden section: its multiples spread evenly over a ring, however many are taken. */
const SECTION = (Math.sqrt(5) - 1) / 2;

/**
 * Where the walk of a seed begins. A corpus has one order, and the documents that happen to come first would decide all
 * figures; so each seed begins elsewhere and goes round. The first seed begins at `first`.
 *
 * @param seed from 1
 */
export function firstDocument(documents: number, seed: number, first: number): number {
  return (first + Math.floor((((seed - 1) * SECTION) % 1) * documents)) % documents;
}

/** Walks once round the corpus from a document on. A document that the last decision falls into is not ahead any more. */
export function walkFrom(
  documents: readonly WalkDocument[],
  first: number,
  { decisions, ahead }: WalkSize,
): Walk {
  const inOrder = [...documents.slice(first), ...documents.slice(0, first)];
  const mentionsOf = (document: WalkDocument): readonly WalkMention[] =>
    document.mentions.map((gold) => ({ document, gold }));
  const decided = inOrder.flatMap(mentionsOf).slice(0, decisions);
  const met = new Set(decided.map(({ document }) => document));
  const left = inOrder.filter((document) => !met.has(document));
  return { first, decided, ahead: left.flatMap(mentionsOf).slice(0, ahead) };
}
