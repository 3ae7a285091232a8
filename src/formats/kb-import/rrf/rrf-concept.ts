/** The rows of one CUI as a concept. */
import type { ConceptDraft } from '../clean-concept.js';
import type { RrfRow } from './cui-groups.js';
import { column } from './rrf-layout.js';
import { CONSO, STY, type RrfFilters } from './rrf-filters.js';
import { semanticGroup } from './semantic-groups.js';

export const DEF = {
  source: column('MRDEF', 'SAB'),
  text: column('MRDEF', 'DEF'),
  suppress: column('MRDEF', 'SUPPRESS'),
};
export const REL = {
  relation: column('MRREL', 'REL'),
  other: column('MRREL', 'CUI2'),
  source: column('MRREL', 'SAB'),
  suppress: column('MRREL', 'SUPPRESS'),
};

/** Sources whose codes other vocabularies refer to, with the prefix of their CURIEs; null where codes have it already. */
const XREF_PREFIXES = new Map<string, string | null>([
  ['MSH', 'MESH'],
  ['OMIM', 'OMIM'],
  ['SNOMEDCT_US', 'SNOMEDCT'],
  ['NCI', 'NCIT'],
  ['RXNORM', 'RXNORM'],
  ['ICD10CM', 'ICD10CM'],
  ['ICD9CM', 'ICD9CM'],
  ['MDR', 'MEDDRA'],
  ['LNC', 'LOINC'],
  ['DRUGBANK', 'DRUGBANK'],
  ['HPO', null],
  ['GO', null],
  ['HGNC', null],
  ['MONDO', null],
]);

export interface CuiRows {
  readonly cui: string;
  /** Of MRCONSO, after the filters; at least one. */
  readonly names: readonly RrfRow[];
  readonly types: readonly RrfRow[];
  readonly definitions: readonly RrfRow[];
  readonly parents: readonly RrfRow[];
  readonly merged: readonly string[];
}

/** Rows of MRSTY that are wanted; null for a concept that has types but none of these. */
export function wantedTypes(types: readonly RrfRow[], filters: RrfFilters): readonly RrfRow[] | null {
  const wanted = types.filter(({ cells }) => filters.semanticType(cells[STY.tui] ?? ''));
  return types.length > 0 && wanted.length === 0 ? null : wanted;
}

/** @returns null when none of its semantic types is wanted */
export function rrfDraft(rows: CuiRows, filters: RrfFilters, group: string): ConceptDraft | null {
  const types = wantedTypes(rows.types, filters);
  if (types === null) return null;
  const preferred = rows.names.find(isPreferred) ?? rows.names[0];
  return {
    id: rows.cui,
    name: preferred?.cells[CONSO.string] ?? '',
    synonyms: rows.names.map(({ cells }) => ({ name: cells[CONSO.string] ?? '', scope: 'exact' })),
    group:
      types.map(({ cells }) => semanticGroup(cells[STY.tui] ?? '')).find((found) => found !== undefined) ??
      group,
    semanticTypes: types.map(({ cells }) => cells[STY.label] ?? ''),
    parents: rows.parents.map(({ cells }) => cells[REL.other] ?? ''),
    aliases: rows.merged,
    xrefs: rows.names.flatMap(({ cells }) => xrefOf(cells[CONSO.source] ?? '', cells[CONSO.code] ?? '')),
    definition: rows.definitions[0]?.cells[DEF.text] ?? null,
  };
}

/** UMLS's own choice: preferred term, preferred form of it, preferred atom of that. */
function isPreferred({ cells }: RrfRow): boolean {
  return cells[CONSO.status] === 'P' && cells[CONSO.stringType] === 'PF' && cells[CONSO.preferred] === 'Y';
}

function xrefOf(source: string, code: string): readonly string[] {
  const prefix = XREF_PREFIXES.get(source);
  if (prefix === undefined || code === '' || code === 'NOCODE') return [];
  return [prefix === null ? code : `${prefix}:${code}`];
}
