import { describe, expect, it } from 'vitest';
import { importTexts } from '../testing/import-text.js';
import { RF2_IDS, RF2_TEXTS } from '../testing/rf2-texts.js';
import { IdSet } from './id-set.js';
import { rf2Importer } from './rf2-importer.js';

const { alpha, ache, old } = RF2_IDS;
const only = (part: string) =>
  Object.fromEntries(Object.entries(RF2_TEXTS).filter(([name]) => name.includes(part)));

describe('rf2Importer', () => {
  it('joins the files of a Snapshot and leaves the Full ones alone', async () => {
    const { score, preview, byId, concepts, reasons } = await importTexts(rf2Importer, RF2_TEXTS);
    expect(score).toBe(1);
    expect(preview.recognised).toBe('SNOMED CT (RF2 Snapshot), 20250101');
    expect(concepts.map(({ id }) => id)).toEqual([alpha, ache, old]);
    expect(byId.get(alpha)).toEqual({
      id: alpha,
      name: 'Alfa ache',
      synonyms: [
        { name: 'Alpha "5" ache', scope: 'exact' },
        { name: 'Ache, alpha', scope: 'exact' },
      ],
      group: 'Disease',
      semanticTypes: ['finding'],
      parents: [ache],
      trees: [],
      aliases: [],
      xrefs: [],
      definition: 'An ache of kind "alpha".',
      notes: [],
      obsolete: null,
    });
    expect(byId.get(old)).toMatchObject({
      name: 'Old ache',
      semanticTypes: ['disorder'],
      obsolete: { replacedBy: [alpha], consider: [ache] },
    });
    expect(reasons).toMatchObject([
      { why: 'a row that is not in the layout of RF2 was skipped', lines: [{ line: 10 }] },
    ]);
  });

  it('reads the chosen dialect, languages and kinds of concept', async () => {
    const names = async (filters: Record<string, string[]>) =>
      (await importTexts(rf2Importer, RF2_TEXTS, { filters })).concepts.map(({ name }) => name);
    expect(await names({ dialect: ['900000000000508004'] })).toEqual(['Alpha oche', 'Ache', 'Old ache']);
    expect(await names({ language: ['es'] })).toEqual(['Dolor']);
    expect(await names({ 'semantic-type': ['disorder'] })).toEqual(['Old ache']);
    expect(await names({ obsolete: [] })).toEqual(['Alfa ache', 'Ache']);
  });

  it('reads descriptions alone', async () => {
    const { concepts } = await importTexts(rf2Importer, only('Description_Snapshot'));
    expect(concepts.map(({ name }) => name)).toEqual(['Alpha "5" ache', 'Ache', 'Old ache']);
    expect(concepts[0]?.synonyms.map(({ name }) => name)).toEqual(['Alfa ache', 'Alpha oche', 'Ache, alpha']);
  });

  it('refuses Full files and releases without descriptions, and says what to choose', async () => {
    await expect(importTexts(rf2Importer, only('Full'))).rejects.toThrow('Snapshot files');
    await expect(importTexts(rf2Importer, only('Concept_Snapshot'))).rejects.toThrow('no Description file');
  });
});

describe('IdSet', () => {
  it('tells ids apart that are one as JavaScript numbers', () => {
    const set = new IdSet();
    for (let index = 0; index < 3_000; index += 2) set.add(String(900000000000003000n + BigInt(index)));
    for (let index = 0; index < 3_000; index++) {
      expect(set.has(String(900000000000003000n + BigInt(index)))).toBe(index % 2 === 0);
    }
  });
});
