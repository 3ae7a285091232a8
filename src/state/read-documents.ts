import type { SourceDocument } from '../core/text/document.js';
import { createDocumentId } from '../core/text/document-id.js';
import { spanOf } from '../core/text/span.js';
import type { ImportFailure } from './app-state.js';

/** Plain text only: one document per source. */
export function readDocuments(
  source: { name: string; text: string },
  random: () => number,
): { documents: readonly SourceDocument[]; failures: readonly ImportFailure[] } {
  const document = {
    id: createDocumentId(random),
    label: source.name,
    text: source.text,
    titleEnd: spanOf(0, 0).start,
    annotations: [],
  };
  return { documents: [document], failures: [] };
}
