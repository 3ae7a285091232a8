import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useNodeBackend } from '../../../scripts/node-backend.js';
import {
  engineDifference,
  GOLDEN_MODELS,
  largestDifference,
  namesDifference,
  rawOutputs,
  readGolden,
} from '../testing/golden.js';
import { goldenFolder } from '../testing/golden-folder.js';
import { engineFromHuggingFace, weightsFromHuggingFace } from '../testing/hugging-face.js';

/** Against Transformers in f64; what the issue asks for. */
const TOLERANCE = 1e-4;
/** Quantised against f32: the logits of these models spread over about 10, so int8 is a few per cent. */
const QUANTISED_TOLERANCE = { q8_32: 0.4, q4_32: 4 } as const;
const QUANTISED = GOLDEN_MODELS.flatMap((name) => [['q8_32', name] as const, ['q4_32', name] as const]);

describe.each(['cpu', 'wasm'] as const)('BART on %s', (backend) => {
  beforeAll(async () => {
    await useNodeBackend(backend);
  });

  it.each(GOLDEN_MODELS)('has the encoder states and logits of Transformers: %s', async (name) => {
    const read = goldenFolder(name);
    const weights = await weightsFromHuggingFace(read, { dtype: 'f32' });
    const maxima = { states: 0, logits: 0 };
    for (const golden of await readGolden(read)) {
      const got = await rawOutputs(weights, golden);
      maxima.states = Math.max(maxima.states, largestDifference(got.states, golden.states));
      maxima.logits = Math.max(maxima.logits, largestDifference(got.logits, golden.logits));
    }
    process.stdout.write(
      `parity ${backend} ${name}: states ${maxima.states.toExponential(1)}, logits ${maxima.logits.toExponential(1)}\n`,
    );
    expect(maxima.states).toBeLessThan(TOLERANCE);
    expect(maxima.logits).toBeLessThan(TOLERANCE);
  });

  it.each(GOLDEN_MODELS)('gives the same log-probabilities step by step: %s', async (name) => {
    const read = goldenFolder(name);
    const engine = await engineFromHuggingFace(read, { dtype: 'f32' }, backend);
    const cases = await readGolden(read);
    let largest = 0;
    for (const golden of cases) largest = Math.max(largest, await engineDifference(engine, golden));
    engine.dispose();
    process.stdout.write(`parity ${backend} ${name}: step by step ${largest.toExponential(1)}\n`);
    expect(largest).toBeLessThan(TOLERANCE);
  });

  it.each(GOLDEN_MODELS)('scores given names as Transformers does: %s', async (name) => {
    const read = goldenFolder(name);
    const engine = await engineFromHuggingFace(read, { dtype: 'f32' }, backend);
    const loaded = tf.memory().numTensors;
    let largest = 0;
    for (const golden of await readGolden(read)) {
      expect(golden.scores.length).toBeGreaterThan(golden.names.length);
      largest = Math.max(largest, await namesDifference(engine, golden));
      expect(tf.memory().numTensors).toBe(loaded);
    }
    engine.dispose();
    process.stdout.write(`parity ${backend} ${name}: given names ${largest.toExponential(1)}\n`);
    expect(largest).toBeLessThan(TOLERANCE);
  });

  it('gives the same when the output head and the batch are cut into pieces', async () => {
    const read = goldenFolder('tiny-scaled');
    const weights = await weightsFromHuggingFace(read, { dtype: 'f32' });
    for (const golden of await readGolden(read)) {
      const got = await rawOutputs(weights, golden, { headBytes: 4000, activationBytes: 10_000 });
      expect(largestDifference(got.states, golden.states)).toBeLessThan(TOLERANCE);
      expect(largestDifference(got.logits, golden.logits)).toBeLessThan(TOLERANCE);
    }
  });

  it.each(QUANTISED)('stays close in %s: %s', async (dtype, name) => {
    const read = goldenFolder(name);
    const weights = await weightsFromHuggingFace(read, { dtype });
    const differences: number[] = [];
    for (const golden of await readGolden(read)) {
      differences.push(largestDifference((await rawOutputs(weights, golden)).logits, golden.logits));
    }
    process.stdout.write(`${dtype} ${backend} ${name}: logits ${Math.max(...differences).toFixed(3)}\n`);
    expect(Math.max(...differences)).toBeLessThan(QUANTISED_TOLERANCE[dtype]);
    expect(Math.min(...differences)).toBeGreaterThan(TOLERANCE);
  });

  // Plain JavaScript is too slow for more, and owns tensors by the same code.
  const documents = backend === 'wasm' ? 200 : 20;
  it(`holds no tensor after ${documents} documents, and none at all after dispose`, async () => {
    const read = goldenFolder('tiny-scaled');
    const before = tf.memory().numTensors;
    const engine = await engineFromHuggingFace(read, { dtype: 'f32' }, backend);
    const loaded = tf.memory().numTensors;
    const cases = await readGolden(read);
    for (let document = 0; document < documents; document += 1) {
      const golden = cases[document % 2];
      if (golden) await engineDifference(engine, golden);
      expect(tf.memory().numTensors).toBe(loaded);
    }
    engine.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
