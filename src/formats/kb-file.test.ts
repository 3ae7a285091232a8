import { readFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../core/hash/sha256.js';
import type { ConceptId } from '../core/ids.js';
import { tablesOf } from '../core/kb/array-tables.js';
import { createConcept, type Concept } from '../core/kb/knowledge-base.js';
import { DESCRIPTION, someConcepts } from '../core/kb/testing/random-concepts.js';
import { createRandom } from '../core/random.js';
import { parseKbFile, serialiseKbFile } from './kb-file.js';
import { readKbFile } from './kb-file-reader.js';
import { createKbFileWriter } from './kb-file-writer.js';
import { parseKbIndex, serialiseKbIndex } from './kb-index.js';

const SEED = 20_261_125;

const sample = [
  createConcept({
    id: 'T1' as ConceptId,
    group: 'Disease',
    name: 'Sample pox',
    synonyms: [
      { name: 'Pox', scope: 'exact' },
      { name: 'Poxes', scope: 'broad' },
    ],
    trees: ['C01'],
  }),
  createConcept({
    id: 'T2' as ConceptId,
    group: 'Chemical',
    name: 'Samplin',
    aliases: ['OLD' as ConceptId],
    parents: ['T1' as ConceptId],
    obsolete: { replacedBy: ['T1' as ConceptId], consider: ['T3' as ConceptId] },
  }),
];

/** A KB file with the lines of `sample` after a change to its text. */
function changed(change: (text: string) => string): Uint8Array {
  const lines = new TextDecoder().decode(gunzipSync(serialiseKbFile(DESCRIPTION, sample)));
  return gzipSync(change(lines));
}

/** Bytes in parts that end at `cuts`. */
async function* inParts(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const end of [...ends, bytes.length]) {
    yield await Promise.resolve(bytes.subarray(from, end));
    from = end;
  }
}

describe('KB file', () => {
  it(`gives back what was written (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(someConcepts, async (list) => {
        const bytes = serialiseKbFile(DESCRIPTION, list);
        const parsed = await parseKbFile(bytes);
        expect(parsed.concepts).toEqual(list);
        expect(parsed.hash).toBe(await sha256(bytes));
        const { nameCount } = tablesOf(list).names;
        expect(parsed.info).toEqual({ ...DESCRIPTION, conceptCount: list.length, nameCount });
      }),
      { seed: SEED },
    );
  });

  it(`is read in any parts (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(someConcepts, fc.array(fc.nat()), async (list, cuts) => {
        const read: Concept[] = [];
        await readKbFile(
          inParts(serialiseKbFile(DESCRIPTION, list), cuts),
          (concept) => read.push(concept) > 0,
        );
        expect(read).toEqual(list);
      }),
      { seed: SEED },
    );
  });

  it('is packed on the way, and the same for the same input', () => {
    const parts: Uint8Array[] = [];
    const writer = createKbFileWriter(DESCRIPTION, (bytes) => parts.push(bytes));
    const random = createRandom(SEED);
    const many = Array.from({ length: 20_000 }, (_, index) =>
      createConcept({ id: `X${index}` as ConceptId, name: `Sample ${random()}` }),
    );
    many.forEach((concept) => {
      writer.add(concept);
    });
    expect(parts.length).toBeGreaterThan(1);
    writer.finish(20_000);
    expect(Buffer.concat(parts)).toEqual(Buffer.from(serialiseKbFile(DESCRIPTION, many)));
  });

  it('is a gzip file that other programs read', () => {
    const lines = gunzipSync(serialiseKbFile(DESCRIPTION, sample)).toString().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({ format: 'seraph-kb', formatVersion: 2, ...DESCRIPTION });
    expect(lines.slice(1)).toEqual([
      'T1\tDisease\tSample pox\tPox|\\BPoxes\tC01',
      'T2\tChemical\tSamplin\t\t\tOLD\tT1\t\t\t\\O|T1|\\CT3',
      '\t{"conceptCount":2,"nameCount":4}',
      '',
    ]);
  });

  it.each<[string, Uint8Array, object]>([
    ['is empty', new Uint8Array(), { kind: 'bad-format' }],
    ['is not gzip', new TextEncoder().encode('id\tname of a plain table'), { kind: 'bad-format' }],
    ['is cut off', serialiseKbFile(DESCRIPTION, sample).slice(0, -20), { kind: 'bad-format' }],
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
      changed((lines) => lines.replace('"formatVersion":2', '"formatVersion":3')),
      { kind: 'bad-version', data: { expected: 2, got: 3 } },
    ],
    [
      'repeats an id',
      changed((lines) => lines.replace('T2', 'T1')),
      { kind: 'bad-format', data: { line: 3 } },
    ],
    [
      'lacks a column',
      changed((lines) => lines.replace('T2\tChemical\tSamplin\t\t', 'T2\tSamplin\t\t\t')),
      { kind: 'bad-format', data: { line: 3 } },
    ],
    [
      'has a column more',
      changed((lines) => lines.replace('CT3', 'CT3\t\t\t')),
      { kind: 'bad-format', data: { line: 3, got: 13 } },
    ],
    [
      'has an unknown escape',
      changed((lines) => lines.replace('Sample pox', 'Sample\\qpox')),
      { kind: 'bad-format', data: { line: 2, got: '\\q' } },
    ],
    [
      'has something else where obsolescence stands',
      changed((lines) => lines.replace('\\O|', 'yes|')),
      { kind: 'bad-format', data: { line: 3, got: 'yes' } },
    ],
    [
      'has a concept without name',
      changed((lines) => lines.replace('Samplin', '')),
      { kind: 'bad-format', data: { line: 3 } },
    ],
    [
      'lacks a concept',
      changed((lines) => lines.replace(/T2.*\n/, '')),
      { kind: 'bad-format', data: { line: 3, expected: 2, got: 1 } },
    ],
    [
      'lacks its counts',
      changed((lines) => lines.replace(/\t\{.*\n/, '')),
      { kind: 'bad-format', data: { line: 4 } },
    ],
    [
      'has counts that are none',
      changed((lines) => lines.replace('"nameCount":4', '"nameCount":-4')),
      { kind: 'bad-format', data: { line: 4 } },
    ],
    [
      'goes on after its end',
      changed((lines) => `${lines}T3\tDisease\tMore\n`),
      { kind: 'bad-format', data: { line: 5 } },
    ],
    ['ends in a line', changed((lines) => lines.slice(0, -1)), { kind: 'bad-format', data: { line: 4 } }],
    [
      'is not UTF-8',
      gzipSync(Buffer.concat([Buffer.from('{"format":"seraph-kb"'), Buffer.of(0xff)])),
      { kind: 'bad-format', data: { expected: 'UTF-8' } },
    ],
    ['is a bomb', gzipSync(Buffer.alloc(40_000_000, 'a'), { level: 9 }), { kind: 'too-large' }],
  ])('is refused when it %s', async (_, bytes, error) => {
    await expect(parseKbFile(bytes)).rejects.toMatchObject(error);
  });

  it('is refused when a single bit of its data is wrong', async () => {
    const bytes = serialiseKbFile(DESCRIPTION, sample);
    for (let position = 10; position < bytes.length; position += 7) {
      const damaged = bytes.slice();
      damaged[position] = (damaged[position] ?? 0) ^ 0x10;
      await expect(parseKbFile(damaged)).rejects.toMatchObject({ kind: 'bad-format' });
    }
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
    expect(kb.info.nameCount).toBe(tablesOf(kb.concepts).names.nameCount);
    // Counted in the source with awk: 5,155 descriptors in C or F03, 10,541 in D, 1 of them in both.
    const inTree = (pattern: RegExp) =>
      kb.concepts.filter(({ trees }) => trees.some((tree) => pattern.test(tree))).length;
    expect(inTree(/^(C|F03)/)).toBe(5155);
    expect(inTree(/^D/)).toBe(10_541);
    expect(kb.concepts).toHaveLength(5155 + 10_541 - 1);
  });
});
