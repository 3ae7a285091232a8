import type { DocumentId } from '../core/ids.js';
import type { SourceDocument } from '../core/text/document.js';

/** A part of a file that could not be read: why, what is safe, what to do. */
export interface ImportFailure {
  /** From 1; null when the whole file is meant. */
  readonly line: number | null;
  readonly reason: string;
}

/** Something the curator should know about a document that was read. */
export interface ImportWarning {
  /** From 1; null when no single line is meant. */
  readonly line: number | null;
  readonly message: string;
}

/** What every reader of documents returns: the good documents are kept whatever else is wrong. */
export interface ImportResult {
  readonly documents: readonly SourceDocument[];
  readonly failed: readonly ImportFailure[];
  readonly warnings: readonly ImportWarning[];
}

export interface ImportOptions {
  /** Makes a fresh document key; see `createDocumentId`. */
  readonly createId: () => DocumentId;
}
