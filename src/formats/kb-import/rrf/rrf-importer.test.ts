import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importTexts } from '../testing/import-text.js';
import { RRF_TEXTS, consoLine } from '../testing/rrf-texts.js';
import { CuiSet } from './cui-set.js';
import { rrfImporter } from './rrf-importer.js';
import { semanticGroup } from './semantic-groups.js';

const CONSO = 'META/MRCONSO.RRF';

describe('rrfImporter', () => {
  it('joins the five files by concept', async () => {
    const { score, preview, byId, concepts, reasons } = await importTexts(rrfImporter, RRF_TEXTS);
    expect(score).toBe(1);
    expect(preview.recognised).toBe('UMLS Metathesaurus (MRCONSO), with MRSTY, MRDEF, MRREL, MRCUI');
    expect(concepts.map(({ id }) => id)).toEqual([
      'C0000001',
      'C0000002',
      'C0000003',
      'C0000006',
      'C0000091',
      'C0000092',
    ]);
    expect(byId.get('C0000001')).toEqual({
      id: 'C0000001',
      name: 'alpha ache',
      synonyms: [{ name: 'second choice', scope: 'exact' }],
      group: 'Disease',
      semanticTypes: ['Sign or Symptom'],
      parents: ['C0000003'],
      trees: [],
      aliases: ['C0000090'],
      xrefs: ['MESH:D900001', 'SNOMEDCT:900001'],
      definition: 'An ache of kind alpha.',
      notes: [],
      obsolete: null,
    });
    expect(byId.get('C0000002')).toMatchObject({
      group: 'Chemical',
      semanticTypes: ['Organic Chemical', 'Pharmacologic Substance'],
    });
    expect(byId.get('C0000091')).toMatchObject({ obsolete: { replacedBy: [], consider: [] } });
    expect(byId.get('C0000092')).toMatchObject({ obsolete: { consider: ['C0000003', 'C0000002'] } });
    expect(reasons).toMatchObject([
      { why: 'a row that is not one of MRCONSO was skipped', lines: [{ line: 8 }] },
    ]);
  });

  it('offers filters and keeps to what was chosen', async () => {
    const { preview } = await importTexts(rrfImporter, RRF_TEXTS);
    const offered = Object.fromEntries(preview.filters.map(({ id, chosen }) => [id, chosen]));
    expect(offered.language).toEqual(['ENG']);
    expect(offered.suppressed).toEqual(['N']);
    expect(preview.filters.find(({ id }) => id === 'semantic-type')?.values).toContainEqual({
      value: 'T184',
      label: 'Sign or Symptom',
      count: 2,
    });
    const read = async (filters: Record<string, string[]>) =>
      Object.fromEntries(
        (await importTexts(rrfImporter, RRF_TEXTS, { filters })).concepts
          .filter(({ obsolete }) => !obsolete)
          .map(({ id, name }) => [id, name]),
      );
    expect(await read({ language: ['SPA'] })).toEqual({ C0000001: 'dolor alfa' });
    expect(await read({ language: ['GER', 'ENG'] })).toHaveProperty('C0000004', 'nur deutsch');
    expect(await read({ 'semantic-type': ['T109'] })).toEqual({ C0000002: 'beta acid' });
    expect(await read({ source: ['MSH'] })).toEqual({ C0000001: 'second choice' });
    expect(await read({ 'term-type': ['IN'] })).toEqual({ C0000002: 'beta acid' });
  });

  it('needs only MRCONSO, under any name', async () => {
    const { score, concepts } = await importTexts(rrfImporter, { 'names.txt': RRF_TEXTS[CONSO] ?? '' });
    expect(score).toBe(1);
    expect(concepts).toHaveLength(4);
    expect(new Set(concepts.map(({ group }) => group))).toEqual(new Set(['Test group']));
  });

  it('refuses files that are not sorted, are two of a kind, or lack MRCONSO', async () => {
    const text = consoLine({ cui: 'C0000002', name: 'b' }) + consoLine({ cui: 'C0000001', name: 'a' });
    await expect(importTexts(rrfImporter, { [CONSO]: text })).rejects.toMatchObject({
      kind: 'bad-format',
      data: { line: 2 },
    });
    await expect(importTexts(rrfImporter, { 'a/MRCONSO.RRF': text, 'b/MRCONSO.RRF': text })).rejects.toThrow(
      'two files',
    );
    await expect(importTexts(rrfImporter, { 'MRSTY.RRF': 'x' })).rejects.toThrow('no MRCONSO.RRF');
    await expect(importTexts(rrfImporter, { [CONSO]: 'no|rows|\n' })).rejects.toMatchObject({
      kind: 'bad-format',
    });
  });
});

describe('CuiSet', () => {
  it('is a set', () => {
    const cui = fc.integer({ min: 1, max: 99_999 }).map((number) => `C${String(number).padStart(7, '0')}`);
    fc.assert(
      fc.property(fc.array(cui), fc.array(cui), (added, asked) => {
        const set = new CuiSet();
        for (const one of added) set.add(one);
        for (const one of [...added, ...asked]) expect(set.has(one)).toBe(added.includes(one));
      }),
      { seed: 6 },
    );
  });
});

describe('semanticGroup', () => {
  it.each([
    ['T047', 'Disease'],
    ['T191', 'Disease'],
    ['T121', 'Chemical'],
    ['T028', 'Gene'],
    ['T023', 'Anatomy'],
    ['T001', 'Species'],
    ['T999', undefined],
  ])('of %s is %s', (tui, group) => {
    expect(semanticGroup(tui)).toBe(group);
  });
});
