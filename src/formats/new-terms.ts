/**
 * A request for new terms, as ontologies' trackers and ROBOT templates take them: one row for each provisional concept,
 * with a header. TSV after IANA's text/tab-separated-values (tabs and line ends in values become spaces), CSV after
 * RFC 4180.
 */
import type { Concept } from '../core/kb/knowledge-base.js';

/** A concept that no knowledge base has, and what speaks for it. */
export interface NewTerm {
  readonly concept: Concept;
  /** Mentions that stand decided as it. */
  readonly mentions: number;
  /** Words around one of them; empty where there is none. */
  readonly example: string;
}

const COLUMNS: readonly (readonly [header: string, valueOf: (term: NewTerm) => string])[] = [
  ['id', ({ concept }) => concept.id],
  ['name', ({ concept }) => concept.name],
  ['type', ({ concept }) => concept.group],
  ['synonyms', ({ concept }) => concept.synonyms.map(({ name, scope }) => `${name} [${scope}]`).join('|')],
  ['definition', ({ concept }) => concept.definition ?? ''],
  ['parents', ({ concept }) => concept.parents.join('|')],
  ['cross-references', ({ concept }) => concept.xrefs.join('|')],
  ['notes', ({ concept }) => concept.notes.join('|')],
  ['mentions', ({ mentions }) => String(mentions)],
  ['example', ({ example }) => example],
];

export type RowFormat = 'tsv' | 'csv';

export function serialiseNewTerms(terms: readonly NewTerm[], format: RowFormat): string {
  const cell = format === 'tsv' ? tsvCell : csvCell;
  const [separator, end] = format === 'tsv' ? ['\t', '\n'] : [',', '\r\n'];
  const rows = [
    COLUMNS.map(([header]) => header),
    ...terms.map((term) => COLUMNS.map(([, valueOf]) => valueOf(term))),
  ];
  return rows.map((row) => row.map((value) => cell(inert(value))).join(separator) + end).join('');
}

/** Spreadsheets take a cell that begins so for a formula, which another's text must not become. */
function inert(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function tsvCell(value: string): string {
  return value.replace(/[\t\r\n]+/g, ' ');
}

function csvCell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
