/** `npx tsx scripts/make-exported-adapter.ts`: writes src/model/golden/adapters/exported anew. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createEngine } from '../src/model/bart/engine.js';
import {
  adapterToExport,
  exportedFiles,
  placesToScore,
  scoresOf,
} from '../src/model/testing/exported-adapter.js';
import { goldenFolder } from '../src/model/testing/golden-folder.js';
import { weightsFromHuggingFace } from '../src/model/testing/hugging-face.js';
import { useNodeBackend } from './node-backend.js';

const FOLDER = new URL('../src/model/golden/adapters/exported/', import.meta.url);

await useNodeBackend('wasm');
const weights = await weightsFromHuggingFace(goldenFolder('tiny-beam'), { dtype: 'f32' });
const engine = createEngine(weights, 'wasm');
const adapter = adapterToExport(weights);
engine.adapt(adapter);
const places = placesToScore(weights);
const scores = await scoresOf(engine, places);
await mkdir(FOLDER, { recursive: true });
for (const [name, bytes] of await exportedFiles(weights, adapter))
  await writeFile(new URL(name, FOLDER), bytes);
const scored = places.map((place, i) => ({ ...place, scores: (scores[i] ?? []).map((row) => [...row]) }));
await writeFile(
  new URL('scores.json', FOLDER),
  `${JSON.stringify({ base: weights.hash, places: scored })}\n`,
);
