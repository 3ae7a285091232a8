/** A made-up SNOMED CT release in the layout of RF2. */
const META = ['20250101', '1', '900000000000207008'];
const OFF = ['20250101', '0', '900000000000207008'];
const FSN = '900000000000003001';
const SYNONYM = '900000000000013009';
const DEFINITION = '900000000000550004';
const CASE = '900000000000448009';
const US = '900000000000509007';
const GB = '900000000000508004';
const PREFERRED = '900000000000548007';
const ACCEPTABLE = '900000000000549004';
const INFERRED = '900000000000011006';
const STATED = '900000000000010007';
const SOME = '900000000000451002';
const START = ['id', 'effectiveTime', 'active', 'moduleId'];

function table(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.join('\t')}\r\n`).join('');
}

let uuid = 0;
function member(...cells: readonly string[]): readonly string[] {
  return [`00000000-0000-0000-0000-${String(++uuid).padStart(12, '0')}`, ...META, ...cells];
}

const DESCRIPTION = [...START, 'conceptId', 'languageCode', 'typeId', 'term', 'caseSignificanceId'];
const ALPHA = '900000000000900001';
const ACHE = '9000002';
const OLD = '9000003';

export const RF2_IDS = { alpha: ALPHA, ache: ACHE, old: OLD };

export const RF2_TEXTS: Readonly<Record<string, string>> = {
  'Snapshot/Terminology/sct2_Concept_Snapshot_INT_20250101.txt': table([
    [...START, 'definitionStatusId'],
    [ALPHA, ...META, '900000000000074008'],
    [ACHE, ...META, '900000000000074008'],
    [OLD, ...OFF, '900000000000074008'],
  ]),
  'Snapshot/Terminology/sct2_Description_Snapshot-en_INT_20250101.txt': table([
    DESCRIPTION,
    ['9100001', ...META, ALPHA, 'en', FSN, 'Alpha "5" ache (finding)', CASE],
    ['9100002', ...META, ALPHA, 'en', SYNONYM, 'Alfa ache', CASE],
    ['9100003', ...META, ALPHA, 'en', SYNONYM, 'Alpha oche', CASE],
    ['9100004', ...META, ALPHA, 'en', SYNONYM, 'Ache, alpha', CASE],
    ['9100005', ...OFF, ALPHA, 'en', SYNONYM, 'Not in use', CASE],
    ['9100006', ...META, ACHE, 'en', FSN, 'Ache (finding)', CASE],
    ['9100007', ...META, OLD, 'en', FSN, 'Old ache (disorder)', CASE],
    ['9100008', ...META, ACHE, 'es', SYNONYM, 'Dolor', CASE],
    ['broken'],
  ]),
  'Snapshot/Terminology/sct2_TextDefinition_Snapshot-en_INT_20250101.txt': table([
    DESCRIPTION,
    ['9100009', ...META, ALPHA, 'en', DEFINITION, 'An ache of kind "alpha".', CASE],
  ]),
  'Snapshot/Terminology/sct2_Relationship_Snapshot_INT_20250101.txt': table([
    [
      ...START,
      'sourceId',
      'destinationId',
      'relationshipGroup',
      'typeId',
      'characteristicTypeId',
      'modifierId',
    ],
    ['9200001', ...META, ALPHA, ACHE, '0', '116680003', INFERRED, SOME],
    ['9200002', ...META, ALPHA, OLD, '0', '363698007', INFERRED, SOME],
    ['9200003', ...OFF, ALPHA, OLD, '0', '116680003', INFERRED, SOME],
    ['9200004', ...META, ALPHA, OLD, '0', '116680003', STATED, SOME],
  ]),
  'Snapshot/Refset/Language/der2_cRefset_LanguageSnapshot-en_INT_20250101.txt': table([
    [...START, 'refsetId', 'referencedComponentId', 'acceptabilityId'],
    member(US, '9100002', PREFERRED),
    member(GB, '9100003', PREFERRED),
    member(US, '9100004', ACCEPTABLE),
    member(US, '9100008', ACCEPTABLE),
  ]),
  'Snapshot/Refset/Content/der2_cRefset_AssociationSnapshot_INT_20250101.txt': table([
    [...START, 'refsetId', 'referencedComponentId', 'targetComponentId'],
    member('900000000000526001', OLD, ALPHA),
    member('900000000000523009', OLD, ACHE),
  ]),
  'Full/Terminology/sct2_Description_Full-en_INT_20250101.txt': table([
    DESCRIPTION,
    ['9100001', ...META, ALPHA, 'en', FSN, 'A name of long ago (finding)', CASE],
  ]),
  'Readme.txt': 'Not a table.\n',
};
