/** Rows of RF2 files: tab-separated, without quotes, after a header. */
import type { Reading } from '../files/reading.js';
import type { ImportFile, ImportReport } from '../importer.js';

/** An identifier of SNOMED CT, or the UUID of a row in a reference set. */
const ID = /^(?:\d{6,18}|[0-9a-f]{8}-[0-9a-f-]{27})$/i;
const SCTID = /^\d{6,18}$/;
/** Columns that every file begins with: id, effectiveTime, active, moduleId. */
const SHARED = 4;
const ACTIVE = 2;

export interface Rf2Row {
  readonly active: boolean;
  readonly id: string;
  /** Those after `moduleId`. */
  readonly cells: readonly string[];
}

/**
 * @param width columns after `moduleId`
 * @param idColumns those of them that are identifiers
 * @param limit rows at most
 */
export async function* rf2Rows(
  file: ImportFile,
  reading: Reading,
  report: ImportReport,
  {
    width,
    idColumns,
    limit,
  }: { readonly width: number; readonly idColumns: readonly number[]; readonly limit: number },
): AsyncGenerator<Rf2Row, void, undefined> {
  let count = 0;
  for await (const { first, lines } of reading.lines(file)) {
    for (const [index, text] of lines.entries()) {
      const line = first + index;
      if (line === 1 || text === '') continue;
      const all = text.split('\t');
      const cells = all.slice(SHARED);
      const id = all[0] ?? '';
      if (
        cells.length !== width ||
        !ID.test(id) ||
        !idColumns.every((column) => SCTID.test(cells[column] ?? ''))
      ) {
        report.add({ file: file.name, line, why: 'a row that is not in the layout of RF2 was skipped' });
        continue;
      }
      yield { id, active: all[ACTIVE] === '1', cells };
      if (++count >= limit) return;
    }
  }
}
