import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../core/hash/sha256.js';
import type { ConceptId } from '../core/ids.js';
import { tablesOf } from '../core/kb/array-tables.js';
import { createConcept, type Concept } from '../core/kb/knowledge-base.js';
import { gzip } from './gzip.js';
import { checkNameCount, parseKbFile, serialiseKbFile } from './kb-file.js';
import { parseKbIndex, serialiseKbIndex } from './kb-index.js';

const SEED = 20_261_125;

const INFO = {
  id: 'test',
  title: 'Test',
  version: '1',
  source: 'here',
  licence: 'CC0',
  attribution: 'nobody',
  linkTemplate: 'https://example.org/{id}',
};

const text = fc.string({
  unit: fc.oneof(fc.constantFrom('\\', '\t', '\n', '\r', '|', 'p', 'é', '😀'), fc.string()),
});
const filled = text.filter((value) => value !== '');
const concepts = fc.uniqueArray(
  fc
    .record({
      id: filled,
      group: text,
      name: filled,
      synonyms: fc.array(fc.record({ name: filled, scope: fc.constant('exact') }), { maxLength: 3 }),
      trees: fc.array(filled, { maxLength: 2 }),
      aliases: fc.array(filled, { maxLength: 2 }),
    })
    .map((known) => createConcept(known as unknown as Concept)),
  { selector: (concept) => concept.id, maxLength: 8 },
);

const sample = [
  createConcept({
    id: 'T1' as ConceptId,
    group: 'Disease',
    name: 'Sample pox',
    synonyms: [{ name: 'Pox', scope: 'exact' }],
    trees: ['C01'],
  }),
  createConcept({
    id: 'T2' as ConceptId,
    group: 'Chemical',
    name: 'Samplin',
    aliases: ['OLD' as ConceptId],
  }),
];

/** A KB file with the lines of `sample` after a change to its text. */
function changed(change: (text: string) => string): Uint8Array {
  const lines = new TextDecoder().decode(gunzipSync(serialiseKbFile(INFO, sample)));
  return gzip(new TextEncoder().encode(change(lines)));
}

describe('KB file', () => {
  it(`gives back what was written (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(concepts, async (list) => {
        const bytes = serialiseKbFile(INFO, list);
        const parsed = await parseKbFile(bytes);
        expect(parsed.concepts).toEqual(list);
        expect(parsed.hash).toBe(await sha256(bytes));
        checkNameCount(parsed.info, tablesOf(list).names);
      }),
      { seed: SEED },
    );
  });

  it('gives the same bytes for the same input', () => {
    expect(serialiseKbFile(INFO, sample)).toEqual(serialiseKbFile(INFO, sample));
  });

  it('is a gzip file that other programs read', () => {
    const lines = gunzipSync(serialiseKbFile(INFO, sample)).toString().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ format: 'seraph-kb', conceptCount: 2, nameCount: 3 });
    expect(lines.slice(1)).toEqual([
      'T1\tDisease\tSample pox\tPox\tC01\t',
      'T2\tChemical\tSamplin\t\t\tOLD',
      '',
    ]);
  });

  it.each<[string, Uint8Array, object]>([
    ['is empty', new Uint8Array(), { kind: 'bad-format', data: { expected: 'gzip' } }],
    ['is not gzip', new TextEncoder().encode('id\tname of a plain table'), { kind: 'bad-format' }],
    ['is cut off', serialiseKbFile(INFO, sample).slice(0, -20), { kind: 'bad-format' }],
    [
      'has no header',
      changed((lines) => lines.slice(lines.indexOf('\n') + 1)),
      { kind: 'bad-format', data: { line: 1 } },
    ],
    [
      'has a header without title',
      changed((lines) => lines.replace('"title":"Test",', '')),
      { kind: 'bad-format', data: { line: 1 } },
    ],
    [
      'is of another format',
      changed((lines) => lines.replace('seraph-kb', 'other-kb')),
      { kind: 'bad-format', data: { line: 1 } },
    ],
    [
      'comes from a later Seraph',
      changed((lines) => lines.replace('"formatVersion":1', '"formatVersion":2')),
      { kind: 'bad-version', data: { expected: 1, got: 2 } },
    ],
    [
      'repeats an id',
      changed((lines) => lines.replace('T2', 'T1')),
      { kind: 'bad-format', data: { line: 3 } },
    ],
    [
      'lacks a column',
      changed((lines) => lines.replace('\tOLD', '')),
      { kind: 'bad-format', data: { line: 3 } },
    ],
    [
      'has an unknown escape',
      changed((lines) => lines.replace('Sample pox', 'Sample\\qpox')),
      { kind: 'bad-format', data: { line: 2, got: '\\q' } },
    ],
    [
      'has a concept without name',
      changed((lines) => lines.replace('Samplin', '')),
      { kind: 'bad-format', data: { line: 3 } },
    ],
    [
      'lacks a concept',
      changed((lines) => lines.replace('T2\tChemical\tSamplin\t\t\tOLD\n', '')),
      { kind: 'bad-format', data: { expected: 2, got: 1 } },
    ],
    ['ends in a line', changed((lines) => lines.slice(0, -1)), { kind: 'bad-format' }],
  ])('is refused when it %s', async (_, bytes, error) => {
    await expect(parseKbFile(bytes)).rejects.toMatchObject(error);
  });

  it('is refused when a single bit of its data is wrong', async () => {
    const bytes = serialiseKbFile(INFO, sample);
    for (let position = 10; position < bytes.length; position += 7) {
      const damaged = bytes.slice();
      damaged[position] = (damaged[position] ?? 0) ^ 0x10;
      await expect(parseKbFile(damaged)).rejects.toMatchObject({ kind: 'bad-format' });
    }
  });

  it('is refused when it promises another number of names', async () => {
    const { info, concepts } = await parseKbFile(
      changed((lines) => lines.replace('"nameCount":3', '"nameCount":4')),
    );
    expect(() => checkNameCount(info, tablesOf(concepts).names)).toThrow(/promises 4 names but 3 follow/);
  });

  it('says what happened, what is safe and what to do', async () => {
    const bytes = changed((lines) => lines.replace('T2', 'T1'));
    await expect(parseKbFile(bytes)).rejects.toThrow(
      /Line 3 .* T1 came before\. Nothing was changed\. Download/,
    );
  });
});

describe('KB index', () => {
  it('gives back what was written and refuses other text', () => {
    const hash = 'a'.repeat(64);
    const entries = [
      {
        file: 'f',
        bytes: 1,
        sha256: hash,
        id: 'i',
        title: 't',
        version: '1',
        source: 'here',
        licence: 'CC0',
        groups: { Disease: 1 },
        conceptCount: 1,
        nameCount: 2,
      },
    ];
    const written = serialiseKbIndex(entries as unknown as Parameters<typeof serialiseKbIndex>[0]);
    expect(parseKbIndex(written)).toEqual(entries);
    for (const bad of ['', '[]', written.replace(hash, 'short'), written.slice(0, 40)]) {
      expect(() => parseKbIndex(bad)).toThrow(/list of knowledge bases cannot be read/);
    }
  });
});

describe('starter knowledge base', () => {
  it('is the file its index names, with every MeSH disease and chemical', async () => {
    const [entry] = parseKbIndex(await readFile('public/kb/index.json', 'utf8'));
    const bytes = await readFile(`public/kb/${entry?.file ?? ''}`);
    const kb = await parseKbFile(bytes);
    expect(kb.hash).toBe(entry?.sha256);
    expect(bytes.length).toBe(entry?.bytes);
    expect(kb.info.attribution).toContain('Courtesy of the U.S. National Library of Medicine');
    checkNameCount(kb.info, tablesOf(kb.concepts).names);
    // Counted in the source with awk: 5,155 descriptors in C or F03, 10,541 in D, 1 of them in both.
    const inTree = (pattern: RegExp) =>
      kb.concepts.filter(({ trees }) => trees.some((tree) => pattern.test(tree))).length;
    expect(inTree(/^(C|F03)/)).toBe(5155);
    expect(inTree(/^D/)).toBe(10_541);
    expect(kb.concepts).toHaveLength(5155 + 10_541 - 1);
  });
});
