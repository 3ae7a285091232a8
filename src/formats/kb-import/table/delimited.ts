/** Rows of text tables, streamed: RFC 4180 with any separator, or plain splitting where a format has no quotes. */
import { importError } from '../files/import-error.js';
import { MAX_LINE_LENGTH } from '../files/limits.js';
import type { LineBatch } from '../files/reading.js';

export interface Row {
  /** On which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A row that may go on in the next line, because a quote is open. */
interface OpenRow {
  readonly line: number;
  readonly text: string;
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
  let open: OpenRow | null = null;
  for await (const { first, lines } of batches) {
    const rows: Row[] = [];
    for (const [index, line] of lines.entries()) {
      if (!quoted || (open === null && !line.includes('"'))) {
        rows.push({ line: first + index, cells: line.split(separator) });
        continue;
      }
      open = open ? { line: open.line, text: `${open.text}\n${line}` } : { line: first + index, text: line };
      if (open.text.length > MAX_LINE_LENGTH) throw unclosed(file, open.line);
      const cells = splitQuoted(open.text, separator);
      if (cells === null) continue;
      rows.push({ line: open.line, cells });
      open = null;
    }
    if (rows.length > 0) yield rows;
  }
  if (open) throw unclosed(file, open.line);
}

/** The cells of a row; null when a quote is open at its end. What follows a closing quote belongs to the cell. */
export function splitQuoted(text: string, separator: string): string[] | null {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      at++;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0) return null;
        cell += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at++;
      }
    }
    const end = text.indexOf(separator, at);
    cells.push(cell + text.slice(at, end < 0 ? text.length : end));
    if (end < 0) return cells;
    at = end + separator.length;
  }
}

function unclosed(file: string, line: number): Error {
  return importError(
    { file, line },
    'a quote is opened and never closed',
    'Close it, or write the file without quotes',
  );
}
