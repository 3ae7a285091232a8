import { describe, expect, it } from 'vitest';
import { importTexts } from '../testing/import-text.js';
import { MESH_XML_TEXTS } from '../testing/mesh-xml-texts.js';
import { meshXmlImporter } from './mesh-importer.js';

const DESCRIPTORS = MESH_XML_TEXTS['desc2025.xml'] ?? '';
const SUPPLEMENTARY = MESH_XML_TEXTS['supp2025.xml'] ?? '';

describe('meshXmlImporter', () => {
  it('reads descriptors and supplementary records', async () => {
    const { score, preview, byId, concepts, reasons } = await importTexts(meshXmlImporter, {
      'supp2025.xml': SUPPLEMENTARY,
      'desc2025.xml': DESCRIPTORS,
    });
    expect(score).toBe(1);
    expect(preview.recognised).toBe('MeSH (XML), 2025, descriptors and supplementary records');
    expect(concepts.map(({ id }) => id)).toEqual(['D900001', 'D900002', 'D900003', 'C900001', 'C900002']);
    expect(byId.get('D900001')).toEqual({
      id: 'D900001',
      name: 'Alpha Ache',
      synonyms: [
        { name: 'First Ache', scope: 'exact' },
        { name: 'Small Alpha Ache', scope: 'narrow' },
        { name: 'Near Ache', scope: 'related' },
      ],
      group: 'Disease',
      semanticTypes: [],
      parents: ['D900002'],
      trees: ['C90.100.200', 'F03.1'],
      aliases: [],
      xrefs: [],
      definition: 'An ache & its kind.',
      notes: [],
      obsolete: null,
    });
    expect(byId.get('C900001')).toMatchObject({
      name: 'betaol',
      synonyms: [{ name: 'beta alcohol', scope: 'exact' }],
      xrefs: ['CAS:50-00-1'],
      // That of the heading it is mapped to.
      group: 'Disease',
    });
    expect(byId.get('C900002')).toMatchObject({ group: 'Disease' });
    expect(byId.get('D900003')).toMatchObject({ group: 'Other' });
    expect(reasons.map(({ why }) => why).sort()).toEqual([
      'a concept whose id stood before was skipped',
      'a concept without a name was skipped',
    ]);
  });

  it('reads permuted terms and kinds of record when they are chosen', async () => {
    const { preview } = await importTexts(meshXmlImporter, { 'desc2025.xml': DESCRIPTORS });
    expect(preview.filters.find(({ id }) => id === 'permuted')).toMatchObject({
      values: [{ count: 1 }],
      chosen: [],
    });
    const filters = { permuted: ['permuted'], 'semantic-type': ['D1'] };
    const { concepts } = await importTexts(meshXmlImporter, { 'desc2025.xml': DESCRIPTORS }, { filters });
    expect(concepts.map(({ id }) => id)).toEqual(['D900001', 'D900002']);
    expect(concepts[0]?.synonyms[0]).toEqual({ name: 'Ache, Alpha', scope: 'exact' });
  });

  it('groups supplementary records by their class when there are no descriptors', async () => {
    const { concepts } = await importTexts(meshXmlImporter, { 's.xml': SUPPLEMENTARY });
    expect(concepts.map(({ group }) => group)).toEqual(['Chemical', 'Disease']);
  });

  it('refuses other XML, two sets of a kind, and files cut off', async () => {
    await expect(importTexts(meshXmlImporter, { 'a.xml': '<a/>' })).rejects.toThrow('not MeSH');
    await expect(
      importTexts(meshXmlImporter, { 'a.xml': DESCRIPTORS, 'b.xml': DESCRIPTORS }),
    ).rejects.toThrow('two sets');
    const cut = DESCRIPTORS.slice(0, DESCRIPTORS.length / 2);
    await expect(importTexts(meshXmlImporter, { 'a.xml': cut })).rejects.toMatchObject({
      kind: 'bad-format',
    });
  });
});
