import { SeraphError } from '../core/errors.js';
import { createDocumentId } from '../core/text/document-id.js';
import type { SourceDocument } from '../core/text/document.js';
import { openDocuments } from '../formats/open-documents.js';
import type { ImportRemark } from './app-state.js';

/** A pasted text or an opened file. */
export interface ImportSource {
  /** File name, or "Pasted text". */
  readonly name: string;
  readonly text: string;
  /** Plain text becomes one document, whatever its blank lines say. */
  readonly merge?: boolean;
}

export interface ReadDocuments {
  readonly documents: readonly SourceDocument[];
  readonly failed: readonly ImportRemark[];
  readonly warnings: readonly ImportRemark[];
  /** Plain text that blank lines split into several documents: may be read again as one. */
  readonly mergeable: boolean;
}

/** Reads one source; a source that cannot be read at all is one failure, never an exception. */
export function readDocuments(source: ImportSource, random: () => number): ReadDocuments {
  try {
    const { documents, failed, warnings, mergeable } = openDocuments(source.name, source.text, {
      createId: () => createDocumentId(random),
      merge: source.merge ?? false,
    });
    return {
      documents,
      failed: failed.map(({ line, reason }) => ({ source: source.name, line, text: reason })),
      warnings: warnings.map(({ line, message }) => ({ source: source.name, line, text: message })),
      mergeable,
    };
  } catch (error) {
    if (!(error instanceof SeraphError)) throw error;
    const failed = [{ source: source.name, line: null, text: error.message }];
    return { documents: [], failed, warnings: [], mergeable: false };
  }
}
