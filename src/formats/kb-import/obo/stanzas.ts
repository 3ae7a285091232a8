import { importError } from '../files/import-error.js';
import type { Reading } from '../files/reading.js';
import { MAX_LINE_LENGTH } from '../files/limits.js';
import type { ImportFile, ImportReport } from '../importer.js';
import { parseClause, type Clause } from './clauses.js';

export interface Stanza {
  /** `Term`, `Typedef`, `Instance`; empty for the header, which comes first. */
  readonly kind: string;
  /** Of its first line, from 1. */
  readonly line: number;
  readonly clauses: readonly Clause[];
}

/** Lines of one stanza: more are skipped. The largest terms of ChEBI have some hundreds. */
const MOST_CLAUSES = 50_000;

/**
 * One stanza at a time, the header first even when it is empty. Lines without a tag are reported and skipped; a line
 * that ends in a backslash goes on in the next.
 *
 * @throws {SeraphError} `bad-format` (wrong encoding, a line without end), `aborted`
 */
export async function* readStanzas(
  file: ImportFile,
  reading: Reading,
  report: ImportReport,
): AsyncGenerator<Stanza, void, undefined> {
  let kind = '';
  let start = 1;
  let clauses: Clause[] = [];
  const open = new OpenLine();
  const remark = (line: number, why: string): void => report.add({ file: file.name, line, why });
  for await (const { first, lines } of reading.lines(file)) {
    for (let at = 0; at < lines.length; at++) {
      const part = (lines[at] ?? '').trim();
      if (open.isEmpty && (part === '' || part.startsWith('!'))) continue;
      if (endsInBackslash(part)) {
        open.add(part.slice(0, -1), first + at);
        if (open.length > MAX_LINE_LENGTH) throw endless(file, open.first);
        continue;
      }
      const { line, number } = open.close(part, first + at);
      const heading = /^\[(\w+)\]\s*(?:!.*)?$/.exec(line)?.[1];
      if (heading !== undefined) {
        yield { kind, line: start, clauses };
        kind = heading;
        start = number;
        clauses = [];
        continue;
      }
      const clause = parseClause(line, number);
      if (clause === null) remark(number, 'a line without a tag was skipped');
      else if (clauses.length < MOST_CLAUSES) clauses.push(clause);
      else remark(number, 'a line of a concept with very many was skipped');
    }
  }
  yield { kind, line: start, clauses };
}

/** Lines that a backslash at the end joins. Joined once: joining one by one would take the square of their number. */
class OpenLine {
  #parts: string[] = [];
  length = 0;
  first = 0;

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  add(part: string, number: number): void {
    if (this.isEmpty) this.first = number;
    this.#parts.push(part);
    // With the line end: empty parts count, too.
    this.length += part.length + 1;
  }

  close(last: string, number: number): { line: string; number: number } {
    if (this.isEmpty) return { line: last, number };
    const line = this.#parts.join('') + last;
    this.#parts = [];
    this.length = 0;
    return { line, number: this.first };
  }
}

function endsInBackslash(line: string): boolean {
  let count = 0;
  while (line[line.length - 1 - count] === '\\') count++;
  return count % 2 === 1;
}

function endless(file: ImportFile, line: number): Error {
  return importError(
    { file: file.name, line },
    'this line goes on without end',
    'Check the backslashes at line ends',
  );
}
