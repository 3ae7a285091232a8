import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createConcept } from '../../core/kb/knowledge-base.js';
import type { ConceptId } from '../../core/ids.js';
import { serialiseKbFile } from '../kb-file.js';
import { IMPORTERS } from './importers.js';
import { importerOf, recogniseImporter } from './recognise.js';
import { seraphImporter } from './seraph/seraph-importer.js';
import { filesOfTexts, importTexts } from './testing/import-text.js';
import { VOCABULARIES, importerIdOf } from './testing/vocabularies.js';

describe('recogniseImporter', () => {
  it.each(Object.entries(VOCABULARIES))('finds the importer of %s, packed or not', async (example, texts) => {
    const id = importerIdOf(example);
    expect((await recogniseImporter(await filesOfTexts(texts))).id).toBe(id);
    const packed = Object.entries(texts).map(([name, text]) => {
      const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
      return [`${name}.gz`, gzipSync(bytes)] as const;
    });
    expect((await recogniseImporter(await filesOfTexts(Object.fromEntries(packed)))).id).toBe(id);
  });

  it('has an example of every format', () => {
    const ids = new Set(Object.keys(VOCABULARIES).map(importerIdOf));
    expect([...ids].sort()).toEqual(IMPORTERS.map(({ id }) => id).sort());
  });

  it.each([
    ['prose.txt', 'Some words that are no vocabulary.\nAnd more of them, with a comma.\n'],
    ['empty.obo', ''],
    ['page.html', '<!doctype html><html><body>A page</body></html>'],
    ['data.json', '{"a": [1, 2, 3]}'],
    ['image.png', '\u0089PNG\r\n\u001a\n\0\0\0'],
  ])('says what it can read instead of %s', async (name, text) => {
    const files = await filesOfTexts({ [name]: text });
    await expect(
      recogniseImporter(files).then((importer) => importer.preview(files, {})),
    ).rejects.toMatchObject({
      kind: 'bad-format',
    });
  });

  it('lists the formats when there is nothing to recognise', async () => {
    await expect(recogniseImporter([])).rejects.toThrow(/OBO.*UMLS \(RRF\).*Table/);
  });
});

describe('importerOf', () => {
  it('finds by id and refuses what it does not know', () => {
    expect(importerOf('rrf').label).toBe('UMLS (RRF)');
    expect(() => importerOf('xls')).toThrow('xls');
  });
});

describe('seraphImporter', () => {
  const description = {
    id: 'x',
    title: 'X',
    version: '1',
    source: 's',
    licence: 'l',
    attribution: 'a',
    linkTemplate: '',
  };
  const concepts = ['D1', 'D2'].map((id) =>
    createConcept({
      id: id as ConceptId,
      name: `name of ${id}`,
      synonyms: [{ name: 'other', scope: 'narrow' }],
    }),
  );
  const bytes = serialiseKbFile(description, concepts);

  it('gives back what was written', async () => {
    const { preview, concepts: read } = await importTexts(seraphImporter, { 'x.kb.gz': bytes });
    expect(preview.description).toEqual(description);
    expect(read).toEqual(concepts);
  });

  it('refuses a file that is cut off', async () => {
    await expect(importTexts(seraphImporter, { 'x.kb.gz': bytes.slice(0, -20) })).rejects.toMatchObject({
      kind: 'bad-format',
    });
    const text =
      '{"format":"seraph-kb","formatVersion":2,"id":"x","title":"X","version":"","source":"","licence":"","attribution":"","linkTemplate":""}\nD1\t\tname\n';
    await expect(importTexts(seraphImporter, { 'x.kb': text })).rejects.toThrow('cut off');
  });
});
