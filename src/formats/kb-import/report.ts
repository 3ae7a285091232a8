/** Remarks of an import: all counted, the first of each reason kept, however many there are. */
import type { ImportLine, ImportReason } from '../../core/kb/import.js';
import type { ImportReport } from './importer.js';

/** Lines kept of each reason. */
const KEPT_LINES = 20;
/** Reasons kept apart. Importers give a few dozen; a name in a reason would make them endless. */
const KEPT_REASONS = 200;
const OTHER_REASONS = 'other remarks';

export interface CountingReport extends ImportReport {
  /** The most frequent first. */
  reasons(): readonly ImportReason[];
}

export function createImportReport(): CountingReport {
  const found = new Map<string, { count: number; readonly lines: ImportLine[] }>();
  return {
    add: (line) => {
      const why = found.has(line.why) || found.size < KEPT_REASONS ? line.why : OTHER_REASONS;
      let reason = found.get(why);
      if (!reason) found.set(why, (reason = { count: 0, lines: [] }));
      reason.count++;
      if (reason.lines.length < KEPT_LINES) reason.lines.push(line);
    },
    reasons: () =>
      [...found]
        .map(([why, { count, lines }]) => ({ why, count, lines: [...lines] }))
        .sort((a, b) => b.count - a.count),
  };
}

/** For download: each reason with its count, and the places of its first lines. */
export function reportAsText(reasons: readonly ImportReason[]): string {
  const paragraphs = reasons.map(({ why, count, lines }) => {
    const places = lines.map(({ file, line, why: own }) => {
      const place = line === null ? file : `${file}:${line}`;
      return own === why ? `  ${place}` : `  ${place}: ${own}`;
    });
    const rest = count - lines.length;
    return [`${count} × ${why}`, ...places, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
  });
  return `${paragraphs.join('\n\n')}\n`;
}
