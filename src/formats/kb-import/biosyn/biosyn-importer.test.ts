import { describe, expect, it } from 'vitest';
import { hasSharedData, readShared } from '../../testing/shared-data.js';
import { parseBiosyn } from '../../biosyn.js';
import { importTexts } from '../testing/import-text.js';
import { biosynImporter } from './biosyn-importer.js';

describe('biosynImporter', () => {
  it('reads a dictionary line by line', async () => {
    const text = 'D1||alpha ache|first ache\n\nD2|100||beta\nno bars\nD1||again\n';
    const { score, preview, concepts, reasons } = await importTexts(biosynImporter, { 'd.txt': text });
    expect(score).toBe(0);
    expect(preview.recognised).toBe('BioSyn dictionary');
    expect(concepts).toMatchObject([
      {
        id: 'D1',
        name: 'alpha ache',
        synonyms: [{ name: 'first ache', scope: 'exact' }],
        group: 'Test group',
      },
      { id: 'D2', name: 'beta', aliases: ['100'] },
    ]);
    expect(reasons.flatMap(({ lines }) => lines.map(({ line }) => line)).sort()).toEqual([4, 5]);
  });

  it.skipIf(!hasSharedData)('reads MEDIC as the parser of whole files does', async () => {
    const text = readShared('kb/medic-2012-07-06.txt');
    const { score, concepts } = await importTexts(biosynImporter, { 'medic.txt': text });
    expect(score).toBeGreaterThan(0.7);
    const whole = parseBiosyn(text, 'Test group').concepts;
    expect(concepts.map(({ id, name }) => [id, name])).toEqual(
      whole.map(({ id, name }) => [id, name.trim()]),
    );
  });

  it('refuses what has no concept', async () => {
    await expect(importTexts(biosynImporter, { 'd.txt': 'nothing\n' })).rejects.toMatchObject({
      kind: 'bad-format',
    });
  });
});
