/** JSON lines as rows of a table: one object a line, its keys the columns. */
import type { LineBatch } from '../files/reading.js';
import type { ImportReport } from '../importer.js';
import type { Row } from './delimited.js';
import { LIST_JOIN } from './guess-columns.js';

const MAX_COLUMNS = 200;

/** Keys of the objects in the order met; null when the lines are not objects but for a few. */
export function jsonColumns(lines: readonly string[]): readonly string[] | null {
  const objects = lines.map(parseObject).filter((object) => object !== null);
  if (2 * objects.length <= lines.length) return null;
  const columns = new Set(objects.flatMap((object) => Object.keys(object)));
  return columns.size === 0 ? null : [...columns].slice(0, MAX_COLUMNS);
}

/** One row, in a list; null when the line is no object. */
export function jsonCells(line: string, columns: readonly string[]): readonly [readonly string[]] | null {
  const object = parseObject(line);
  return object && [columns.map((column) => (Object.hasOwn(object, column) ? cellOf(object[column]) : ''))];
}

export async function* jsonRowsOf(
  file: string,
  batches: AsyncIterable<LineBatch>,
  columns: readonly string[],
  report: ImportReport,
): AsyncGenerator<readonly Row[], void, undefined> {
  for await (const { first, lines } of batches) {
    const rows: Row[] = [];
    for (const [index, text] of lines.entries()) {
      if (text.trim() === '') continue;
      const [cells] = jsonCells(text, columns) ?? [];
      if (cells) rows.push({ line: first + index, cells });
      else report.add({ file, line: first + index, why: 'a line that is not a JSON object was skipped' });
    }
    yield rows;
  }
}

function parseObject(line: string): Readonly<Record<string, unknown>> | null {
  if (!line.trimStart().startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Lists keep their values apart; what is an object inside has no place in a cell. */
function cellOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(cellOf).join(LIST_JOIN);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
