import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curieOfIri } from './curie-of-iri.js';

describe('curieOfIri', () => {
  it.each([
    ['http://purl.obolibrary.org/obo/HP_0000001', 'HP:0000001'],
    ['https://purl.obolibrary.org/obo/NCBITaxon_Union_0000030', 'NCBITaxon:Union_0000030'],
    ['http://www.ebi.ac.uk/efo/EFO_0000408', 'EFO:0000408'],
    ['http://www.orpha.net/ORDO/Orphanet_558', 'Orphanet:558'],
    ['http://id.nlm.nih.gov/mesh/D001260', 'MESH:D001260'],
    ['http://identifiers.org/omim/154700', 'OMIM:154700'],
    ['https://identifiers.org/hgnc/HGNC:1100', 'HGNC:1100'],
    ['https://bioregistry.io/doid:9351', 'DOID:9351'],
    ['https://omim.org/entry/154700', 'OMIM:154700'],
    ['http://linkedlifedata.com/resource/umls/id/C0024796', 'UMLS:C0024796'],
    ['http://snomed.info/id/19346006', 'SNOMEDCT:19346006'],
  ])('%s is %s', (iri, curie) => {
    expect(curieOfIri(iri)).toBe(curie);
  });

  it.each([
    'http://purl.obolibrary.org/obo/hp#has_part',
    'http://purl.obolibrary.org/obo/hp.obo',
    'http://purl.obolibrary.org/obo/hp/imports/x_1',
    'http://example.org/thesaurus/c_123',
    'HP:0000001',
    '',
  ])('leaves %s as it is', (iri) => {
    expect(curieOfIri(iri)).toBe(iri);
  });

  it('keeps any prefix and number of an OBO IRI', () => {
    const parts = fc.tuple(
      fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,9}$/),
      fc.stringMatching(/^[0-9]{1,9}$/),
    );
    fc.assert(
      fc.property(parts, ([prefix, number]) => {
        expect(curieOfIri(`http://purl.obolibrary.org/obo/${prefix}_${number}`)).toBe(`${prefix}:${number}`);
      }),
      { seed: 4 },
    );
  });
});
