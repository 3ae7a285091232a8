import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oboImporter } from '../obo/obo-importer.js';
import { fileOf, latin1, previewOf, runImport, surenessOf, utf16 } from '../testing/import-run.js';
import { oboGraphImporter } from './obo-graph-importer.js';

const OBO = 'http://purl.obolibrary.org/obo/';
const IN_OWL = 'http://www.geneontology.org/formats/oboInOwl#';

const graph = (nodes: readonly unknown[], edges: readonly unknown[] = [], more: object = {}): string =>
  JSON.stringify({ graphs: [{ nodes, edges, ...more }] }, null, 1);
const read = (text: string, choice = {}) => runImport(oboGraphImporter, fileOf('a.json', text), choice);
const node = (id: string, lbl: string, meta: object = {}) => ({ id: OBO + id, lbl, type: 'CLASS', meta });

describe('a node', () => {
  it('is read with all of its meta, parents from the edges', async () => {
    const text = graph(
      [
        node('MONDO_0000001', 'first thing', {
          definition: { val: 'What the thing is.', xrefs: ['PMID:1'] },
          comments: ['Seen rarely.'],
          subsets: [`${OBO}mondo#rare`],
          synonyms: [
            { pred: 'hasExactSynonym', val: 'thing one', synonymType: `${OBO}mondo#layperson` },
            { pred: `${IN_OWL}hasBroadSynonym`, val: 'thingy' },
            { pred: 'hasNarrowSynonym', val: 'a thing' },
            { pred: 'hasRelatedSynonym', val: 'things' },
            { val: 'no predicate' },
          ],
          xrefs: [{ val: 'MESH:D000001' }],
          basicPropertyValues: [
            { pred: 'http://www.w3.org/2004/02/skos/core#exactMatch', val: `${OBO}DOID_1` },
            { pred: 'http://www.w3.org/2004/02/skos/core#closeMatch', val: `${OBO}DOID_2` },
            { pred: `${IN_OWL}hasAlternativeId`, val: 'MONDO:0000009' },
          ],
        }),
        node('MONDO_0000002', 'parent thing'),
        { id: `${OBO}BFO_0000050`, lbl: 'part of', type: 'PROPERTY' },
        { id: `${OBO}X_1`, lbl: 'someone', type: 'INDIVIDUAL' },
      ],
      [
        { sub: `${OBO}MONDO_0000001`, pred: 'is_a', obj: `${OBO}MONDO_0000002` },
        { sub: `${OBO}MONDO_0000001`, pred: `${OBO}BFO_0000050`, obj: `${OBO}MONDO_0000003` },
      ],
    );
    const { concepts, remarks } = await read(text);
    expect(remarks).toEqual([]);
    expect(concepts.map(({ id }) => id)).toEqual(['MONDO:0000001', 'MONDO:0000002']);
    expect(concepts[0]).toEqual({
      id: 'MONDO:0000001',
      name: 'first thing',
      synonyms: [
        { name: 'thing one', scope: 'exact' },
        { name: 'thingy', scope: 'broad' },
        { name: 'a thing', scope: 'narrow' },
        { name: 'things', scope: 'related' },
        { name: 'no predicate', scope: 'related' },
      ],
      group: 'Disease',
      semanticTypes: [],
      parents: ['MONDO:0000002'],
      trees: [],
      aliases: ['MONDO:0000009'],
      xrefs: ['MESH:D000001', 'DOID:1'],
      definition: 'What the thing is.',
      notes: ['Seen rarely.'],
      obsolete: null,
    });
  });

  it('is obsolete with what replaces it', async () => {
    const basicPropertyValues = [
      { pred: `${OBO}IAO_0100001`, val: `${OBO}X_2` },
      { pred: `${IN_OWL}consider`, val: 'X:3' },
    ];
    const { concepts } = await read(graph([node('X_1', 'n', { deprecated: true, basicPropertyValues })]));
    expect(concepts[0]?.obsolete).toEqual({ replacedBy: ['X:2'], consider: ['X:3'] });
  });

  it('has its namespace as type unless it is the default one', async () => {
    const namespace = (val: string) => ({
      basicPropertyValues: [{ pred: `${IN_OWL}hasOBONamespace`, val }],
    });
    const meta = { basicPropertyValues: [{ pred: `${IN_OWL}default-namespace`, val: 'own' }] };
    const nodes = [node('GO_1', 'a', namespace('molecular_function')), node('GO_2', 'b', namespace('own'))];
    const { concepts } = await read(graph(nodes, [], { meta }));
    expect(concepts).toMatchObject([
      { semanticTypes: ['molecular_function'], group: 'Molecular function' },
      { semanticTypes: [], group: 'Thing' },
    ]);
  });
});

/** The same ontology written in both formats. */
const ontologies = fc.array(
  fc.record({
    name: fc.stringMatching(/^[a-z"\\:{}! ß𝛂]{1,8}$/u).filter((name) => name.trim() !== ''),
    synonyms: fc.array(
      fc.record({
        name: fc.stringMatching(/^[a-z"\\,() ]{1,6}$/).filter((name) => name.trim() !== ''),
        scope: fc.constantFrom('Exact', 'Narrow', 'Broad', 'Related'),
      }),
      { maxLength: 4 },
    ),
    parents: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
    obsolete: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

describe('the same ontology in OBO', () => {
  const escaped = (text: string): string => text.replace(/[\\":{}!]/g, String.raw`\$&`);
  it('gives the same concepts', async () => {
    await fc.assert(
      fc.asyncProperty(ontologies, async (terms) => {
        const obo = terms
          .map(({ name, synonyms, parents, obsolete }, at) =>
            [
              `[Term]\nid: CL:${at}\nname: ${escaped(name)}`,
              ...synonyms.map((s) => `synonym: "${escaped(s.name)}" ${s.scope.toUpperCase()} []`),
              ...parents.map((parent) => `is_a: CL:${parent}`),
              ...(obsolete ? ['is_obsolete: true'] : []),
            ].join('\n'),
          )
          .join('\n\n');
        const nodes = terms.map(({ name, synonyms, obsolete }, at) =>
          node(`CL_${at}`, name, {
            synonyms: synonyms.map((s) => ({ pred: `has${s.scope}Synonym`, val: s.name })),
            ...(obsolete ? { deprecated: true } : {}),
          }),
        );
        const edges = terms.flatMap(({ parents }, at) =>
          parents.map((parent) => ({ sub: `${OBO}CL_${at}`, pred: 'is_a', obj: `${OBO}CL_${parent}` })),
        );
        const fromObo = await runImport(oboImporter, fileOf('a.obo', obo));
        const fromGraph = await read(graph(nodes, edges));
        expect(fromGraph.concepts).toEqual(fromObo.concepts);
        expect(fromGraph.remarks.map(({ why }) => why)).toEqual(fromObo.remarks.map(({ why }) => why));
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});

describe('bad parts', () => {
  it.each([
    [null, 'a concept without an id was skipped'],
    [17, 'a concept without an id was skipped'],
    [{ lbl: 'x' }, 'a concept without an id was skipped'],
    [{ id: ['X:1'], lbl: 'x' }, 'a concept without an id was skipped'],
    [{ id: 'X:1', lbl: 5 }, 'a concept without a name was skipped'],
    [{ id: 'X:1', lbl: 'y'.repeat(100_000) }, 'a concept with a very long name was skipped'],
    [node('X_9', 'again'), 'a concept whose id stood before was skipped'],
  ])('%#: a node is skipped with its line', async (bad, why) => {
    const { concepts, remarks } = await read(
      `{"graphs": [{"nodes": [\n${JSON.stringify(node('X_9', 'good'))},\n${JSON.stringify(bad)}\n]}]}`,
    );
    expect(concepts.map(({ name }) => name)).toEqual(['good']);
    expect(remarks).toEqual([{ file: 'a.json', line: 3, why }]);
  });

  it('takes fields of the wrong kind for absent', async () => {
    const meta = { synonyms: 'x', xrefs: [4, null], definition: 'd', comments: [{}], deprecated: 'true' };
    const { concepts } = await read(graph([node('X_1', 'n', meta)], ['x', null, { sub: 1 }]));
    expect(concepts).toMatchObject([
      { name: 'n', synonyms: [], xrefs: [], definition: null, notes: [], obsolete: null },
    ]);
  });

  it.each([
    '',
    '[]',
    '{}',
    '{"graphs": []}',
    '{"graphs": [{"nodes": []}]}',
    'null',
    '"x"',
    '{"graphs": {"a": 1}}',
  ])('refuses %j, which has no node', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ kind: 'bad-format' });
  });

  it.each([
    ['{"graphs": [\n{"nodes": [\n{"id" "x"}]}]}', 3],
    ['{"graphs": [\n{"nodes": [\n', 3],
    ['{"graphs": []}\nmore', 2],
    ['\n\nformat-version: 1.2', 3],
    ['{"graphs": "\n"}', 1],
  ])('%#: refuses broken JSON with the line', async (text, line) => {
    await expect(read(text)).rejects.toMatchObject({ kind: 'bad-format', data: { line } });
  });

  it.each([
    ['depth', `{"graphs": ${'['.repeat(200_000)}`],
    ['a text', `{"graphs": "${'x'.repeat(3_000_000)}"}`],
    ['a node', `{"graphs": [{"nodes": [[${'1,'.repeat(10_000_000)}1]]}]}`],
  ])('refuses %s beyond measure', async (_, text) => {
    const file = fileOf('a.json', text, 1 << 16);
    await expect(runImport(oboGraphImporter, file)).rejects.toMatchObject({ kind: 'too-large' });
  });

  it('does not let a node change what objects are', async () => {
    await read('{"graphs": [{"nodes": [{"id": "X:1", "lbl": "n", "__proto__": {"type": "PROPERTY"}}]}]}');
    expect(({} as { type?: string }).type).toBeUndefined();
  });

  it('refuses Latin-1', async () => {
    const file = fileOf('a.json', latin1(graph([node('X_1', 'Sjögren')])));
    await expect(runImport(oboGraphImporter, file)).rejects.toMatchObject({ kind: 'bad-format' });
  });

  it('stops as soon as it is told', async () => {
    const run = runImport(oboGraphImporter, fileOf('a.json', graph([])), {}, { aborted: true });
    await expect(run).rejects.toMatchObject({ kind: 'aborted' });
  });
});

it('reads UTF-16, and the same however the bytes are cut', async () => {
  const text = graph(
    [node('X_1', 'Ménière 𝛂'), node('X_2', 'b')],
    [{ sub: 'X:2', pred: 'is_a', obj: 'X:1' }],
  );
  const whole = await runImport(oboGraphImporter, fileOf('a.json', text, 1 << 20));
  expect(whole.concepts).toMatchObject([{ name: 'Ménière 𝛂' }, { parents: ['X:1'] }]);
  expect(await runImport(oboGraphImporter, fileOf('a.json', utf16(text)))).toEqual(whole);
  for (const chunk of [1, 3, 64]) {
    expect(await runImport(oboGraphImporter, fileOf('a.json', text, chunk))).toEqual(whole);
  }
});

describe('the preview', () => {
  const meta = {
    version: `${OBO}demo/releases/2026-02-03/demo.json`,
    basicPropertyValues: [{ pred: 'http://purl.org/dc/terms/title', val: 'Demo Ontology' }],
  };
  const synonyms = [
    { pred: 'hasExactSynonym', val: 'eins', synonymType: `${OBO}OMO_0003012` },
    { pred: 'hasRelatedSynonym', val: 'C1=CC', synonymType: `${OBO}chebi#SMILES` },
  ];
  const text = graph([node('X_1', 'one', { synonyms }), node('X_2', 'two', { deprecated: true })], [], {
    id: `${OBO}demo.json`,
    meta,
  });

  it('describes the graph and offers filters', async () => {
    const preview = await previewOf(oboGraphImporter, fileOf('x.json', text));
    expect(preview).toMatchObject({
      recognised: 'OBO Graph (JSON), Demo Ontology, release 2026-02-03',
      description: { id: 'demo', title: 'Demo Ontology', version: '2026-02-03' },
    });
    expect(preview.filters.map(({ id, chosen }) => [id, chosen])).toEqual([
      ['term-type', ['OMO:0003012']],
      ['obsolete', ['obsolete']],
    ]);
    expect(preview.concepts.map(({ synonyms: s }) => s.map(({ name }) => name))).toEqual([['eins'], []]);
  });

  it('reads what the filters leave', async () => {
    const { concepts } = await read(text, { filters: { obsolete: [], 'term-type': ['SMILES'] } });
    expect(concepts.map(({ name, synonyms: s }) => [name, s.length])).toEqual([['one', 1]]);
    expect(concepts[0]?.synonyms[0]?.name).toBe('C1=CC');
  });

  it.each([
    ['a.json', text, 0.95],
    ['a.json', '{"@context": {}, "@graph": []}', 0],
    ['a.obo', '[Term]', 0],
  ])('recognises %s', async (name, content, sure) => {
    expect(await surenessOf(oboGraphImporter, fileOf(name, content))).toBe(sure);
  });
});

it('reads a file larger than any single value may be', async () => {
  const count = 40_000;
  const nodes = Array.from({ length: count }, (_, at) =>
    node(`X_${at}`, `n${at}`, { comments: ['c'.repeat(400)] }),
  );
  const { concepts } = await runImport(oboGraphImporter, fileOf('a.json', graph(nodes), 1 << 16));
  expect(concepts).toHaveLength(count);
});

it('counts bytes of a file once, though it is read twice', async () => {
  const file = fileOf('a.json', graph([node('X_1', 'one')]));
  let last = 0;
  const choice = {
    format: 'obo-graph',
    description: (await previewOf(oboGraphImporter, file)).description,
    filters: {},
    mapping: null,
    group: '',
  };
  const watch = { onBytes: (done: number) => (last = done) };
  const read = oboGraphImporter.read([file], choice, { add: () => undefined }, watch);
  for await (const { name } of read) expect(name).toBe('one');
  expect(last).toBe(file.size);
});
