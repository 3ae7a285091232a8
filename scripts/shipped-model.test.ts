import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadModel } from '../src/model/index.js';
import { folderSource } from './node/load-linker.js';

const FOLDER = path.join(import.meta.dirname, '../public/models/default');
/** What a first visit may have to fetch of the model: 30 MB, in bytes as they lie on the server. */
const MOST_BYTES = 30_000_000;

it('ships a whole model of at most 30 MB', async () => {
  const { manifest } = await loadModel(folderSource(FOLDER));
  const fetched = readdirSync(FOLDER).filter((name) => name !== 'README.md');
  const bytes = fetched.reduce((sum, name) => sum + statSync(path.join(FOLDER, name)).size, 0);
  const named = ['manifest.json', manifest.tokenizer.file, ...manifest.shards.map(({ file }) => file)];
  expect(fetched).toEqual(expect.arrayContaining(named));
  expect(bytes).toBeGreaterThanOrEqual(manifest.totalBytes);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});
