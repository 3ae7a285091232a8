import type { ImportReason } from '../../../core/kb/import.js';
import type { ExportedFile } from '../../../state/exports.js';

/** What an import skipped, as a table to look at or to send to whoever made the file. */
export function reportFile(title: string, reasons: readonly ImportReason[]): ExportedFile {
  const rows = reasons.flatMap(({ why, count, lines }) => [
    ...lines.map(({ file, line, why: detail }) => [file, line ?? '', detail]),
    ...(count > lines.length ? [['', '', `${why}: ${count - lines.length} more`]] : []),
  ]);
  return {
    name: `${title.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}-import.tsv`,
    content: [['file', 'line', 'what'], ...rows].map((row) => `${row.map(cell).join('\t')}\n`).join(''),
    type: 'text/tab-separated-values',
  };
}

/** One cell: no tab or line break gets in, and no spreadsheet takes it for a formula. */
function cell(value: string | number): string {
  const text = String(value).replace(/[\t\r\n]+/g, ' ');
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}
