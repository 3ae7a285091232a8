import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useNodeBackend } from '../../../scripts/node-backend.js';
import type { NameRow } from '../../core/decode/engine.js';
import type { TokenId } from '../../core/ids.js';
import { largestDifference, readGolden, type GoldenCase } from '../testing/golden.js';
import { goldenFolder } from '../testing/golden-folder.js';
import { weightsFromHuggingFace } from '../testing/hugging-face.js';
import { crossCaches } from './decoder.js';
import { encodeStates, sourceMask } from './encoder.js';
import { allowedLogProbs } from './head.js';
import { nameBatches, nameStates, type NameBatch } from './name-states.js';
import { padRight } from './padding.js';
import { uploadParameters, type Parameters } from './parameters.js';

const TOLERANCE = 1e-4;
const read = goldenFolder('tiny-scaled');
let parameters: Parameters;
beforeAll(async () => {
  await useNodeBackend('wasm');
  parameters = uploadParameters(await weightsFromHuggingFace(read, { dtype: 'f32' }), 4000);
});
afterAll(() => parameters.dispose());

/** Rows with their mentions side by side. */
const sortedRows = ({ names }: GoldenCase): readonly NameRow[] =>
  [...names].sort((a, b) => a.mention - b.mention);

async function scores(
  { sources }: GoldenCase,
  rows: readonly NameRow[],
  limits: { readonly batch: number; readonly logits: number },
): Promise<{ batches: readonly NameBatch[]; logProbs: Float32Array }> {
  const padded = padRight(sources, Math.max(...sources.map(({ length }) => length)));
  const shape = { mentions: padded.rows, sourceLength: padded.length };
  const batches = nameBatches(rows, shape, parameters.config, 'wasm', limits.batch);
  const tokens = Uint32Array.from(rows.flatMap(({ name }) => name));
  const starts = Uint32Array.from({ length: tokens.length + 1 }, (_, place) => place);
  const states = tf.tidy(() => {
    const mask = sourceMask(padded);
    const cross = crossCaches(parameters, encodeStates(parameters, padded), padded.rows);
    return tf.concat(batches.map((batch) => nameStates(parameters, batch, cross, mask)));
  });
  const logProbs = await allowedLogProbs(parameters, states, { starts, tokens }, limits.logits);
  states.dispose();
  return { batches, logProbs };
}

it('gives the same in one batch, in many, and with the head in pieces', async () => {
  const before = tf.memory().numTensors;
  const golden = (await readGolden(read))[2];
  if (!golden) throw new Error('There is no third case.');
  const rows = sortedRows(golden);
  const whole = await scores(golden, rows, { batch: 1e9, logits: 1e9 });
  const cut = await scores(golden, rows, { batch: 30_000, logits: 500 });
  const single = await scores(golden, rows, { batch: 1, logits: 1 });
  expect(whole.batches.length).toBe(1);
  expect(cut.batches.length).toBeGreaterThan(1);
  expect(cut.batches.length).toBeLessThan(rows.length);
  expect(single.batches.length).toBe(rows.length);
  expect(whole.logProbs.length).toBe(rows.flatMap(({ name }) => name).length);
  expect(largestDifference(cut.logProbs, whole.logProbs)).toBeLessThan(TOLERANCE);
  expect(largestDifference(single.logProbs, whole.logProbs)).toBeLessThan(TOLERANCE);
  expect(tf.memory().numTensors).toBe(before);
});

it('reads only the sources that its rows name, each once', () => {
  const row = (mention: number): NameRow => ({
    mention,
    prefix: [5 as TokenId],
    name: [6, 7, 2] as TokenId[],
  });
  const shape = { mentions: 12, sourceLength: 9 };
  const [batch, ...others] = nameBatches([row(2), row(2), row(11)], shape, parameters.config, 'wasm');
  expect(others).toEqual([]);
  expect([...(batch?.mentions ?? [])]).toEqual([2, 11]);
  expect([...(batch?.mentionOfRow ?? [])]).toEqual([0, 0, 1]);
  // The last token is not read: three columns, and each position predicts what follows it.
  expect(batch?.inputs.length).toBe(3);
  expect([...(batch?.predicting ?? [])]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
