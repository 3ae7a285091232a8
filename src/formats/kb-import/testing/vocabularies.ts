/** Small valid vocabularies in every format that can be imported. */
import { gunzipSync } from 'fflate';
import type { ConceptId } from '../../../core/ids.js';
import { createConcept } from '../../../core/kb/knowledge-base.js';
import { serialiseKbFile } from '../../kb-file.js';
import { MESH_XML_TEXTS } from './mesh-xml-texts.js';
import { RF2_TEXTS } from './rf2-texts.js';
import { RRF_TEXTS } from './rrf-texts.js';

const OBO = `format-version: 1.4
data-version: x/releases/2025-01-01
ontology: x

[Term]
id: X:1
name: alpha ache
def: "An ache of kind alpha." [X:a]
synonym: "first ache" EXACT []
synonym: "small ache" NARROW [X:b]
is_a: X:2 ! ache

[Term]
id: X:2
name: ache
alt_id: X:20
xref: MESH:D900002

[Term]
id: X:3
name: old ache
is_obsolete: true
replaced_by: X:1
`;

const OBO_GRAPH = JSON.stringify({
  graphs: [
    {
      id: 'http://purl.obolibrary.org/obo/x.owl',
      meta: { version: 'http://purl.obolibrary.org/obo/x/releases/2025-01-01/x.owl' },
      nodes: [
        {
          id: 'http://purl.obolibrary.org/obo/X_1',
          lbl: 'alpha ache',
          type: 'CLASS',
          meta: {
            definition: { val: 'An ache of kind alpha.' },
            synonyms: [{ pred: 'hasExactSynonym', val: 'first ache' }],
            xrefs: [{ val: 'MESH:D900001' }],
          },
        },
        { id: 'http://purl.obolibrary.org/obo/X_2', lbl: 'ache', type: 'CLASS' },
        {
          id: 'http://purl.obolibrary.org/obo/X_3',
          lbl: 'old ache',
          type: 'CLASS',
          meta: { deprecated: true },
        },
      ],
      edges: [
        {
          sub: 'http://purl.obolibrary.org/obo/X_1',
          pred: 'is_a',
          obj: 'http://purl.obolibrary.org/obo/X_2',
        },
      ],
    },
  ],
});

const CTD = `# A made-up vocabulary
# Report created: Mon Jan 06 10:00:00 EST 2025
# Fields:
# ChemicalName,ChemicalID,CasRN,Definition,ParentIDs,TreeNumbers,ParentTreeNumbers,Synonyms
#
"alpha, the acid",MESH:C900001,50-00-1,"Says ""a"",
and b",MESH:D900005,D02.1,D02,acid|a-acid
betaol,MESH:D900005,,,,D02,,
`;

const DESCRIPTION = {
  id: 'x',
  title: 'X',
  version: '1',
  source: '',
  licence: '',
  attribution: '',
  linkTemplate: '',
};

const TURTLE = `@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <http://example.org/t/> .
x:c1 a skos:Concept ; skos:prefLabel "alpha ache"@en, "Alpha-Weh"@de ; skos:altLabel "first ache"@en ;
  skos:broader x:c2 ; skos:exactMatch <http://id.nlm.nih.gov/mesh/D900001> .
x:c2 a skos:Concept ; skos:prefLabel "ache"@en ; skos:definition """An ache.""" .
`;

const RDF_XML = `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
  xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:oio="http://www.geneontology.org/formats/oboInOwl#">
<owl:Class rdf:about="http://purl.obolibrary.org/obo/X_1"><rdfs:label xml:lang="en">alpha ache</rdfs:label>
 <oio:hasExactSynonym>first &amp; ache</oio:hasExactSynonym>
 <rdfs:subClassOf rdf:resource="http://purl.obolibrary.org/obo/X_2"/></owl:Class>
<owl:Class rdf:about="http://purl.obolibrary.org/obo/X_2"><rdfs:label>ache</rdfs:label></owl:Class>
</rdf:RDF>
`;

const JSON_LD = JSON.stringify({
  '@context': { skos: 'http://www.w3.org/2004/02/skos/core#' },
  '@graph': [
    {
      '@id': 'http://example.org/t/c1',
      '@type': 'skos:Concept',
      'skos:prefLabel': { '@value': 'alpha ache', '@language': 'en' },
      'skos:altLabel': ['first ache'],
      'skos:broader': { '@id': 'http://example.org/t/c2' },
    },
    { '@id': 'http://example.org/t/c2', '@type': 'skos:Concept', 'skos:prefLabel': 'ache' },
  ],
});

/** By the importer's id and, where it reads several syntaxes, a slash and the syntax. */
export const VOCABULARIES: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {
  obo: { 'x.obo': OBO },
  'obo-graph': { 'x.json': OBO_GRAPH },
  'rdf/turtle': { 'x.ttl': TURTLE },
  'rdf/rdf-xml': { 'x.owl': RDF_XML },
  'rdf/json-ld': { 'x.jsonld': JSON_LD },
  ctd: { 'CTD_chemicals.csv': CTD },
  'mesh-xml': MESH_XML_TEXTS,
  rrf: RRF_TEXTS,
  rf2: RF2_TEXTS,
  table: {
    'x.csv': 'id,name,synonyms,parents\nX1,alpha ache,"first, ache|second",X2\nX2,ache,,\nX1,again,,\n',
  },
  'brat-norm': {
    'x.txt': '9606\tname:Name:Some being\tname:Synonym:one\tattr:Rank:kind\n9607\tname:Name:two\n',
  },
  biosyn: { 'x.txt': 'D1||alpha ache|first ache\nD2|100||beta\n' },
  'seraph-kb': {
    // As text: packed by whoever needs it so, like the others.
    'x.kb': gunzipSync(
      serialiseKbFile(DESCRIPTION, [
        createConcept({ id: 'D1' as ConceptId, name: 'alpha', synonyms: [{ name: 'a', scope: 'broad' }] }),
        createConcept({ id: 'D2' as ConceptId, name: 'beta' }),
      ]),
    ),
  },
};

/** The importer that an example is for. */
export function importerIdOf(example: string): string {
  return example.split('/')[0] ?? '';
}
