/**
 * Seraph's knowledge base file: gzip of UTF-8 text. The first line is JSON (`KbInfo` with `format` and
 * `formatVersion`); each further line is a concept in six tab-separated columns: id, group, preferred name, synonyms,
 * tree numbers, aliases. The last three are lists joined by `|`. Inside values a backslash is written `\\`, a tab
 * `\t`, a line feed `\n`, a carriage return `\r`, a bar `\p`. Every line ends with a line feed.
 */
import * as v from 'valibot';
import { SeraphError, type ErrorData } from '../core/errors.js';
import { sha256 } from '../core/hash/sha256.js';
import type { ConceptId } from '../core/ids.js';
import { createConcept, type Concept, type KbInfo, type KnowledgeBase } from '../core/kb/knowledge-base.js';
import { tablesOf } from '../core/kb/array-tables.js';
import type { NameTable } from '../core/kb/tables.js';
import { gunzip, gzip } from './gzip.js';

const FORMAT = 'seraph-kb';
const FORMAT_VERSION = 1;
const WHAT = 'knowledge base file';

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const KIND = v.object({ format: v.literal(FORMAT), formatVersion: v.number() });
const HEADER = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  title: v.pipe(v.string(), v.nonEmpty()),
  version: v.string(),
  source: v.string(),
  licence: v.string(),
  attribution: v.string(),
  linkTemplate: v.string(),
  conceptCount: COUNT,
  nameCount: COUNT,
});

/** Packs concepts, in the order given; counts are taken from them. The same input gives the same bytes. */
export function serialiseKbFile(
  info: Omit<KbInfo, 'conceptCount' | 'nameCount'>,
  concepts: readonly Concept[],
): Uint8Array {
  const header = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    ...info,
    conceptCount: concepts.length,
    nameCount: tablesOf(concepts).names.nameCount,
  };
  const lines = concepts.map((concept) =>
    [
      escape(concept.id),
      escape(concept.group),
      escape(concept.name),
      joinList(concept.synonyms.map((synonym) => synonym.name)),
      joinList(concept.trees),
      joinList(concept.aliases),
    ].join('\t'),
  );
  return gzip(new TextEncoder().encode([JSON.stringify(header), ...lines, ''].join('\n')));
}

/**
 * Reads a KB file. `hash` is the SHA-256 of `bytes`.
 *
 * @throws {SeraphError} `bad-format` with the line number, `bad-version` for a file of a later Seraph, `too-large`
 */
export async function parseKbFile(bytes: Uint8Array): Promise<KnowledgeBase> {
  const lines = decode(gunzip(bytes, WHAT)).split('\n');
  const info = parseHeader(lines[0] ?? '');
  if (lines.pop() !== '') throw badLine(lines.length + 1, 'it is cut off in the middle', {});
  const concepts: Concept[] = [];
  const ids = new Set<string>();
  for (let index = 1; index < lines.length; index++) {
    const concept = parseConcept(lines[index] ?? '', index + 1);
    if (ids.has(concept.id))
      throw badLine(index + 1, `the id ${concept.id} came before`, { got: concept.id });
    ids.add(concept.id);
    concepts.push(concept);
  }
  if (concepts.length !== info.conceptCount) {
    const counts = { expected: info.conceptCount, got: concepts.length };
    throw badLine(1, `it promises ${counts.expected} concepts but ${counts.got} follow`, counts);
  }
  return { info, hash: await sha256(bytes), concepts };
}

/**
 * Checks the promised number of names. Apart from `parseKbFile`, because the table is costly and needed anyway.
 *
 * @throws {SeraphError} `bad-format`
 */
export function checkNameCount(info: KbInfo, names: NameTable): void {
  const counts = { expected: info.nameCount, got: names.nameCount };
  if (counts.expected !== counts.got) {
    throw badLine(1, `it promises ${counts.expected} names but ${counts.got} follow`, counts);
  }
}

function parseHeader(line: string): KbInfo {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw badLine(1, 'it does not begin with a description', { expected: 'JSON' });
  }
  const kind = v.safeParse(KIND, json);
  if (kind.success && kind.output.formatVersion !== FORMAT_VERSION) {
    throw new SeraphError(
      'bad-version',
      `This ${WHAT} has format version ${kind.output.formatVersion}; this Seraph reads version ${FORMAT_VERSION}. Nothing was changed. Reload Seraph to update it, or choose another file.`,
      { expected: FORMAT_VERSION, got: kind.output.formatVersion },
    );
  }
  const header = v.safeParse(HEADER, json);
  if (kind.success && header.success) return header.output;
  const [issue] = kind.issues ?? header.issues ?? [];
  const path = issue ? (v.getDotPath(issue) ?? 'header') : 'header';
  throw badLine(1, `its description is wrong at "${path}"`, { got: issue?.message ?? path });
}

function parseConcept(line: string, number: number): Concept {
  const columns = line.split('\t');
  if (columns.length !== 6) {
    throw badLine(number, `it has ${columns.length} columns instead of 6`, {
      expected: 6,
      got: columns.length,
    });
  }
  const [id, group, name, synonyms, trees, aliases] = columns as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (id === '' || name === '') throw badLine(number, 'a concept has no id or no name', {});
  return createConcept({
    id: unescape(id, number) as ConceptId,
    group: unescape(group, number),
    name: unescape(name, number),
    synonyms: splitList(synonyms, number).map((synonym) => ({ name: synonym, scope: 'exact' })),
    trees: splitList(trees, number),
    aliases: splitList(aliases, number) as ConceptId[],
  });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw badLine(1, 'its text is not UTF-8', { expected: 'UTF-8' });
  }
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

function unescape(written: string, line: number): string {
  if (!written.includes('\\')) return written;
  return written.replace(/\\(?:[^]|$)/g, (code) => {
    const plain = UNESCAPES.get(code);
    if (plain === undefined) throw badLine(line, `"${code}" is not an escape`, { got: code });
    return plain;
  });
}

/** Empty values have no place in lists: an empty column is an empty list. */
function joinList(values: readonly string[]): string {
  return values
    .filter((value) => value !== '')
    .map(escape)
    .join('|');
}

function splitList(written: string, line: number): string[] {
  return written === '' ? [] : written.split('|').map((value) => unescape(value, line));
}

function badLine(line: number, what: string, data: ErrorData): SeraphError {
  return new SeraphError(
    'bad-format',
    `Line ${line} of this ${WHAT} cannot be read: ${what}. Nothing was changed. Download the file again or build it anew.`,
    { line, ...data },
  );
}
