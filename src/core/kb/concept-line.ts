/**
 * A concept as one line of text, for files and images. Columns, separated by tabs: id, group, preferred name, synonyms,
 * tree numbers, aliases, parents, semantic types, cross-references, obsolescence, definition, notes. Empty columns at
 * the end are left out. All but the first three and the definition are lists, joined by `|`.
 *
 * Inside values a backslash is written `\\`, a tab `\t`, a line feed `\n`, a carriage return `\r`, a bar `\p`. A synonym
 * that is not exact begins with `\N` (narrow), `\B` (broad) or `\R` (related). Obsolescence is empty for a concept in
 * use, else `\O`, then the ids that replace it, then those to consider, each of these after `\C`.
 */
import type { ErrorData, SeraphError } from '../errors.js';
import type { ConceptId } from '../ids.js';
import type { Concept, Obsolescence, Synonym, SynonymScope } from './knowledge-base.js';

/** Says that a line cannot be read, with its place, which only the caller knows. */
export type LineFailure = (what: string, data: ErrorData) => SeraphError;

const COLUMNS = 12;
const MARK: Readonly<Record<SynonymScope, string>> = {
  exact: '',
  narrow: '\\N',
  broad: '\\B',
  related: '\\R',
};
const SCOPES: ReadonlyMap<string, SynonymScope> = new Map([
  ['\\N', 'narrow'],
  ['\\B', 'broad'],
  ['\\R', 'related'],
]);
const OBSOLETE = '\\O';
const CONSIDER = '\\C';

/** Without its line end. Empty values have no place in lists and are left out; an empty definition is none. */
export function writeConceptLine(concept: Concept): string {
  return [
    escape(concept.id),
    escape(concept.group),
    escape(concept.name),
    concept.synonyms
      .filter(({ name }) => name !== '')
      .map(({ name, scope }) => MARK[scope] + escape(name))
      .join('|'),
    joinList(concept.trees),
    joinList(concept.aliases),
    joinList(concept.parents),
    joinList(concept.semanticTypes),
    joinList(concept.xrefs),
    concept.obsolete === null ? '' : writeObsolescence(concept.obsolete),
    escape(concept.definition ?? ''),
    joinList(concept.notes),
  ]
    .join('\t')
    .replace(/\t+$/, '');
}

/** @throws what `fail` makes of it: too few or many columns, no id, no name, an unknown escape */
export function readConceptLine(line: string, fail: LineFailure): Concept {
  const columns = line.split('\t');
  if (columns.length < 3 || columns.length > COLUMNS) {
    throw fail(`it has ${columns.length} columns instead of 3 to ${COLUMNS}`, {
      expected: COLUMNS,
      got: columns.length,
    });
  }
  const text = (column: number) => unescape(columns[column] ?? '', fail);
  const list = (column: number) => splitList(columns[column] ?? '', fail);
  if (columns[0] === '' || columns[2] === '') throw fail('a concept has no id or no name', {});
  return {
    id: text(0) as ConceptId,
    name: text(2),
    synonyms: readSynonyms(columns[3] ?? '', fail),
    group: text(1),
    semanticTypes: list(7),
    parents: list(6) as ConceptId[],
    trees: list(4),
    aliases: list(5) as ConceptId[],
    xrefs: list(8),
    definition: text(10) || null,
    notes: list(11),
    obsolete: readObsolescence(columns[9] ?? '', fail),
  };
}

/** One value as it is written between tabs. */
export function unescape(written: string, fail: LineFailure): string {
  if (!written.includes('\\')) return written;
  return written.replace(/\\(?:[^]|$)/g, (code) => {
    const plain = UNESCAPES.get(code);
    if (plain === undefined) throw fail(`"${code}" is not an escape`, { got: code });
    return plain;
  });
}

function readSynonyms(written: string, fail: LineFailure): readonly Synonym[] {
  if (written === '') return [];
  return written.split('|').map((value) => {
    const scope = value.startsWith('\\') ? SCOPES.get(value.slice(0, 2)) : undefined;
    return scope === undefined
      ? { name: unescape(value, fail), scope: 'exact' }
      : { name: unescape(value.slice(2), fail), scope };
  });
}

function writeObsolescence({ replacedBy, consider }: Obsolescence): string {
  return [
    OBSOLETE,
    ...replacedBy.filter((id) => id !== '').map(escape),
    ...consider.filter((id) => id !== '').map((id) => CONSIDER + escape(id)),
  ].join('|');
}

function readObsolescence(written: string, fail: LineFailure): Obsolescence | null {
  if (written === '') return null;
  const [mark, ...ids] = written.split('|');
  if (mark !== OBSOLETE)
    throw fail(`"${mark ?? ''}" does not say that a concept is obsolete`, { got: mark ?? '' });
  const replacedBy = ids.filter((id) => !id.startsWith(CONSIDER));
  const consider = ids.filter((id) => id.startsWith(CONSIDER)).map((id) => id.slice(CONSIDER.length));
  return {
    replacedBy: replacedBy.map((id) => unescape(id, fail) as ConceptId),
    consider: consider.map((id) => unescape(id, fail) as ConceptId),
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '|': '\\p',
};
const UNESCAPES = new Map(Object.entries(ESCAPES).map(([plain, written]) => [written, plain]));

function escape(value: string): string {
  return value.replace(/[\\\t\n\r|]/g, (character) => ESCAPES[character] ?? character);
}

function joinList(values: readonly string[]): string {
  return values
    .filter((value) => value !== '')
    .map(escape)
    .join('|');
}

/** The values of a column that is a list. */
export function splitList(written: string, fail: LineFailure): string[] {
  return written === '' ? [] : written.split('|').map((value) => unescape(value, fail));
}
