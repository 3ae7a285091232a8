import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useNodeBackend } from '../../../scripts/node-backend.js';
import { createTokenizer } from '../../core/tokenizer/create-tokenizer.js';
import { createEngine, type ModelEngine } from '../bart/engine.js';
import { goldenFolder } from '../testing/golden-folder.js';
import { openTensors, weightsFromHuggingFace } from '../testing/hugging-face.js';
import type { LoadedWeights } from '../weights/load.js';
import { nameInput, vectorReaderOf } from './meanings.js';
import { readNameEncoder, recordOf, writeNameEncoder, type NameEncoder } from './name-encoder-file.js';
import { nameEncoderFrom } from './name-encoder-from.js';

interface Golden {
  readonly rank: number;
  readonly names: readonly string[];
  readonly tokens: readonly (readonly number[])[];
  readonly vectors: readonly (readonly number[])[];
}

const FOLDER = new URL('./golden/', import.meta.url);
const golden = JSON.parse(readFileSync(new URL('golden.json', FOLDER), 'utf8')) as Golden;

/** PyTorch and tfjs in f32, after some hundred operations. */
const TOLERANCE = 1e-5;

let weights: LoadedWeights;
let encoder: NameEncoder;
let engine: ModelEngine;

beforeAll(async () => {
  const { backend } = await useNodeBackend('wasm');
  weights = await weightsFromHuggingFace(goldenFolder('tiny-beam'), { dtype: 'f32' });
  const tensors = await openTensors(
    (name) => Promise.resolve(readFileSync(new URL(name, FOLDER))),
    'name-encoder.safetensors',
  );
  encoder = await nameEncoderFrom(tensors, weights.manifest.config);
  engine = createEngine(weights, backend);
});
afterAll(() => {
  engine.dispose();
});

function farthest(found: Float32Array, expected: readonly (readonly number[])[]): number {
  const flat = expected.flat();
  expect(found).toHaveLength(flat.length);
  return Math.max(...flat.map((value, i) => Math.abs(value - (found[i] ?? NaN))));
}

describe('reading names', () => {
  it('gives the vectors that PyTorch gives, in a batch and one by one', async () => {
    const reading = engine.readNames(encoder);
    expect(farthest(await reading.read(golden.tokens), golden.vectors)).toBeLessThan(TOLERANCE);
    for (const [i, tokens] of golden.tokens.entries()) {
      expect(farthest(await reading.read([tokens]), golden.vectors.slice(i, i + 1))).toBeLessThan(TOLERANCE);
    }
    reading.dispose();
  });

  it('differs from the encoder without the factors', async () => {
    const zero: NameEncoder = {
      ...encoder,
      layers: encoder.layers.map((layer) =>
        recordOf((projection) => ({ ...layer[projection], b: layer[projection].b.map(() => 0) })),
      ),
    };
    const reading = engine.readNames(zero);
    expect(farthest(await reading.read(golden.tokens), golden.vectors)).toBeGreaterThan(0.01);
    reading.dispose();
  });

  it('reads the same pieces as in training', () => {
    const tokenizer = createTokenizer(JSON.parse(new TextDecoder().decode(weights.tokenizer)));
    expect(golden.names.map((name) => nameInput(weights.manifest.layout, tokenizer, name))).toEqual(
      golden.tokens,
    );
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const reading = engine.readNames(encoder);
    const held = tf.memory().numTensors;
    expect(held).toBeGreaterThan(before);
    await reading.read(golden.tokens);
    expect(tf.memory().numTensors).toBe(held);
    reading.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves what the generator encodes as it is', async () => {
    const rows = [{ mention: 0, prefix: [2], name: [7, 3] }] as unknown as Parameters<
      ModelEngine['score']
    >[1];
    const score = async () => {
      const encoded = await engine.encode([[2, 6, 7, 3]] as never);
      const [found] = await engine.score(encoded, rows);
      engine.free(encoded);
      return [...(found ?? [])];
    };
    const before = await score();
    const reading = engine.readNames(encoder);
    await reading.read(golden.tokens);
    expect(await score()).toEqual(before);
    reading.dispose();
  });

  it('is not there for a model that came without', () => {
    const tokenizer = createTokenizer(JSON.parse(new TextDecoder().decode(weights.tokenizer)));
    expect(vectorReaderOf({ weights, engine, tokenizer })).toBeNull();
  });
});

describe('name-encoder.bin', () => {
  it('comes back as it was written, up to the rounding to 8 bits', () => {
    const { config } = weights.manifest;
    const bytes = writeNameEncoder(encoder);
    const read = readNameEncoder(bytes, encoder.rank, config);
    expect(writeNameEncoder(read)).toEqual(bytes);
    const [given, found] = [encoder.layers[1]?.fc1.a ?? [], read.layers[1]?.fc1.a ?? []];
    const largest = Math.max(...given.map(Math.abs));
    expect(Math.max(...given.map((value, i) => Math.abs(value - (found[i] ?? NaN))))).toBeLessThan(
      largest / 200,
    );
  });

  it('is refused when it is cut off, or of another rank', () => {
    const bytes = writeNameEncoder(encoder);
    const { config } = weights.manifest;
    expect(() => readNameEncoder(bytes.subarray(1), encoder.rank, config)).toThrow(
      /has \d+ bytes where rank 5/,
    );
    expect(() => readNameEncoder(bytes, encoder.rank + 1, config)).toThrow(/rank 6/);
  });

  it('is refused when it was trained for another model', async () => {
    const tensors = await openTensors(
      (name) => Promise.resolve(readFileSync(new URL(name, FOLDER))),
      'name-encoder.safetensors',
    );
    const other = { ...weights.manifest.config, encoderFfn: 48 };
    await expect(nameEncoderFrom(tensors, other)).rejects.toMatchObject({ kind: 'model-incompatible' });
  });
});
