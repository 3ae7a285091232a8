/** Rows of RRF files by concept. The files are sorted by CUI, so that several are read side by side in flat memory. */
import { importError } from '../files/import-error.js';
import { MAX_NAMES_PER_CONCEPT } from '../files/limits.js';
import type { Reading } from '../files/reading.js';
import type { ImportFile, ImportReport } from '../importer.js';
import { RRF_COLUMNS, type RrfTable } from './rrf-layout.js';

export interface RrfRow {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows that follow each other and have one concept. */
export interface CuiGroup {
  readonly cui: string;
  readonly rows: readonly RrfRow[];
}

const CUI = /^C\d{7,8}$/;

/**
 * Groups that have at least one row.
 *
 * @param keep tells before anything is stored whether a row is wanted
 * @throws {SeraphError} `bad-format` when the file is not sorted
 */
export async function* cuiGroups(
  file: ImportFile,
  table: RrfTable,
  reading: Reading,
  report: ImportReport,
  keep: (cells: readonly string[]) => boolean,
): AsyncGenerator<CuiGroup, void, undefined> {
  const width = RRF_COLUMNS[table].length + 1;
  let cui = '';
  let rows: RrfRow[] = [];
  for await (const { first, lines } of reading.lines(file)) {
    for (let index = 0; index < lines.length; index++) {
      const text = lines[index] ?? '';
      const cells = text.split('|');
      const own = cells[0] ?? '';
      const line = first + index;
      if (cells.length !== width || !CUI.test(own)) {
        if (text !== '')
          report.add({ file: file.name, line, why: `a row that is not one of ${table} was skipped` });
        continue;
      }
      if (own !== cui) {
        if (own < cui) throw unsorted(file, line, cui, own);
        if (rows.length > 0) yield { cui, rows };
        cui = own;
        rows = [];
      }
      if (!keep(cells)) continue;
      if (rows.length < MAX_NAMES_PER_CONCEPT) rows.push({ line, cells });
      else report.add({ file: file.name, line, why: 'a row of a concept with very many was skipped' });
    }
  }
  if (rows.length > 0) yield { cui, rows };
}

/** A second file read beside the first: asked for rising CUIs, it gives the rows of each. */
export class CuiCompanion {
  readonly #groups: AsyncIterator<CuiGroup> | null;
  #next: CuiGroup | null = null;

  /** @param groups null when there is no such file: every concept has no rows */
  constructor(groups: AsyncIterable<CuiGroup> | null) {
    this.#groups = groups?.[Symbol.asyncIterator]() ?? null;
  }

  async rowsOf(cui: string): Promise<readonly RrfRow[]> {
    if (!this.#groups) return [];
    while (this.#next === null || this.#next.cui < cui) {
      const step = await this.#groups.next();
      if (step.done) return [];
      this.#next = step.value;
    }
    return this.#next.cui === cui ? this.#next.rows : [];
  }

  /** Lets go of the file when reading stops early. */
  async close(): Promise<void> {
    await this.#groups?.return?.();
  }
}

function unsorted(file: ImportFile, line: number, before: string, got: string): Error {
  return importError(
    { file: file.name, line },
    `the rows are not sorted by concept (${got} after ${before})`,
    'Use the file as UMLS delivers it, or sort it first: LC_ALL=C sort',
    { expected: `${before} or later`, got },
  );
}
