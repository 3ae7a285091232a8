import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DEFINITION_LENGTH, MAX_LINE_LENGTH, MAX_NAME_LENGTH } from '../files/limits.js';
import { fileOf, latin1, previewOf, runImport, surenessOf, utf16 } from '../testing/import-run.js';
import { oboImporter } from './obo-importer.js';

const HEADER = `format-version: 1.4
data-version: demo/releases/2026-02-03
ontology: demo
default-namespace: demo_space
synonymtypedef: layperson "words of lay people" EXACT
property_value: http://purl.org/dc/terms/title "Demo Ontology" xsd:string
property_value: dcterms:license https://example.org/licence
`;

const file = (terms: string, name = 'demo.obo') => fileOf(name, `${HEADER}\n${terms}`);
const read = (terms: string, choice = {}) => runImport(oboImporter, file(terms), choice);
const only = async (lines: string) => (await read(`[Term]\nid: X:1\nname: one\n${lines}\n`)).concepts[0];

describe('a term', () => {
  it('is read with every tag', async () => {
    const { concepts, remarks } = await read(`! a comment line
[Term]
id: MONDO:0000001 ! comment
name: first thing
namespace: demo_space
alt_id: MONDO:0000009
def: "What the thing is, \\"so\\" to say." [PMID:1, "x ] y"]
comment: Seen\\nrarely.
synonym: "thing one" EXACT layperson [PMID:2]
synonym: "thingy" BROAD []
synonym: "a thing" NARROW []
synonym: "things" RELATED []
synonym: "no scope" []
synonym: "type only" layperson []
exact_synonym: "old exact" [X:1]
broad_synonym: "old broad" []
narrow_synonym: "old narrow" []
related_synonym: "old related" []
xref: MESH:D000001 "in words" {source="s"}
xref: http://identifiers.org/omim/100100
xref: ICD9:1.1 {source="MONDO:relatedTo", source="MONDO:i2s"}
xref: ICD9:1.2 {source="MONDO:mondoIsNarrowerThanSource"} ! wider
xref: ICD9:1.3 {source="MONDO:mondoIsBroaderThanSource"}
xref: NCIT:C1 {source="MONDO:equivalentTo", source="MONDO:relatedTo"}
is_a: MONDO:0000002 {source="MESH:1 ! x"} ! parent
relationship: part_of MONDO:0000003 ! whole
intersection_of: MONDO:0000004
property_value: skos:exactMatch DOID:1 xsd:anyURI
property_value: exactMatch "UMLS:C1" xsd:string
property_value: skos:closeMatch UMLS:C2
property_value: skos:broadMatch UMLS:C3
property_value: created_by me
created_by: me

[Typedef]
id: part_of
name: part of

[Term]
id: MONDO:0000002
name: parent thing

[Instance]
id: MONDO:0000007
name: an individual
`);
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
        { name: 'no scope', scope: 'related' },
        { name: 'type only', scope: 'related' },
        { name: 'old exact', scope: 'exact' },
        { name: 'old broad', scope: 'broad' },
        { name: 'old narrow', scope: 'narrow' },
        { name: 'old related', scope: 'related' },
      ],
      group: 'Disease',
      semanticTypes: [],
      parents: ['MONDO:0000002'],
      trees: [],
      aliases: ['MONDO:0000009'],
      xrefs: ['MESH:D000001', 'OMIM:100100', 'NCIT:C1', 'DOID:1', 'UMLS:C1'],
      definition: 'What the thing is, "so" to say.',
      notes: ['Seen\nrarely.'],
      obsolete: null,
    });
  });

  it('is obsolete with what replaces it', async () => {
    const lines = 'is_obsolete: true\nreplaced_by: X:2\nconsider: X:3\nproperty_value: IAO:0100001 X:4';
    expect((await only(lines))?.obsolete).toEqual({ replacedBy: ['X:2', 'X:4'], consider: ['X:3'] });
  });

  it('is in use when it says that it is not obsolete', async () => {
    expect((await only('is_obsolete: false\nreplaced_by: X:2'))?.obsolete).toBeNull();
  });

  it('has a group by prefix, by namespace, or the chosen one', async () => {
    const { concepts } = await read(
      ['X:1', 'GO:1\nnamespace: biological_process', 'CHEBI:1']
        .map((id) => `[Term]\nid: ${id}\nname: n\n`)
        .join('\n'),
      { group: 'Widget' },
    );
    expect(concepts.map(({ group }) => group)).toEqual(['Widget', 'Biological process', 'Chemical']);
    expect(concepts[1]?.semanticTypes).toEqual(['biological_process']);
  });

  it('goes on in the next line after a backslash', async () => {
    expect((await only('synonym: "a \\\n b" EXACT []'))?.synonyms).toEqual([{ name: 'a b', scope: 'exact' }]);
  });

  it('keeps a name once, with its best scope and without the preferred one', async () => {
    const lines =
      'synonym: "b" RELATED []\nsynonym: "b" EXACT []\nsynonym: "b" BROAD []\nsynonym: "one" EXACT []';
    expect((await only(lines))?.synonyms).toEqual([{ name: 'b', scope: 'exact' }]);
  });

  it('may have an IRI for an id', async () => {
    const { concepts } = await read('[Term]\nid: http://purl.obolibrary.org/obo/CL_0000001\nname: n\n');
    expect(concepts[0]).toMatchObject({ id: 'CL:0000001', group: 'Cell type' });
  });
});

describe('bad parts', () => {
  const good = '[Term]\nid: X:9\nname: good\n';
  const long = 'x'.repeat(100_000);
  it.each([
    ['[Term]\nname: no id\n', 'a concept without an id was skipped', 9],
    ['[Term]\nid: X:1\n', 'a concept without a name was skipped', 9],
    [`[Term]\nid: X:1\nname: ${long}\n`, 'a concept with a very long name was skipped', 9],
    [`[Term]\nid: ${long}\nname: n\n`, 'a concept with a very long id was skipped', 9],
    ['[Term]\nid: X:9\nname: first\n', 'a concept whose id stood before was skipped', 13],
  ])('%#: a term is skipped with its line', async (bad, why, line) => {
    const { concepts, remarks } = await read(`${bad}\n${good}`);
    expect(remarks).toEqual([{ file: 'demo.obo', line, why }]);
    expect(concepts).toHaveLength(1);
  });

  it.each([
    ['synonym: "open', 'a synonym whose quotes do not end was skipped', 12],
    ['synonym: unquoted EXACT []', 'a synonym whose quotes do not end was skipped', 12],
    [`synonym: "${long}" EXACT []`, 'a very long synonym was skipped', 9],
    ['synonym: "" EXACT []', 'an empty synonym was skipped', 9],
    ['def: "open', 'a definition whose quotes do not end was skipped', 12],
    ['nothing at all', 'a line without a tag was skipped', 12],
  ])('%#: only the line is skipped', async (bad, why, line) => {
    const { concepts, remarks } = await read(`[Term]\nid: X:1\nname: one\n${bad}\nxref: A:1\n`);
    expect(remarks).toEqual([{ file: 'demo.obo', line, why }]);
    expect(concepts).toMatchObject([{ name: 'one', xrefs: ['A:1'] }]);
  });

  it('cuts a very long definition', async () => {
    expect((await only(`def: "${long}" []`))?.definition).toBe('x'.repeat(MAX_DEFINITION_LENGTH));
  });

  it('keeps a name of the greatest length', async () => {
    const name = 'n'.repeat(MAX_NAME_LENGTH);
    expect((await only(`synonym: "${name}" EXACT []`))?.synonyms).toEqual([{ name, scope: 'exact' }]);
  });

  it('keeps circles and missing parents, and reports them', async () => {
    const { concepts, remarks } = await read(
      [1, 2, 3]
        .map((n) => `[Term]\nid: X:${n}\nname: n${n}\nis_a: X:${(n % 3) + 1}\nis_a: X:99\n`)
        .join('\n'),
    );
    expect(concepts[0]?.parents).toEqual(['X:2', 'X:99']);
    expect(remarks.map(({ why }) => why)).toEqual([
      ...Array<string>(3).fill('a parent that is not in the file was kept by its id only'),
      'parents that lead in a circle were kept as they are',
    ]);
  });

  it.each(['', 'hello', '{"graphs": []}', 'format-version: 1.2\n', '[Typedef]\nid: a\n'])(
    'refuses %j, which has no term',
    async (text) => {
      const run = runImport(oboImporter, fileOf('a.obo', text));
      await expect(run).rejects.toMatchObject({ kind: 'bad-format', data: { file: 'a.obo' } });
    },
  );

  it('refuses Latin-1 with the line', async () => {
    const run = runImport(oboImporter, fileOf('a.obo', latin1('[Term]\nid: X:1\nname: Sjögren\n')));
    await expect(run).rejects.toMatchObject({ kind: 'bad-format', data: { line: 3 } });
  });

  it.each([
    ['a line', 'y'.repeat(MAX_LINE_LENGTH + 1)],
    ['a line that goes on in the next', `a: b\\\n${'c\\\n'.repeat(MAX_LINE_LENGTH)}`],
  ])('refuses %s without end', async (_, line) => {
    const run = runImport(oboImporter, fileOf('a.obo', `[Term]\n${line}`, 1 << 16));
    await expect(run).rejects.toMatchObject({ kind: 'bad-format', data: { line: 2 } });
  });

  it('stops as soon as it is told', async () => {
    const signal = { aborted: false };
    const endless = {
      name: 'endless.obo',
      size: null,
      async *open() {
        for (let n = 0; ; n++) {
          if (n === 3) signal.aborted = true;
          yield await Promise.resolve(new TextEncoder().encode(`[Term]\nid: X:${n}\nname: n\n`));
        }
      },
    };
    await expect(runImport(oboImporter, endless, {}, signal)).rejects.toMatchObject({ kind: 'aborted' });
  });
});

describe('encodings and cuts', () => {
  const text = `${HEADER}\n[Term]\nid: X:1\nname: Ménière 𝛂\n`;
  it('reads UTF-16 and UTF-8 with a mark and other line ends alike', async () => {
    const plain = await runImport(oboImporter, fileOf('a.obo', text));
    expect(plain.concepts).toMatchObject([{ name: 'Ménière 𝛂' }]);
    for (const content of [utf16(text), `\ufeff${text}`, text.replaceAll('\n', '\r\n')]) {
      expect(await runImport(oboImporter, fileOf('a.obo', content))).toEqual(plain);
    }
  });

  it('reads the same however the bytes are cut', async () => {
    const whole = await runImport(oboImporter, fileOf('a.obo', text, 1 << 20));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (chunk) => {
        expect(await runImport(oboImporter, fileOf('a.obo', text, chunk))).toEqual(whole);
      }),
      { seed: 4, numRuns: 20 },
    );
  });
});

describe('the preview', () => {
  const terms = `[Term]
id: X:1
name: one
synonym: "eins" EXACT layperson []
synonym: "O" RELATED FORMULA []

[Term]
id: X:2
name: two
namespace: other
is_obsolete: true
`;

  it('says what was recognised, with a first description', async () => {
    const preview = await previewOf(oboImporter, file(terms));
    expect(preview).toMatchObject({
      format: 'obo',
      recognised: 'OBO 1.4, Demo Ontology, release 2026-02-03',
      description: {
        id: 'demo',
        title: 'Demo Ontology',
        version: '2026-02-03',
        licence: 'https://example.org/licence',
        linkTemplate: '',
      },
      table: null,
      remarks: [],
    });
    expect(preview.concepts.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('goes by the name of the file when there is no header', async () => {
    const preview = await previewOf(oboImporter, fileOf('a/My Terms.obo', '[Term]\nid: X:1\nname: one\n'));
    expect(preview).toMatchObject({
      recognised: 'OBO, My Terms',
      description: { id: 'my-terms', version: '' },
    });
  });

  it('offers filters with counts, notations off', async () => {
    const { filters } = await previewOf(oboImporter, file(terms));
    expect(
      filters.map(({ id, values, chosen }) => [id, values.map(({ value, count }) => [value, count]), chosen]),
    ).toEqual([
      [
        'namespace',
        [
          ['', 1],
          ['other', 1],
        ],
        ['', 'other'],
      ],
      [
        'term-type',
        [
          ['layperson', 1],
          ['FORMULA', 1],
        ],
        ['layperson'],
      ],
      ['obsolete', [['obsolete', 1]], ['obsolete']],
    ]);
    expect(filters[1]?.values[0]?.label).toBe('words of lay people');
  });

  it.each([
    [{}, ['one: eins', 'two: ']],
    [{ namespace: ['other'] }, ['two: ']],
    [{ obsolete: [] }, ['one: eins']],
    [{ 'term-type': ['FORMULA'] }, ['one: O', 'two: ']],
  ])('reads what %j leaves', async (filters, expected) => {
    const { concepts } = await read(terms, { filters });
    expect(concepts.map(({ name, synonyms }) => `${name}: ${synonyms.map((s) => s.name).join()}`)).toEqual(
      expected,
    );
  });
});

describe('recognition', () => {
  it.each([
    ['a.obo', HEADER, 1],
    ['a.txt', '[Term]\nid: X:1\n', 0.9],
    ['a.obo', '', 0.4],
    ['a.txt', 'Terms: none', 0],
    ['a.json', '{"x": "[Term]"}', 0],
  ])('%s', async (name, text, sure) => {
    expect(await surenessOf(oboImporter, fileOf(name, text))).toBe(sure);
  });
});
