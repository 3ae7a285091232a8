import type { TableShape } from '../../../core/kb/import.js';

/** The first rows of a table with its first row as the names of the columns, or as one of the rows. */
export function headed(
  { columns, rows, mapping }: TableShape,
  hasHeader: boolean,
): Pick<TableShape, 'columns' | 'rows'> {
  if (hasHeader === mapping.hasHeader) return { columns, rows };
  const [first, ...others] = rows;
  const numbered = columns.map((_, at) => `Column ${at + 1}`);
  if (!hasHeader) return { columns: numbered, rows: [columns, ...rows] };
  if (!first) return { columns, rows };
  const nameAt = (at: number): string => first[at] ?? '';
  return { columns: numbered.map((name, at) => (nameAt(at) === '' ? name : nameAt(at))), rows: others };
}
