/** The files of a UMLS Metathesaurus that are read (UMLS Reference Manual, "Metathesaurus - Rich Release Format"). */
import type { ImportFile } from '../importer.js';

/** Columns by name; every row ends with a bar. */
export const RRF_COLUMNS = {
  MRCONSO: [
    'CUI',
    'LAT',
    'TS',
    'LUI',
    'STT',
    'SUI',
    'ISPREF',
    'AUI',
    'SAUI',
    'SCUI',
    'SDUI',
    'SAB',
    'TTY',
    'CODE',
    'STR',
    'SRL',
    'SUPPRESS',
    'CVF',
  ],
  MRSTY: ['CUI', 'TUI', 'STN', 'STY', 'ATUI', 'CVF'],
  MRDEF: ['CUI', 'AUI', 'ATUI', 'SATUI', 'SAB', 'DEF', 'SUPPRESS', 'CVF'],
  MRREL: [
    'CUI1',
    'AUI1',
    'STYPE1',
    'REL',
    'CUI2',
    'AUI2',
    'STYPE2',
    'RELA',
    'RUI',
    'SRUI',
    'SAB',
    'SL',
    'RG',
    'DIR',
    'SUPPRESS',
    'CVF',
  ],
  MRCUI: ['CUI1', 'VER', 'REL', 'RELA', 'MAPREASON', 'CUI2', 'MAPIN'],
} as const;

export type RrfTable = keyof typeof RRF_COLUMNS;

/** Index of a column in a table. A column that is not there is a type error. */
export function column<Table extends RrfTable>(
  table: Table,
  name: (typeof RRF_COLUMNS)[Table][number],
): number {
  return (RRF_COLUMNS[table] as readonly string[]).indexOf(name);
}

const CONSO_ROW = /^C\d{7,8}\|[A-Z]{3}\|[PSps]\|/;

/** Which table a file is, by its name or, for names without one, by the first row of MRCONSO. */
export function rrfTableOf(name: string, head: string): RrfTable | null {
  const file = name.split('/').at(-1) ?? '';
  for (const table of Object.keys(RRF_COLUMNS) as RrfTable[]) {
    if (new RegExp(`(^|[^A-Z])${table}([^A-Z]|$)`, 'i').test(file)) return table;
  }
  return looksLikeConso(head) ? 'MRCONSO' : null;
}

export function looksLikeConso(head: string): boolean {
  const row = head.slice(0, head.indexOf('\n') + 1).trimEnd();
  return CONSO_ROW.test(row) && row.split('|').length === RRF_COLUMNS.MRCONSO.length + 1;
}

export type RrfFiles = Readonly<Partial<Record<RrfTable, ImportFile>>>;
