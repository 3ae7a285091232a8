import { describe, expect, it } from 'vitest';
import { MAX_NAME_LENGTH } from './files/limits.js';
import { importerOf } from './recognise.js';
import { filesOfTexts, importTexts } from './testing/import-text.js';
import { VOCABULARIES, importerIdOf } from './testing/vocabularies.js';

/** A synonym in each of the vocabularies. */
const SYNONYM =
  /first[ &a-z;,]*ache|Ache, alpha|First Ache|second choice|(?<=name:Synonym:)one|a-acid|(?<=\\B)a/g;

describe.each(Object.entries(VOCABULARIES))('the importer of %s', (example, texts) => {
  const importer = importerOf(importerIdOf(example));

  it('shows in its preview what it reads, and gives every concept once', async () => {
    const { preview, concepts } = await importTexts(importer, texts, { group: '' });
    expect(concepts.length).toBeGreaterThan(1);
    expect(new Set(concepts.map(({ id }) => id)).size).toBe(concepts.length);
    expect(preview).toMatchObject({ format: importer.id });
    const read = new Map(concepts.map(({ id, name }) => [id, name]));
    const shared = preview.concepts.filter(({ id, name }) => read.get(id) === name);
    expect(shared.length).toBeGreaterThan(0);
  });

  it('reads the same from one zip', async () => {
    const { zipSync } = await import('fflate');
    const encode = (text: string | Uint8Array) =>
      typeof text === 'string' ? new TextEncoder().encode(text) : text;
    const zip = zipSync(
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, encode(text)])),
    );
    const { concepts } = await importTexts(importer, texts);
    expect((await importTexts(importer, { 'all.zip': zip })).concepts).toEqual(concepts);
  });

  it('stops when asked, in the preview and while reading', async () => {
    const files = await filesOfTexts(texts);
    const { description, table } = await importer.preview(files, {});
    const signal = { aborted: true };
    await expect(importer.preview(files, { signal })).rejects.toMatchObject({ kind: 'aborted' });
    const choice = {
      format: importer.id,
      description,
      filters: {},
      mapping: table?.mapping ?? null,
      group: '',
    };
    const read = async (): Promise<void> => {
      for await (const { id } of importer.read(files, choice, { add: () => undefined }, { signal })) {
        expect(id).toBe('nothing');
      }
    };
    await expect(read()).rejects.toMatchObject({ kind: 'aborted' });
  });

  it('tells how far it has read', async () => {
    const files = await filesOfTexts(texts);
    const { description, table } = await importer.preview(files, {});
    const choice = {
      format: importer.id,
      description,
      filters: {},
      mapping: table?.mapping ?? null,
      group: '',
    };
    const seen: number[] = [];
    const watch = { onBytes: (done: number) => void seen.push(done) };
    for await (const concept of importer.read(files, choice, { add: () => undefined }, watch)) {
      expect(concept.name).not.toBe('');
    }
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('skips a name of 100,000 characters and says so', async () => {
    const long = 'x'.repeat(100_000);
    const decode = (text: string | Uint8Array) =>
      typeof text === 'string' ? text : new TextDecoder().decode(text);
    const changed = Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, decode(text).replaceAll(SYNONYM, long)]),
    );
    const { concepts, reasons } = await importTexts(importer, changed);
    const names = concepts.flatMap(({ name, synonyms }) => [
      name,
      ...synonyms.map((synonym) => synonym.name),
    ]);
    expect(names.every((name) => name.length <= MAX_NAME_LENGTH)).toBe(true);
    expect(reasons.map(({ why }) => why)).toContainEqual(expect.stringContaining('long'));
  });
});
