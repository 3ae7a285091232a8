import { describe, expect, it } from 'vitest';
import { MAX_LINE_LENGTH } from '../files/limits.js';
import { fileOf, latin1, runImport } from '../testing/import-run.js';
import { OWL, PREFIXES } from '../testing/turtle.js';
import { rdfImporter } from './rdf-importer.js';

const read = (text: string, choice = {}, name = 'a.ttl') =>
  runImport(rdfImporter, fileOf(name, text), choice);
const turtle = (text: string, choice = {}) => read(PREFIXES + text, choice);

describe('what is refused', () => {
  const xml = (doctype: string, body = '') => `<?xml version="1.0"?>
${doctype}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${body}</rdf:RDF>`;

  it.each([
    ['an external entity', xml('<!DOCTYPE r [ <!ENTITY x SYSTEM "file:///etc/passwd"> ]>')],
    ['an entity from the web', xml('<!DOCTYPE r [ <!ENTITY x PUBLIC "a" "http://example.org/x"> ]>')],
    ['a billion laughs', xml('<!DOCTYPE r [ <!ENTITY a "ha"> <!ENTITY b "&a;&a;&a;"> ]>')],
    ['laughs behind a quoted bracket', xml('<!DOCTYPE r [ <!ENTITY a "]"> <!ENTITY b "&a;&a;"> ]>')],
    ['a parameter entity', xml('<!DOCTYPE r [ <!ENTITY % p "x"> %p; ]>')],
    ['a long entity', xml(`<!DOCTYPE r [ <!ENTITY a "${'x'.repeat(5_000)}"> ]>`)],
    ['a document type without end', xml(`<!DOCTYPE r [ ${'x'.repeat(100_000)}`)],
    ['an entity that is nowhere', xml('', '<a>&nowhere;</a>')],
  ])('%s', async (_, text) => {
    await expect(read(text, {}, 'a.owl')).rejects.toMatchObject({ kind: 'bad-format' });
  });

  it.each([
    ['https://example.org/context.jsonld'],
    ['context.jsonld'],
    [['https://example.org/a', { x: 'http://example.org/' }]],
    [{ '@import': 'https://example.org/b' }],
  ])('a context of JSON-LD that lies elsewhere: %j', async (context) => {
    const text = JSON.stringify({ '@context': context, '@graph': [{ '@id': 'http://example.org/1' }] });
    const run = read(text, {}, 'a.jsonld');
    await expect(run).rejects.toMatchObject({ kind: 'bad-format' });
    await expect(run).rejects.toThrow(/fetches nothing/);
  });

  it.each([
    ['a.ttl', `${PREFIXES}x:a x:b .\n`, 8],
    ['a.ttl', `${PREFIXES}\n\nx:a a skos:Concept ; skos:prefLabel "open`, 10],
    ['a.ttl', 'x:a a x:b .', 1],
    ['a.ttl', '@prefix s:<![CDATA[http://example.org/> .', 1],
    ['a.txt', '<http://e.org/a> <http://e.org/b> <http://e.org/c> .\n<a> oops .\n', 2],
    ['a.owl', '<rdf:RDF\nxmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<a></b></rdf:RDF>', 3],
    ['a.jsonld', '{"@context": {},\n"@graph": [\n}', 3],
  ])('broken text with its line: %s %#', async (name, text, line) => {
    await expect(read(text, {}, name)).rejects.toMatchObject({ kind: 'bad-format', data: { line } });
  });

  it.each([
    ['a.owl', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>'],
    ['a.jsonld', '{"@context": {}, "@graph": ['],
    ['a.ttl', ''],
    ['a.jsonld', '{}'],
    ['a.jsonld', 'null'],
    ['a.owl', xml('')],
    ['a.ttl', `${PREFIXES}x:a x:b x:c .`],
    ['a.xml', `<Ontology xmlns="${OWL}"></Ontology>`],
    ['a.ofn', 'Prefix(:=<http://example.org/>)\nOntology(<http://example.org/>)'],
    ['a.omn', 'Prefix: x: <http://example.org/>\nOntology: <http://example.org/>'],
    ['a.txt', 'hello'],
    ['a.nt', '<http://e.org/a> <http://e.org/b> <http://e.org/c> .\n<a> oops'],
  ])('what has no end or no concept: %s %#', async (name, text) => {
    await expect(read(text, {}, name)).rejects.toMatchObject({ kind: 'bad-format' });
  });

  it.each([
    ['a.ttl', `${PREFIXES}x:a x:b ${'[ x:b '.repeat(5_000)}`],
    ['a.ttl', `${PREFIXES}x:a x:b ${'('.repeat(5_000)}`],
    ['a.ttl', `${PREFIXES}x:a x:b """${'x '.repeat(2 * MAX_LINE_LENGTH)}`],
    ['a.owl', xml('', '<a>'.repeat(5_000))],
    ['a.owl', xml('', `<a>${'x '.repeat(MAX_LINE_LENGTH)}</a>`)],
    ['a.owl', xml('', `<!--${'x<b> '.repeat(MAX_LINE_LENGTH)}-->`)],
    ['a.jsonld', `{"@graph": ${'['.repeat(5_000)}`],
    ['a.jsonld', `{"@graph": "${'x'.repeat(3 * MAX_LINE_LENGTH)}"}`],
  ])('nesting and texts beyond measure: %s %#', async (name, text) => {
    const run = runImport(rdfImporter, fileOf(name, text, 1 << 16));
    await expect(run).rejects.toMatchObject({ kind: 'too-large' });
  });

  it.each(['a.ttl', 'a.owl', 'a.jsonld'])('Latin-1 and an aborted import: %s', async (name) => {
    const text = {
      'a.ttl': `${PREFIXES}x:a rdfs:label "Sjögren" .`,
      'a.owl': xml('', '<!-- Sjögren -->'),
      'a.jsonld': '{"@graph": [{"@id": "http://example.org/ö"}]}',
    }[name];
    await expect(runImport(rdfImporter, fileOf(name, latin1(text ?? '')))).rejects.toMatchObject({
      kind: 'bad-format',
      data: { file: name },
    });
    const run = runImport(rdfImporter, fileOf(name, text ?? ''), {}, { aborted: true });
    await expect(run).rejects.toMatchObject({ kind: 'aborted' });
  });
});

describe('bad parts', () => {
  it('skips concepts without a name or with a very long one, keeps circles', async () => {
    const { concepts, remarks } = await turtle(`
x:c1 a skos:Concept ; skos:broader x:c2 .
x:c2 a skos:Concept ; skos:prefLabel "${'x'.repeat(100_000)}" ; skos:broader x:c1 .
x:c3 a skos:Concept ; skos:prefLabel "three" ; skos:broader x:c3, x:nowhere .
x:c3 skos:prefLabel 4, x:c1, _:b .`);
    expect(concepts).toMatchObject([{ name: 'three' }]);
    expect(remarks.map(({ why }) => why).sort()).toEqual([
      'a concept with a very long name was skipped',
      'a concept without a name was skipped',
      'a parent that is not in the file was kept by its id only',
      'parents that lead in a circle were kept as they are',
      'parents that lead in a circle were kept as they are',
    ]);
  });
});
