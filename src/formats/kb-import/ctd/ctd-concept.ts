/** One row of a CTD vocabulary as a concept. */
import type { ConceptDraft } from '../clean-concept.js';
import type { CtdColumns } from './ctd-layout.js';

/** From a column of identifiers to the prefix of its CURIEs. */
const XREF_COLUMNS: readonly (readonly [column: string, prefix: string])[] = [
  ['CasRN', 'CAS'],
  ['PubChemCID', 'PUBCHEM.COMPOUND'],
  ['PubChemSID', 'PUBCHEM.SUBSTANCE'],
  ['DTXSID', 'COMPTOX'],
  ['InChIKey', 'INCHIKEY'],
  ['DrugBankIDs', 'DRUGBANK'],
];
const SYNONYM_COLUMNS = ['Synonyms', 'MESHSynonyms', 'CTDCuratedSynonyms'];

export function ctdDraft(
  cells: readonly string[],
  { kind, of }: CtdColumns,
): ConceptDraft & { trees: readonly string[] } {
  const cell = (column: string): string => {
    const index = of.get(column);
    return index === undefined ? '' : (cells[index] ?? '').trim();
  };
  const list = (column: string): readonly string[] =>
    cell(column)
      .split('|')
      .map((value) => value.trim())
      .filter((value) => value !== '');
  const alternatives = list('AltDiseaseIDs');
  return {
    id: plainId(cell(`${kind}ID`)),
    name: cell(`${kind}Name`),
    synonyms: SYNONYM_COLUMNS.flatMap(list).map((name) => ({ name, scope: 'exact' })),
    group: kind,
    semanticTypes: list('SlimMappings'),
    parents: list('ParentIDs').map(plainId),
    trees: list('TreeNumbers'),
    // `DO:DOID:10652`: another vocabulary's concept, where the others are ids that were merged into this one.
    aliases: alternatives.filter((id) => !id.startsWith('DO:')).map(plainId),
    xrefs: [
      ...alternatives.filter((id) => id.startsWith('DO:')).map((id) => id.slice('DO:'.length)),
      ...XREF_COLUMNS.flatMap(([column, prefix]) => list(column).map((id) => withPrefix(id, prefix))),
    ],
    definition: cell('Definition') || null,
  };
}

/** MeSH ids without their prefix, as MeSH itself and MEDIC's dictionary write them; OMIM's stay apart by theirs. */
function plainId(id: string): string {
  return id.replace(/^MESH:/i, '');
}

/** InChIKeys come with a prefix of their own (`InChIKey=…`) in some layouts. */
function withPrefix(id: string, prefix: string): string {
  return `${prefix}:${id.replace(/^(?:InChIKey=|CID:|SID:)/i, '')}`;
}
