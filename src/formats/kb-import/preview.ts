import type { ImportLine } from '../../core/kb/import.js';
import type { ImportReport } from './importer.js';

/** Concepts that a preview shows. */
export const PREVIEW_CONCEPTS = 20;
/** Concepts that a preview looks at for its counts. */
export const PREVIEW_LOOKED_AT = 20_000;
/** Remarks that a preview shows. */
const PREVIEW_REMARKS = 100;

/** The first remarks only. */
export function previewReport(): ImportReport & { readonly lines: readonly ImportLine[] } {
  const lines: ImportLine[] = [];
  return {
    lines,
    add: (line) => {
      if (lines.length < PREVIEW_REMARKS) lines.push(line);
    },
  };
}
