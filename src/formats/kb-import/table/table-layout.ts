/** How a table is written, from its beginning: its separator, quotes, or JSON lines. */
import type { ColumnMapping, TableShape } from '../../../core/kb/import.js';
import { QuotedRow } from './delimited.js';
import { LIST_JOIN, guessMapping } from './guess-columns.js';
import { jsonColumns, jsonCells } from './json-rows.js';

export interface TableLayout {
  /** Empty for JSON lines. */
  readonly separator: string;
  readonly quoted: boolean;
  readonly columns: readonly string[];
  /** The first rows, without the header. */
  readonly rows: readonly (readonly string[])[];
  readonly mapping: ColumnMapping;
  /** Column that says which of a concept's names is the preferred one (MedCAT's `name_status`), or -1. */
  readonly nameStatus: number;
}

/** Likeliest first: where two fit, a bar or comma belongs to the cells. */
const SEPARATORS = ['\t', ',', ';', '|'];
const LOOKED_AT = 50;
/** Rows of the head that must have the same number of cells. */
const ALIKE = 0.9;
const SHOWN = 10;

/** @param head whole lines from the beginning @returns null for what is no table */
export function guessLayout(head: string): TableLayout | null {
  const lines = head.split(/\r\n|\r|\n/);
  if (lines.length > 1) lines.pop();
  const objects = lines.filter((line) => line.trim() !== '').slice(0, LOOKED_AT);
  const columns = jsonColumns(objects);
  if (columns) {
    const rows = objects.flatMap((line) => jsonCells(line, columns) ?? []);
    return layoutOf('', false, [columns, ...rows]);
  }
  const splits = SEPARATORS.flatMap((separator) => {
    const written = rowsIn(lines, separator);
    return written ? [{ separator, ...written }] : [];
  });
  const [best] = splits.sort((a, b) => b.width - a.width);
  if (best) return layoutOf(best.separator, best.quoted, best.rows);
  const single = lines.filter((line) => line.trim() !== '').slice(0, LOOKED_AT);
  return single.length === 0
    ? null
    : layoutOf(
        '\t',
        false,
        single.map((line) => [line]),
      );
}

/** For the wizard. */
export function shapeOf({ separator, columns, rows, mapping }: TableLayout): TableShape {
  const shown = rows.slice(0, SHOWN).map((cells) => cells.map((cell) => cell.replaceAll(LIST_JOIN, ' | ')));
  return { separator, columns, rows: shown, mapping };
}

function layoutOf(separator: string, quoted: boolean, all: readonly (readonly string[])[]): TableLayout {
  const mapping = guessMapping(all);
  const [first = []] = all;
  const names = first.map((name) => name.trim());
  return {
    separator,
    quoted,
    mapping,
    columns: mapping.hasHeader ? names : names.map((_, index) => `Column ${index + 1}`),
    rows: mapping.hasHeader ? all.slice(1) : all,
    nameStatus: mapping.hasHeader ? names.indexOf('name_status') : -1,
  };
}

interface Split {
  readonly width: number;
  readonly quoted: boolean;
  readonly rows: readonly (readonly string[])[];
}

/** @returns null when the lines do not fall into columns by this separator */
function rowsIn(lines: readonly string[], separator: string): Split | null {
  const filled = lines.filter((line) => line.trim() !== '');
  const plain = filled.slice(0, LOOKED_AT).map((line) => line.split(separator));
  const quoted = quotedRows(lines, separator);
  const isQuoted =
    quoted.some((cells, index) => cells.length !== plain[index]?.length) || hasQuotedCells(filled, separator);
  const rows = isQuoted ? quoted : plain;
  const width = widthOf(rows);
  return width === null
    ? null
    : { width, quoted: isQuoted, rows: rows.map((cells) => cells.map((cell) => cell.trim())) };
}

function quotedRows(lines: readonly string[], separator: string): string[][] {
  const rows: string[][] = [];
  let open: QuotedRow | null = null;
  for (const line of lines) {
    if (rows.length === LOOKED_AT) break;
    if (open === null && line.trim() === '') continue;
    open ??= new QuotedRow(1, separator);
    if (!open.take(line)) continue;
    rows.push(open.cells);
    open = null;
  }
  return rows;
}

/** Whole cells in quotes, as programs write them; a quote that only begins a cell (`"5 prime`) is a character. */
function hasQuotedCells(lines: readonly string[], separator: string): boolean {
  return lines.some((line) => line.split(separator).some((cell) => /^"(?:[^"]|"")*"$/.test(cell)));
}

/** Cells of nearly every row, when there are several. */
function widthOf(rows: readonly (readonly string[])[]): number | null {
  const [first] = rows;
  if (!first || first.length < 2) return null;
  const alike = rows.filter((cells) => cells.length === first.length).length;
  return alike >= ALIKE * rows.length ? first.length : null;
}
