import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOf, previewOf, runImport, surenessOf, utf16 } from '../testing/import-run.js';
import { OWL, PREFIXES, SKOS } from '../testing/turtle.js';
import { rdfImporter } from './rdf-importer.js';

const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

const read = (text: string, choice = {}, name = 'a.ttl') =>
  runImport(rdfImporter, fileOf(name, text), choice);
const turtle = (text: string, choice = {}) => read(PREFIXES + text, choice);

describe('a SKOS concept', () => {
  const text = `
x:scheme a skos:ConceptScheme ; dct:title "Demo Thesaurus"@en ; owl:versionInfo "3.1" .
x:c1 a skos:Concept ; skos:inScheme x:scheme ;
  skos:prefLabel "first thing"@en, "erstes Ding"@de ;
  skos:altLabel "thing one"@en-GB, "Ding eins"@de, "untagged" ;
  skos:hiddenLabel "frist thing"@en ;
  skos:definition "What the thing is."@en, "Was das Ding ist."@de ;
  skos:scopeNote "Seen rarely."@en ;
  skos:notation "T-1" ;
  skos:broader x:c2 ;
  skos:exactMatch <http://id.nlm.nih.gov/mesh/D000001> ; skos:closeMatch <http://example.org/other/9> ;
  skos:related x:c3 .
x:c2 a skos:Concept ; skos:prefLabel "parent thing"@en ; skos:narrower x:c3 .
x:c3 a skos:Concept ; skos:prefLabel "old thing"@en ; owl:deprecated true ; dct:isReplacedBy x:c1 .
`;

  it('is read with all that Seraph keeps', async () => {
    const { concepts, remarks } = await turtle(text);
    expect(remarks).toEqual([]);
    expect(concepts).toHaveLength(3);
    expect(concepts[0]).toEqual({
      id: 'http://example.org/t/c1',
      name: 'first thing',
      synonyms: [
        { name: 'thing one', scope: 'exact' },
        { name: 'untagged', scope: 'exact' },
        { name: 'frist thing', scope: 'related' },
      ],
      group: 'Thing',
      semanticTypes: [],
      parents: ['http://example.org/t/c2'],
      trees: [],
      aliases: ['T-1'],
      xrefs: ['MESH:D000001'],
      definition: 'What the thing is.',
      notes: ['Seen rarely.'],
      obsolete: null,
    });
    const old = concepts.find(({ name }) => name === 'old thing');
    expect(old).toMatchObject({
      parents: ['http://example.org/t/c2'],
      obsolete: { replacedBy: ['http://example.org/t/c1'], consider: [] },
    });
  });

  it('has its names in the languages that were chosen', async () => {
    const { concepts, remarks } = await turtle(text, { filters: { language: ['de'] } });
    expect(concepts).toMatchObject([
      { name: 'erstes Ding', synonyms: [{ name: 'Ding eins' }], definition: 'Was das Ding ist.' },
    ]);
    expect(remarks.map(({ why }) => why)).toContain(
      'a concept without a name in the chosen languages was skipped',
    );
  });

  it('keeps other labels as exact synonyms, English first', async () => {
    const { concepts } = await turtle(text, { filters: { language: ['de', 'en'] } });
    const found = concepts.find(({ id }) => id.endsWith('c1'));
    expect(found?.name).toBe('first thing');
    expect(found?.synonyms).toContainEqual({ name: 'erstes Ding', scope: 'exact' });
  });

  it('is previewed with a description and filters', async () => {
    const preview = await previewOf(rdfImporter, fileOf('demo.ttl', PREFIXES + text));
    expect(preview).toMatchObject({
      recognised: 'SKOS or OWL (Turtle), Demo Thesaurus, release 3.1',
      description: { id: 'scheme', title: 'Demo Thesaurus', version: '3.1', linkTemplate: '{id}' },
    });
    expect(preview.concepts.map(({ name }) => name)).toEqual(['first thing', 'parent thing', 'old thing']);
    expect(preview.filters.map(({ id, chosen }) => [id, [...chosen].sort()])).toEqual([
      ['language', ['', 'en']],
      ['obsolete', ['obsolete']],
    ]);
  });

  it('is read in the most frequent language when there is no English', async () => {
    const { concepts } = await turtle(`
x:c1 a skos:Concept ; skos:prefLabel "un"@fr, "eins"@de ; skos:altLabel "einer"@de .`);
    expect(concepts).toMatchObject([{ name: 'eins', synonyms: [{ name: 'einer' }] }]);
  });

  it('is left out when obsolete ones are off', async () => {
    const { concepts } = await turtle(text, { filters: { obsolete: [] } });
    expect(concepts.map(({ name }) => name)).toEqual(['first thing', 'parent thing']);
  });
});

describe('an OWL class', () => {
  const OWL_TURTLE = `${PREFIXES}
obo:demo.owl a owl:Ontology ; dct:title "Demo" ; 
  owl:versionIRI <http://purl.obolibrary.org/obo/demo/releases/2026-02-03/demo.owl> ;
  oio:default-namespace "own" .
obo:MONDO_1 a owl:Class ; rdfs:label "first thing" ; oio:hasOBONamespace "own" ;
  oio:hasExactSynonym "thing one" ; oio:hasBroadSynonym "thingy" ;
  oio:hasNarrowSynonym "a thing" ; oio:hasRelatedSynonym "things" ;
  oio:hasDbXref "MESH:D000001" ; oio:hasAlternativeId "MONDO:9" ; obo:IAO_0000115 "What it is." ;
  rdfs:comment "Seen rarely." ; rdfs:subClassOf obo:MONDO_2, owl:Thing,
    [ a owl:Restriction ; owl:onProperty obo:BFO_0000050 ; owl:someValuesFrom obo:MONDO_3 ] .
[] a owl:Axiom ; owl:annotatedSource obo:MONDO_1 ; oio:hasDbXref "PMID:1" .
obo:MONDO_2 a owl:Class ; rdfs:label "old" ; owl:deprecated true ; obo:IAO_0100001 obo:MONDO_1 ;
  oio:consider "MONDO:9" .
obo:BFO_0000050 a owl:ObjectProperty ; rdfs:label "part of" .
obo:X_1 a owl:NamedIndividual ; rdfs:label "someone" .
`;
  const OWL_XML = `<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [
  <!ENTITY obo "http://purl.obolibrary.org/obo/" >
  <!ENTITY owl '${OWL}' >
]>
<!-- made by hand: <owl:Class> -->
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:owl="&owl;"
  xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:dct="http://purl.org/dc/terms/"
  xmlns:oio="http://www.geneontology.org/formats/oboInOwl#" xmlns:obo="&obo;">
 <owl:Ontology rdf:about="&obo;demo.owl">
  <dct:title>Demo</dct:title><owl:versionIRI rdf:resource="&obo;demo/releases/2026-02-03/demo.owl"/>
  <oio:default-namespace>own</oio:default-namespace>
 </owl:Ontology>
 <owl:Class rdf:about="&obo;MONDO_1">
  <rdfs:label>first thing</rdfs:label><oio:hasOBONamespace>own</oio:hasOBONamespace>
  <oio:hasExactSynonym>thing one</oio:hasExactSynonym><oio:hasBroadSynonym>thingy</oio:hasBroadSynonym>
  <oio:hasNarrowSynonym>a thing</oio:hasNarrowSynonym><oio:hasRelatedSynonym>things</oio:hasRelatedSynonym>
  <oio:hasDbXref>MESH:D000001</oio:hasDbXref><oio:hasAlternativeId>MONDO:9</oio:hasAlternativeId>
  <obo:IAO_0000115><![CDATA[What it is.]]></obo:IAO_0000115><rdfs:comment>Seen rarely.</rdfs:comment>
  <rdfs:subClassOf rdf:resource="&obo;MONDO_2"/><rdfs:subClassOf rdf:resource="&owl;Thing"/>
  <rdfs:subClassOf><owl:Restriction><owl:onProperty rdf:resource="&obo;BFO_0000050"/></owl:Restriction></rdfs:subClassOf>
 </owl:Class>
 <owl:Class rdf:about="&obo;MONDO_2"><rdfs:label>old</rdfs:label>
  <owl:deprecated rdf:datatype="http://www.w3.org/2001/XMLSchema#boolean">true</owl:deprecated>
  <obo:IAO_0100001 rdf:resource="&obo;MONDO_1"/><oio:consider>MONDO:9</oio:consider>
 </owl:Class>
 <owl:ObjectProperty rdf:about="&obo;BFO_0000050"><rdfs:label>part of</rdfs:label></owl:ObjectProperty>
</rdf:RDF>
`;
  const JSON_LD = JSON.stringify({
    '@context': {
      obo: 'http://purl.obolibrary.org/obo/',
      owl: OWL,
      rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
      dct: 'http://purl.org/dc/terms/',
      oio: 'http://www.geneontology.org/formats/oboInOwl#',
      label: 'rdfs:label',
      above: { '@id': 'rdfs:subClassOf', '@type': '@id' },
    },
    '@graph': [
      {
        '@id': 'obo:demo.owl',
        '@type': 'owl:Ontology',
        'dct:title': 'Demo',
        'owl:versionIRI': { '@id': 'obo:demo/releases/2026-02-03/demo.owl' },
        'oio:default-namespace': 'own',
      },
      {
        '@id': 'obo:MONDO_1',
        '@type': 'owl:Class',
        label: 'first thing',
        'oio:hasOBONamespace': 'own',
        'oio:hasExactSynonym': 'thing one',
        'oio:hasBroadSynonym': 'thingy',
        'oio:hasNarrowSynonym': 'a thing',
        'oio:hasRelatedSynonym': 'things',
        'oio:hasDbXref': 'MESH:D000001',
        'oio:hasAlternativeId': 'MONDO:9',
        'obo:IAO_0000115': 'What it is.',
        'rdfs:comment': 'Seen rarely.',
        above: ['obo:MONDO_2', 'owl:Thing'],
      },
      {
        '@id': 'obo:MONDO_2',
        '@type': 'owl:Class',
        label: 'old',
        'owl:deprecated': true,
        'obo:IAO_0100001': { '@id': 'obo:MONDO_1' },
        'oio:consider': 'MONDO:9',
      },
    ],
  });

  it.each([
    ['demo.ttl', OWL_TURTLE, 'Turtle'],
    ['demo.owl', OWL_XML, 'RDF/XML'],
    ['demo.jsonld', JSON_LD, 'JSON-LD'],
  ])('is read from %s', async (name, text, syntax) => {
    const { concepts, remarks } = await read(text, {}, name);
    expect(remarks).toEqual([]);
    expect(concepts).toHaveLength(2);
    expect(concepts[0]).toEqual({
      id: 'MONDO:1',
      name: 'first thing',
      synonyms: [
        { name: 'thing one', scope: 'exact' },
        { name: 'thingy', scope: 'broad' },
        { name: 'a thing', scope: 'narrow' },
        { name: 'things', scope: 'related' },
      ],
      group: 'Disease',
      semanticTypes: [],
      parents: ['MONDO:2'],
      trees: [],
      aliases: ['MONDO:9'],
      xrefs: ['MESH:D000001'],
      definition: 'What it is.',
      notes: ['Seen rarely.'],
      obsolete: null,
    });
    expect(concepts[1]?.obsolete).toEqual({ replacedBy: ['MONDO:1'], consider: ['MONDO:9'] });
    const preview = await previewOf(rdfImporter, fileOf(name, text));
    expect(preview).toMatchObject({
      recognised: `SKOS or OWL (${syntax}), Demo, release 2026-02-03`,
      description: { id: 'demo', linkTemplate: '' },
    });
  });

  it('reads the same however the bytes are cut, and from UTF-16', async () => {
    for (const [name, text] of [
      ['a.ttl', OWL_TURTLE],
      ['a.owl', OWL_XML],
      ['a.jsonld', JSON_LD],
    ] as const) {
      const whole = await runImport(rdfImporter, fileOf(name, text, 1 << 20));
      expect(await runImport(rdfImporter, fileOf(name, text, 3))).toEqual(whole);
      expect(await runImport(rdfImporter, fileOf(name, utf16(text)))).toEqual(whole);
    }
  });
});

describe('N-Triples', () => {
  const words = fc.stringMatching(/^[a-z "\\ß]{1,6}$/).filter((word) => word.trim() !== '');
  const concepts = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 20 }),
      name: words,
      other: words,
      parent: fc.integer({ min: 0, max: 20 }),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
  );
  const literal = (text: string): string => `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;

  it('gives the same concepts in whatever order the lines stand', async () => {
    const shuffled = concepts.chain((list) => {
      const lines = list.flatMap(({ id, name, other, parent }) => {
        const subject = `<http://example.org/${id}>`;
        return [
          `${subject} <${RDF_TYPE}> <${SKOS}Concept> .`,
          `${subject} <${SKOS}prefLabel> ${literal(name)}@en .`,
          `${subject} <${SKOS}altLabel> ${literal(other)}@en .`,
          `${subject} <${SKOS}broader> <http://example.org/${parent}> .`,
        ];
      });
      return fc.record({
        list: fc.constant(list),
        lines: fc.shuffledSubarray(lines, { minLength: lines.length, maxLength: lines.length }),
      });
    });
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ list, lines }) => {
        const { concepts: found } = await read(lines.join('\n'), {}, 'a.nt');
        const told = found.map(({ id, name, synonyms, parents }) => [
          id,
          name,
          synonyms.map((s) => s.name),
          parents,
        ]);
        const expected = list.map(({ id, name, other, parent }) => [
          `http://example.org/${id}`,
          name.trim(),
          other.trim() === name.trim() ? [] : [other.trim()],
          [`http://example.org/${parent}`],
        ]);
        expect(told.sort()).toEqual(expected.sort());
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});

describe('lines of N-Triples that are none', () => {
  const bad = [
    'oops',
    '<http://e.org/a> <http://e.org/b>',
    '"a" <http://e.org/b> <http://e.org/c> .',
    '<http://e.org/a> <http://e.org/b> "open .',
    '<http://e.org/a> <http://e.org/b> "c" . <http://e.org/a> <http://e.org/b> "d" .',
    '<http://e.org/a> a <http://e.org/c> .',
  ];
  const good = Array.from({ length: 40 }, (_, number) => [
    `<http://e.org/t${number}> <${RDF_TYPE}> <${SKOS}Concept> .`,
    `# thing ${number}`,
    `<http://e.org/t${number}> <${SKOS}prefLabel> "thing ${number}"@en . # said`,
    '',
  ]).flat();

  it('are named and skipped, and spoil no other', async () => {
    const { concepts: expected, remarks: none } = await read(good.join('\n'), {}, 'a.nt');
    expect(none).toEqual([]);
    expect(expected).toHaveLength(40);
    const places = fc.uniqueArray(fc.nat(good.length), { minLength: 1, maxLength: bad.length });
    await fc.assert(
      fc.asyncProperty(places, fc.constantFrom(7, 1 << 16), async (at, chunk) => {
        const lines: string[] = [];
        const wrong: number[] = [];
        for (let place = 0; place <= good.length; place++) {
          if (at.includes(place)) wrong.push(lines.push(bad[at.indexOf(place)] ?? ''));
          if (place < good.length) lines.push(good[place] ?? '');
        }
        const { concepts, remarks } = await runImport(rdfImporter, fileOf('a.nt', lines.join('\n'), chunk));
        expect(concepts).toEqual(expected);
        expect(remarks.map(({ line }) => line)).toEqual(wrong);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('make a file of another name Turtle, which says where it is broken', async () => {
    const triple = '<http://e.org/a> <http://e.org/b> "c" .';
    const recognised = async (name: string, ...lines: readonly string[]) =>
      (await previewOf(rdfImporter, fileOf(name, [...good, ...lines, ''].join('\n')))).recognised;
    expect(await recognised('a.txt', triple)).toContain('N-Triples');
    expect(await recognised('a.nt', 'oops', triple)).toContain('N-Triples');
    expect(await recognised('a.txt', '<http://e.org/a> a <http://e.org/b> .')).toContain('Turtle');
    expect(await recognised('a.ttl', triple)).toContain('Turtle');
  });
});

describe('recognition', () => {
  it.each([
    ['a.ttl', PREFIXES, 0.9],
    ['a.txt', '<http://e.org/a> <http://e.org/b> "c"@en .\n', 0.85],
    ['a.owl', '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="x">', 0.9],
    ['a.json', '{"@context": {}}', 0.8],
    ['a.xml', `<Ontology xmlns="${OWL}">`, 0.5],
    ['a.json', '{"graphs": []}', 0],
    ['a.xml', '<DescriptorRecordSet>', 0],
    ['a.obo', 'format-version: 1.2', 0],
    ['a.csv', 'id,name\n1,<b>', 0],
    ['a.ttl', '', 0.4],
    ['a.ttl', '<http://e.org/a> a <http://e.org/b> .', 0.4],
    ['a.ttl', '<html><body>', 0],
  ])('%s %j', async (name, text, sure) => {
    expect(await surenessOf(rdfImporter, fileOf(name, text))).toBe(sure);
  });
});
