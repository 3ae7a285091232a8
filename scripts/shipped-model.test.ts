import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Meanings } from '../src/core/link/meaning.js';
import { parseTokenizer } from '../src/core/tokenizer/parse-tokenizer.js';
import { createEngine, loadModel, vectorReaderOf } from '../src/model/index.js';
import { useNodeBackend } from './node-backend.js';
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

it('ships a name encoder that reads synonyms as near, and weights for what it says', async () => {
  const { backend } = await useNodeBackend('wasm');
  const weights = await loadModel(folderSource(FOLDER));
  const engine = createEngine(weights, backend);
  const read = vectorReaderOf({ weights, engine, tokenizer: parseTokenizer(weights.tokenizer) });
  if (read === null) throw new Error('The shipped model has no name encoder.');
  const meanings = new Meanings(read);
  const synonyms = ['swelling of the optic disc', 'edema of the optic disc'] as const;
  const other = 'optic disk drusen';
  await meanings.learn([...synonyms, other]);
  engine.dispose();
  const near = meanings.similarity(...synonyms);
  expect(near).toBeGreaterThan(0.8);
  expect(near).toBeGreaterThan(meanings.similarity(synonyms[0], other) + 0.1);
  expect(weights.manifest.combiner?.open?.weights.nearMeaning).toBeGreaterThan(0);
});
