import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../ids.js';
import { canonicalCurie, curieOfConcept, linkOf, parseCurie } from './curie.js';
import { PREFIXES } from './prefixes.js';

const SEED = 20_261_131;
const id = (text: string) => text as ConceptId;

describe('CURIEs', () => {
  it.each([
    ['MESH:D001260', 'mesh:D001260'],
    ['MSH:D001260', 'mesh:D001260'],
    ['mesh: D001260', 'mesh: D001260'],
    ['mim:208900', 'omim:208900'],
    ['OMIM:208900', 'omim:208900'],
    ['OMIMPS:143100', 'omim.ps:143100'],
    ['SNOMEDCT_US_2023_03_01:68504005', 'snomedct:68504005'],
    ['Orphanet:100', 'orphanet:100'],
    ['UMLS_CUI:C0004135', 'umls:C0004135'],
    ['ICD-10:G11.3', 'icd10:G11.3'],
    ['CHEBI:CHEBI:15377', 'chebi:15377'],
    ['Own_Things:17', 'own_things:17'],
    ['no curie', 'no curie'],
    ['D001260', 'D001260'],
    [':x', ':x'],
    ['x:', 'x:'],
  ])('%s is %s', (written, canonical) => {
    expect(canonicalCurie(written)).toBe(canonical);
  });

  it('gives bare ids the prefix of their knowledge base', () => {
    expect(curieOfConcept('mesh-diseases', id('D001260'))).toBe('mesh:D001260');
    expect(curieOfConcept('mondo', id('MONDO:0008840'))).toBe('mondo:0008840');
    expect(curieOfConcept('house-list', id('17'))).toBe('house-list:17');
  });

  it('links out', () => {
    expect(linkOf('MSH:D001260')).toBe('https://meshb.nlm.nih.gov/record/ui?ui=D001260');
    expect(linkOf('HP:0001251')).toBe('https://purl.obolibrary.org/obo/HP_0001251');
    expect(linkOf('https://example.org/a')).toBe('https://example.org/a');
    expect(linkOf('javascript:alert(1)')).toBeNull();
    expect(linkOf('Own_Things:17')).toBeNull();
    expect(linkOf('plain words')).toBeNull();
  });

  it('has each prefix once, and a place for the id in every link', () => {
    expect(new Set(PREFIXES.map(({ name }) => name)).size).toBe(PREFIXES.length);
    for (const { name, aliases, link } of PREFIXES) {
      expect(link).toMatch(/^https:\/\/.*\{id\}/);
      for (const alias of aliases) expect(parseCurie(`${alias}:1`)?.prefix).toBe(name);
    }
  });

  it(`survives any text, and is the same the second time (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = canonicalCurie(text);
        expect(canonicalCurie(once)).toBe(once);
        const link = linkOf(text);
        if (link !== null) expect(link).toMatch(/^https?:/);
      }),
      { seed: SEED },
    );
  });
});
