import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useNodeBackend } from '../../../scripts/node-backend.js';
import { createRandom } from '../../core/random.js';
import { largestDifference, readGolden } from '../testing/golden.js';
import { goldenFolder } from '../testing/golden-folder.js';
import { weightsFromHuggingFace } from '../testing/hugging-face.js';
import { createEngine, type ModelEngine } from './engine.js';

const TOLERANCE = 1e-4;
const SEED = 20261124;

function identity(size: number, scale = 1): Float32Array {
  return Float32Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? scale : 0));
}

describe.each(['cpu', 'wasm'] as const)('readStates on %s', (backend) => {
  const read = goldenFolder('tiny-scaled');
  let engine: ModelEngine;
  let width: number;
  let deepest: number;
  beforeAll(async () => {
    await useNodeBackend(backend);
    engine = createEngine(await weightsFromHuggingFace(read, { dtype: 'f32' }), backend);
    const { config } = (await weightsFromHuggingFace(read, { dtype: 'f32' })).manifest;
    width = config.width;
    deepest = config.encoderLayers;
  });

  it('reads the last states of Transformers, one row a token, for sources of unequal length', async () => {
    const reading = engine.readStates([{ layer: deepest, weight: identity(width) }]);
    for (const { sources, states } of await readGolden(read)) {
      expect(largestDifference(await reading.read(sources), states)).toBeLessThan(TOLERANCE);
    }
    reading.dispose();
  });

  it('adds the projections of several layers', async () => {
    const random = createRandom(SEED);
    const matrix = () => Float32Array.from({ length: width * 3 }, () => random() - 0.5);
    const projections = [...new Set([0, 1, deepest])].map((layer) => ({ layer, weight: matrix() }));
    const sources = (await readGolden(read))[0]?.sources ?? [];
    const together = engine.readStates(projections);
    const expected = new Float32Array(3 * sources.reduce((sum, source) => sum + source.length, 0));
    for (const projection of projections) {
      const alone = engine.readStates([projection]);
      (await alone.read(sources)).forEach((value, at) => (expected[at] = (expected[at] ?? 0) + value));
      alone.dispose();
    }
    expect(largestDifference(await together.read(sources), expected)).toBeLessThan(TOLERANCE);
    together.dispose();
  });

  it('owns its matrices until it is disposed, twice at no harm, and nothing else', async () => {
    const sources = (await readGolden(read))[0]?.sources ?? [];
    const before = tf.memory().numTensors;
    const reading = engine.readStates([
      { layer: 0, weight: identity(width) },
      { layer: 1, weight: identity(width, 2) },
    ]);
    expect(tf.memory().numTensors).toBe(before + 2);
    await reading.read(sources);
    expect(tf.memory().numTensors).toBe(before + 2);
    reading.dispose();
    reading.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('goes with the engine', async () => {
    const before = tf.memory().numTensors;
    const other = createEngine(await weightsFromHuggingFace(read, { dtype: 'f32' }), backend);
    other.readStates([{ layer: 0, weight: identity(width) }]);
    other.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses more tokens than there are positions', async () => {
    const reading = engine.readStates([{ layer: 0, weight: identity(width) }]);
    const source = new Array<number>(engine.maxPositions + 1).fill(5);
    await expect(reading.read([source])).rejects.toMatchObject({ kind: 'too-large' });
    reading.dispose();
  });
});
