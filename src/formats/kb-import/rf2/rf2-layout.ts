/** The files of a SNOMED CT release (SNOMED CT Release File Specifications), by the names of their columns. */
import { importError } from '../files/import-error.js';
import { headOf } from '../files/reading.js';
import type { ImportFile } from '../importer.js';

const START = 'id\teffectiveTime\tactive\tmoduleId\t';
/** Order matters: descriptions must find their concepts, and their acceptability, read before. */
const HEADERS = {
  concept: 'definitionStatusId',
  language: 'refsetId\treferencedComponentId\tacceptabilityId',
  description: 'conceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId',
  relationship: 'sourceId\tdestinationId\trelationshipGroup\ttypeId\tcharacteristicTypeId\tmodifierId',
  association: 'refsetId\treferencedComponentId\ttargetComponentId',
} as const;

export type Rf2Table = keyof typeof HEADERS;
export type Rf2Files = Readonly<Record<Rf2Table, readonly ImportFile[]>>;

/** SNOMED CT identifiers that the specification fixes. */
export const SCTID = {
  fullySpecifiedName: '900000000000003001',
  synonym: '900000000000013009',
  definition: '900000000000550004',
  isA: '116680003',
  inferred: '900000000000011006',
  preferred: '900000000000548007',
  usEnglish: '900000000000509007',
  gbEnglish: '900000000000508004',
  replacedBy: '900000000000526001',
  sameAs: '900000000000527005',
  possiblyEquivalentTo: '900000000000523009',
  wasA: '900000000000528000',
} as const;

/** Which table a file is; null for other files of a release. */
export function rf2TableOf(head: string): Rf2Table | null {
  const header = head.slice(0, head.search(/\r?\n/));
  if (!header.startsWith(START)) return null;
  const rest = header.slice(START.length);
  return (Object.keys(HEADERS) as Rf2Table[]).find((table) => HEADERS[table] === rest) ?? null;
}

/** Every state that a component ever had, or only what changed: neither is what is valid now. */
export function isHistory(name: string): boolean {
  return /(Full|Delta)[-_]/i.test(name.split('/').at(-1) ?? '');
}

/**
 * Files by table, without those of a release that say something else.
 *
 * @throws {SeraphError} `bad-format` when there are no descriptions, or only in Full or Delta files
 */
export async function rf2FilesOf(files: readonly ImportFile[]): Promise<Rf2Files> {
  const found: Record<Rf2Table, ImportFile[]> = {
    concept: [],
    language: [],
    description: [],
    relationship: [],
    association: [],
  };
  let history = '';
  for (const file of files) {
    const table = rf2TableOf(await headOf(file, 1_000));
    if (!table || /StatedRelationship/i.test(file.name)) continue;
    if (isHistory(file.name)) history = file.name;
    else found[table].push(file);
  }
  if (found.description.length > 0) return found;
  if (history !== '') {
    throw importError(
      { file: history },
      'this is not a Snapshot',
      'Choose the Snapshot files of the same release',
    );
  }
  const file = files[0]?.name ?? 'The import';
  throw importError(
    { file },
    'there is no Description file',
    'Choose sct2_Description_Snapshot with the others',
  );
}
