/** What the columns of an unknown table mean, as far as their names and first cells tell. */
import type { ColumnMapping } from '../../../core/kb/import.js';

type Role = Exclude<keyof ColumnMapping, 'synonymSeparator' | 'hasHeader'>;

/** Names of columns in vocabularies people have, best first, without case, spaces and punctuation. */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  id: [
    'id',
    'cui',
    'conceptid',
    'meshid',
    'identifier',
    'curie',
    'code',
    'ui',
    'dui',
    'termid',
    'classid',
    'entityid',
    'geneid',
    'accession',
    'iri',
    'uri',
  ],
  name: [
    'preferredname',
    'preferredlabel',
    'preflabel',
    'prefname',
    'canonicalname',
    'genericname',
    'name',
    'label',
    'conceptname',
    'title',
    'term',
    'symbol',
    'str',
  ],
  synonyms: [
    'synonyms',
    'synonym',
    'exactsynonyms',
    'aliases',
    'alias',
    'altlabels',
    'altlabel',
    'alternativenames',
    'othernames',
    'variants',
  ],
  definition: ['definition', 'definitions', 'def', 'description', 'gloss', 'comment'],
  type: ['semantictypes', 'semantictype', 'types', 'typeids', 'type', 'sty', 'tui', 'category', 'group'],
  parents: ['parents', 'parent', 'parentids', 'parentid', 'isa', 'subclassof', 'broader'],
  obsolete: ['obsolete', 'isobsolete', 'deprecated', 'isdeprecated', 'retired', 'inactive'],
};
const ROLES = Object.keys(NAMES) as Role[];
/** Signs that divide synonyms, likeliest first. */
const SYNONYM_SEPARATORS = ['|', ';', '\t', ','];
const ID_LIKE = /^[A-Za-z]{0,12}[:_-]?\d[\w.-]*$/;

/** Joins the values of a list that came as a list (JSON): no text has it. */
export const LIST_JOIN = '\u001f';

/** @param rows the first rows, the header among them if there is one */
export function guessMapping(rows: readonly (readonly string[])[]): ColumnMapping {
  const [first = []] = rows;
  const byName = columnsByName(first);
  const hasHeader = byName.name !== null && (byName.id !== null || first.length > 1 || rows.length > 1);
  const body = hasHeader ? rows.slice(1) : rows;
  const mapping = hasHeader ? byName : columnsByContent(body, first.length);
  return { ...mapping, synonymSeparator: separatorIn(body, mapping.synonyms), hasHeader };
}

type Columns = Pick<ColumnMapping, Role>;

const NONE: Columns = {
  id: null,
  name: null,
  synonyms: null,
  definition: null,
  type: null,
  parents: null,
  obsolete: null,
};

function columnsByName(header: readonly string[]): Columns {
  const names = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ''));
  const found: Record<Role, number | null> = { ...NONE };
  for (const role of ROLES) {
    const name = NAMES[role].find((candidate) => names.includes(candidate));
    if (name !== undefined) found[role] = names.indexOf(name);
  }
  return found;
}

/** An id is one word with a digit in it, never twice the same; the name is the first column with letters beside it. */
function columnsByContent(rows: readonly (readonly string[])[], width: number): Columns {
  const columns = Array.from({ length: width }, (_, column) =>
    rows.map((cells) => (cells[column] ?? '').trim()),
  );
  const id = columns.findIndex((cells) => cells.length > 0 && cells.every((cell) => ID_LIKE.test(cell)));
  const name = columns.findIndex(
    (cells, column) => column !== id && cells.some((cell) => /\p{L}{2}/u.test(cell)),
  );
  return { ...NONE, id: id < 0 ? null : id, name: name < 0 ? null : name };
}

function separatorIn(rows: readonly (readonly string[])[], column: number | null): string {
  const text = column === null ? '' : rows.map((cells) => cells[column] ?? '').join(' ');
  return SYNONYM_SEPARATORS.find((separator) => text.includes(separator)) ?? '|';
}
