/** Rows of one id as a concept. */
import type { ColumnMapping } from '../../../core/kb/import.js';
import type { ConceptDraft } from '../clean-concept.js';
import { semanticGroup } from '../rrf/semantic-groups.js';
import type { Row } from './delimited.js';
import { LIST_JOIN } from './guess-columns.js';

const TRUE = /^(?:true|t|yes|y|1|obsolete|deprecated|retired|inactive)$/i;
/** MedCAT's `name_status` of a preferred name. */
const PREFERRED = /^PN?$/i;

export interface RowMeaning {
  readonly mapping: ColumnMapping;
  /** Column of MedCAT's `name_status`, or -1. */
  readonly nameStatus: number;
}

/** Id of a row: that of its column or, for tables without ids, its name. */
export function idOfRow({ cells }: Row, { mapping }: RowMeaning): string {
  return (cells[mapping.id ?? mapping.name ?? -1] ?? '').trim();
}

/** @param rows at least one, all of one id */
export function tableDraft(rows: readonly Row[], meaning: RowMeaning, group: string): ConceptDraft {
  const { mapping, nameStatus } = meaning;
  const cell = ({ cells }: Row, column: number | null): string =>
    column === null ? '' : (cells[column] ?? '').trim();
  const list = (column: number | null, separator: RegExp | string): readonly string[] =>
    rows.flatMap((row) => valuesIn(cell(row, column), separator));
  const preferred = rows.find((row) => PREFERRED.test(row.cells[nameStatus] ?? '')) ?? rows[0];
  const types = [...new Set(list(mapping.type, /[|;]/))];
  return {
    id: rows[0] ? idOfRow(rows[0], meaning) : '',
    name: preferred ? cell(preferred, mapping.name) : '',
    synonyms: [
      ...rows.map((row) => cell(row, mapping.name)),
      ...list(mapping.synonyms, mapping.synonymSeparator),
    ]
      .filter((name) => name !== '')
      .map((name) => ({ name, scope: 'exact' })),
    group: types.map(semanticGroup).find((known) => known !== undefined) ?? group,
    semanticTypes: types,
    parents: list(mapping.parents, /[|;,]/),
    definition: rows.map((row) => cell(row, mapping.definition)).find((text) => text !== '') ?? null,
    obsolete: rows.every((row) => TRUE.test(cell(row, mapping.obsolete)))
      ? { replacedBy: [], consider: [] }
      : null,
  };
}

function valuesIn(cell: string, separator: RegExp | string): readonly string[] {
  const values = cell.includes(LIST_JOIN)
    ? cell.split(LIST_JOIN)
    : separator === ''
      ? [cell]
      : cell.split(separator);
  return values.map((value) => value.trim()).filter((value) => value !== '');
}
