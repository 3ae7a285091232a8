/** Rows of each id together: as they come where the file has them so, gathered in memory where it does not. */
import { FactStore } from '../fact-store.js';
import type { Row } from './delimited.js';

type Batches = AsyncIterable<readonly Row[]>;
type IdOf = (row: Row) => string;

/** Whether no id comes again after another. Takes the ids in memory, not the rows. */
export async function areTogether(batches: Batches, idOf: IdOf): Promise<boolean> {
  const seen = new Set<string>();
  let last: string | null = null;
  for await (const rows of batches) {
    for (const row of rows) {
      const id = idOf(row);
      if (id === last) continue;
      if (seen.has(id)) return false;
      seen.add(id);
      last = id;
    }
  }
  return true;
}

/** Rows that follow each other and have one id. */
export async function* inRuns(batches: Batches, idOf: IdOf): AsyncGenerator<readonly Row[], void, undefined> {
  let run: Row[] = [];
  let last = '';
  for await (const rows of batches) {
    for (const row of rows) {
      const id = idOf(row);
      if (run.length > 0 && id !== last) {
        yield run;
        run = [];
      }
      last = id;
      run.push(row);
    }
  }
  if (run.length > 0) yield run;
}

/** @throws {SeraphError} `too-large` for a table that does not fit into memory */
export async function* gathered(
  file: string,
  batches: Batches,
  idOf: IdOf,
): AsyncGenerator<readonly Row[], void, undefined> {
  const store = new FactStore();
  for await (const rows of batches) {
    for (const row of rows) store.add(store.subjectOf(idOf(row)), 0, JSON.stringify(row), file);
  }
  for (const [, subject] of store.subjects()) {
    yield Array.from(store.factsOf(subject), ({ text }) => JSON.parse(text) as Row);
  }
}
