/** Rows of text tables, streamed: RFC 4180 with any separator, or plain splitting where a format has no quotes. */
import { importError } from '../files/import-error.js';
import { MAX_LINE_LENGTH } from '../files/limits.js';
import type { LineBatch } from '../files/reading.js';

export interface Row {
  /** On which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * @param quoted whether a cell may be in double quotes, with line ends, separators and doubled quotes inside
 * @throws {SeraphError} `bad-format` for a quote that is not closed in the longest row that is read
 */
export async function* rowsOf(
  file: string,
  batches: AsyncIterable<LineBatch>,
  { separator, quoted }: { readonly separator: string; readonly quoted: boolean },
): AsyncGenerator<readonly Row[], void, undefined> {
  let open: QuotedRow | null = null;
  for await (const { first, lines } of batches) {
    const rows: Row[] = [];
    for (const [index, line] of lines.entries()) {
      if (!quoted || (open === null && !line.includes('"'))) {
        rows.push({ line: first + index, cells: line.split(separator) });
        continue;
      }
      open ??= new QuotedRow(first + index, separator);
      const isWhole = open.take(line);
      if (open.length > MAX_LINE_LENGTH) throw unclosed(file, open.line);
      if (!isWhole) continue;
      rows.push({ line: open.line, cells: open.cells });
      open = null;
    }
    if (rows.length > 0) yield rows;
  }
  if (open) throw unclosed(file, open.line);
}

/** The cells of a row; null when a quote is open at its end. What follows a closing quote belongs to the cell. */
export function splitQuoted(text: string, separator: string): readonly string[] | null {
  const row = new QuotedRow(1, separator);
  return row.take(text) ? row.cells : null;
}

/** A row that takes line after line until no quote is open; each is looked at once, however many there are. */
export class QuotedRow {
  readonly cells: string[] = [];
  /** UTF-16 units taken. */
  length = 0;
  #cell: string[] = [];
  #isOpen = false;

  constructor(
    readonly line: number,
    private readonly separator: string,
  ) {}

  /** @returns whether the row is whole */
  take(line: string): boolean {
    if (this.#isOpen) this.#cell.push('\n');
    this.length += line.length + 1;
    for (let at = 0; ;) {
      if (!this.#isOpen && line[at] === '"') {
        this.#isOpen = true;
        at++;
      }
      if (this.#isOpen) {
        at = this.#takeQuoted(line, at);
        if (at < 0) return false;
        this.#isOpen = false;
      }
      const end = line.indexOf(this.separator, at);
      this.#cell.push(line.slice(at, end < 0 ? line.length : end));
      this.cells.push(this.#cell.join(''));
      this.#cell = [];
      if (end < 0) return true;
      at = end + this.separator.length;
    }
  }

  /** @returns the place after the closing quote; -1 when there is none in the line */
  #takeQuoted(line: string, from: number): number {
    for (let at = from; ;) {
      const quote = line.indexOf('"', at);
      this.#cell.push(line.slice(at, quote < 0 ? line.length : quote));
      if (quote < 0) return -1;
      at = quote + 1;
      if (line[at] !== '"') return at;
      this.#cell.push('"');
      at++;
    }
  }
}

function unclosed(file: string, line: number): Error {
  return importError(
    { file, line },
    'a quote is opened and never closed',
    'Close it, or write the file without quotes',
  );
}
