import type { ConceptId, DocumentId, MentionId, Utf16Offset } from '../ids.js';

/** Half-open range of a document's text. */
export interface Span {
  readonly start: Utf16Offset;
  readonly end: Utf16Offset;
}

/** A text to be curated, exactly as it came: never normalised. */
export interface SourceDocument {
  readonly id: DocumentId;
  /** PMID or file name, as the user knows it; may repeat within a project. */
  readonly label: string;
  readonly text: string;
  /** Where the title ends in `text`; 0 when there is none. The abstract begins one character later. */
  readonly titleEnd: Utf16Offset;
  /** Mentions that came with the file. */
  readonly annotations: readonly ImportedMention[];
  /** Lines of the file that Seraph keeps for export but does not read (relations), as written. */
  readonly keptLines?: readonly string[];
}

export interface ImportedMention {
  readonly span: Span;
  readonly type: string;
  /** Empty: no concept given. */
  readonly conceptIds: readonly ConceptId[];
  /** The id column and all that follows it, as written, for a lossless round trip. */
  readonly written: string;
}

/** A stretch of text to be linked. */
export interface Mention {
  readonly id: MentionId;
  readonly span: Span;
  /** Semantic group, e.g. `Disease` or `Chemical`. */
  readonly type: string;
  /** Long form of an abbreviation defined in the same document; takes the short form's place before the model. */
  readonly longForm?: string;
  readonly origin: 'dictionary' | 'abbreviation' | 'model' | 'curator' | 'file';
}
