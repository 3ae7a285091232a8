import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasSharedData, readShared } from '../../testing/shared-data.js';
import { importTexts } from '../testing/import-text.js';
import { bratNormImporter } from './brat-norm-importer.js';
import { tableImporter } from './table-importer.js';

const exact = (...names: string[]) => names.map((name) => ({ name, scope: 'exact' }));
const read = async (name: string, text: string) => importTexts(tableImporter, { [name]: text });

describe('tableImporter', () => {
  it('guesses the columns of CSV by their names', async () => {
    const text =
      'Code;Preferred label;Synonyms;Definition;Semantic type;Parents;Deprecated\n' +
      'X1;alpha ache;"first; ache";An ache.;T184;X2;\n' +
      'X2;ache;;"Two\nlines";Sign;;false\nX3;old;;;;;TRUE\n;no id;;;;;\n';
    const { score, preview, concepts, reasons } = await read('a.csv', text);
    expect(score).toBeGreaterThan(0.5);
    expect(preview.table?.mapping).toEqual({
      id: 0,
      name: 1,
      synonyms: 2,
      synonymSeparator: ';',
      definition: 3,
      type: 4,
      parents: 5,
      obsolete: 6,
      hasHeader: true,
    });
    expect(concepts).toMatchObject([
      {
        id: 'X1',
        synonyms: exact('first', 'ache'),
        definition: 'An ache.',
        group: 'Disease',
        parents: ['X2'],
        obsolete: null,
      },
      { id: 'X2', definition: 'Two\nlines', group: 'Test group', semanticTypes: ['Sign'], obsolete: null },
      { id: 'X3', obsolete: { replacedBy: [], consider: [] } },
    ]);
    expect(reasons).toMatchObject([{ why: 'a concept without an id was skipped', lines: [{ line: 6 }] }]);
  });

  it('reads what the curator says of the columns', async () => {
    const text = 'a\tb\tc\nX1\talpha\tone/two\nX2\tbeta\t\n';
    const mapping = {
      id: 0,
      name: 1,
      synonyms: 2,
      synonymSeparator: '/',
      definition: null,
      type: null,
      parents: null,
      obsolete: null,
      hasHeader: true,
    };
    const { concepts } = await importTexts(tableImporter, { 'a.tsv': text }, { mapping });
    expect(concepts).toMatchObject([
      { id: 'X1', name: 'alpha', synonyms: exact('one', 'two') },
      { id: 'X2', synonyms: [] },
    ]);
    await expect(
      importTexts(tableImporter, { 'a.tsv': text }, { mapping: { ...mapping, name: null } }),
    ).rejects.toThrow('no column');
  });

  it('reads tables without a header, and lists of names', async () => {
    const { concepts, preview } = await read('a.tsv', 'X1\talpha "5\nX2\tbeta\n');
    expect(preview.table?.columns).toEqual(['Column 1', 'Column 2']);
    expect(concepts).toMatchObject([
      { id: 'X1', name: 'alpha "5' },
      { id: 'X2', name: 'beta' },
    ]);
    expect((await read('names.csv', 'alpha ache\nbeta\n')).concepts).toMatchObject([
      { id: 'alpha ache', name: 'alpha ache' },
      { id: 'beta' },
    ]);
  });

  it('gathers MedCAT rows of one concept, together or scattered', async () => {
    const header = 'cui,name,ontologies,name_status,type_ids,description\n';
    const rows = [
      'C1,alfa ache,MSH,A,T184,',
      'C1,alpha ache,MSH,P,T184,"An ache, of kind alpha"',
      'C2,betaol,MSH,P,T109,',
    ];
    const expected = [
      {
        id: 'C1',
        name: 'alpha ache',
        synonyms: exact('alfa ache'),
        semanticTypes: ['T184'],
        group: 'Disease',
        definition: 'An ache, of kind alpha',
      },
      { id: 'C2', name: 'betaol', group: 'Chemical' },
    ];
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
    ];
    for (const order of orders) {
      const text = header + order.map((index) => `${rows[index] ?? ''}\n`).join('');
      expect((await read('medcat.csv', text)).concepts).toMatchObject(expected);
    }
  });

  it('reads the JSON lines of xMEN and scispaCy', async () => {
    const lines = [
      {
        concept_id: 'C1',
        canonical_name: 'alpha ache',
        aliases: ['first|ache', 'a, b'],
        types: ['T184'],
        definition: 'An ache.',
      },
      { concept_id: 'C2', canonical_name: 'beta', aliases: [], types: [] },
    ];
    const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnot json\n`;
    const { score, preview, concepts, reasons } = await read('kb.jsonl', text);
    expect(score).toBeGreaterThan(0.5);
    expect(preview.recognised).toBe('JSON lines, 5 columns');
    expect(concepts).toMatchObject([
      {
        id: 'C1',
        name: 'alpha ache',
        synonyms: exact('first|ache', 'a, b'),
        semanticTypes: ['T184'],
        definition: 'An ache.',
      },
      { id: 'C2', name: 'beta', synonyms: [], definition: null },
    ]);
    expect(reasons).toMatchObject([
      { why: 'a line that is not a JSON object was skipped', lines: [{ line: 3 }] },
    ]);
  });

  it('gathers rows in any order into the same concepts', async () => {
    const row = fc.record({
      id: fc.constantFrom('X1', 'X2', 'X3'),
      name: fc.constantFrom('a', 'bü', 'c d', 'e"f'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const text = (ordered: typeof rows) =>
          `id\tname\n${ordered.map(({ id, name }) => `${id}\t${name}\n`).join('')}`;
        const summary = async (ordered: typeof rows) =>
          (await read('a.tsv', text(ordered))).concepts
            .map(({ id, name, synonyms }) => [id, name, ...synonyms.map((synonym) => synonym.name)])
            .sort();
        const sorted = [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
        expect(await summary(rows)).toEqual(await summary(sorted));
      }),
      { numRuns: 60, seed: 8 },
    );
  });

  it.skipIf(!hasSharedData)('reads the MeSH diseases of the shared data by its own guess', async () => {
    const { preview, concepts, byId, reasons } = await read(
      'mesh-diseases.csv',
      readShared('kb/mesh-diseases.csv'),
    );
    expect(preview.table?.mapping).toMatchObject({
      id: 0,
      name: 1,
      synonyms: 3,
      synonymSeparator: '|',
      hasHeader: true,
    });
    expect(concepts.length).toBeGreaterThan(4_000);
    expect(byId.get('D000007')).toMatchObject({ name: 'Abdominal Injuries' });
    expect(byId.get('D000007')?.synonyms).toContainEqual({ name: 'Injury, Abdominal', scope: 'exact' });
    expect(reasons).toEqual([]);
  });

  it('refuses nothing and several files', async () => {
    await expect(read('a.csv', '')).rejects.toThrow('empty');
    await expect(importTexts(tableImporter, { 'a.csv': 'a,b\n', 'b.csv': 'a,b\n' })).rejects.toThrow('alone');
  });
});

describe('bratNormImporter', () => {
  it('reads names, attributes and information', async () => {
    const text =
      '9606\tname:Name:Some being\tname:Synonym:one: two\tattr:Rank:kind\tinfo:Definition:A being.\nbad line\n';
    const { preview, concepts, reasons } = await importTexts(bratNormImporter, { 'n.txt': text });
    expect(preview.recognised).toBe('brat normalisation database');
    expect(concepts).toMatchObject([
      {
        id: '9606',
        name: 'Some being',
        synonyms: exact('one: two'),
        notes: ['Rank: kind'],
        definition: 'A being.',
      },
    ]);
    expect(reasons).toMatchObject([{ lines: [{ line: 2 }] }]);
  });
});
