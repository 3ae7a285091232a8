import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useNodeBackend } from '../../../scripts/node-backend.js';
import type { Engine } from '../../core/decode/engine.js';
import type { TokenId } from '../../core/ids.js';
import { allAllowed } from '../testing/golden.js';
import { goldenFolder } from '../testing/golden-folder.js';
import { engineFromHuggingFace, weightsFromHuggingFace } from '../testing/hugging-face.js';
import { createEngine } from './engine.js';

const ids = (...values: number[]): TokenId[] => values as TokenId[];
const rows = (parents: number[], tokens: number[]): { parents: Uint32Array; tokens: Uint32Array } => ({
  parents: Uint32Array.from(parents),
  tokens: Uint32Array.from(tokens),
});

describe('createEngine', () => {
  const read = goldenFolder('tiny-scaled');
  let engine: Engine;
  let loaded: number;
  beforeAll(async () => {
    await useNodeBackend('wasm');
    engine = await engineFromHuggingFace(read, { dtype: 'f32' }, 'wasm');
    loaded = tf.memory().numTensors;
  });
  afterAll(() => {
    engine.dispose();
  });

  it('gives probabilities that sum to one over the vocabulary', async () => {
    const encoded = await engine.encode([ids(1, 9, 2), ids(1, 8, 7, 6, 2)]);
    const { state, logProbs } = await engine.prefill(
      encoded,
      [ids(2, 5), ids(2)],
      allAllowed(2, engine.vocabularySize),
    );
    for (const row of [0, 1]) {
      const own = logProbs.subarray(row * engine.vocabularySize, (row + 1) * engine.vocabularySize);
      expect(own.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 5);
    }
    engine.free(state);
    engine.free(encoded);
  });

  it('returns exactly the allowed tokens, in their order, rows without any included', async () => {
    const encoded = await engine.encode([ids(1, 9, 2)]);
    const prefilled = await engine.prefill(encoded, [ids(2)], allAllowed(1, engine.vocabularySize));
    const step = rows([0, 0, 0], [5, 6, 5]);
    const all = await engine.prefill(encoded, [ids(2)], allAllowed(1, engine.vocabularySize));
    const full = await engine.step(all.state, step, allAllowed(3, engine.vocabularySize));
    const some = await engine.step(prefilled.state, step, {
      starts: Uint32Array.of(0, 2, 2, 5),
      tokens: Uint32Array.of(80, 3, 7, 7, 0),
    });
    const at = (row: number, token: number): number =>
      full[row * engine.vocabularySize + token] ?? Number.NaN;
    expect([...some]).toEqual([at(0, 80), at(0, 3), at(2, 7), at(2, 7), at(2, 0)]);
    for (const handle of [prefilled.state, all.state, encoded]) engine.free(handle);
  });

  it('takes rows in any order', async () => {
    const encoded = await engine.encode([ids(1, 9, 2), ids(1, 8, 7, 2)]);
    const run = async (parents: number[], tokens: number[]): Promise<number[][]> => {
      const { state } = await engine.prefill(encoded, [ids(2, 5, 6), ids(2)], allAllowed(2, 1));
      const got = await engine.step(
        state,
        rows(parents, tokens),
        allAllowed(parents.length, engine.vocabularySize),
      );
      engine.free(state);
      return parents.map((_, row) => [
        ...got.subarray(row * engine.vocabularySize, (row + 1) * engine.vocabularySize),
      ]);
    };
    const sorted = await run([0, 0, 1], [10, 11, 12]);
    const mixed = await run([1, 0, 0], [12, 11, 10]);
    for (const [row, other] of [
      [0, 2],
      [1, 1],
      [2, 0],
    ] as const) {
      sorted[row]?.forEach((value, token) => expect(mixed[other]?.[token]).toBeCloseTo(value, 5));
    }
    engine.free(encoded);
  });

  it('refuses what the model cannot read, and keeps nothing of it', async () => {
    const encoded = await engine.encode([ids(1, 9, 2)]);
    const one = allAllowed(1, 3);
    const { state } = await engine.prefill(encoded, [ids(2)], one);
    const before = tf.memory().numTensors;
    const long = Array.from({ length: engine.maxPositions + 1 }, () => 5) as TokenId[];
    await expect(engine.encode([long])).rejects.toMatchObject({
      kind: 'too-large',
      data: { expected: 40, got: 41 },
    });
    await expect(engine.encode([ids(83)])).rejects.toMatchObject({ kind: 'model-incompatible' });
    await expect(engine.encode([[]])).rejects.toThrow(RangeError);
    await expect(engine.encode([])).rejects.toThrow(RangeError);
    await expect(engine.prefill(encoded, [ids(2), ids(2)], allAllowed(2, 3))).rejects.toThrow(RangeError);
    await expect(engine.step(state, rows([0], [99]), one)).rejects.toMatchObject({
      kind: 'model-incompatible',
    });
    await expect(engine.step(state, rows([0], [5]), allAllowed(1, 84))).rejects.toMatchObject({
      kind: 'model-incompatible',
    });
    await expect(engine.step(state, rows([0], [5]), allAllowed(2, 3))).rejects.toThrow(RangeError);
    expect(await engine.step(state, rows([], []), allAllowed(0, 3))).toHaveLength(0);
    expect(tf.memory().numTensors).toBe(before);
    engine.free(state);
    engine.free(encoded);
    expect(tf.memory().numTensors).toBe(loaded);
  });

  it('scores given names in the order asked, and nothing for none', async () => {
    const encoded = await engine.encode([ids(1, 9, 2), ids(1, 8, 7, 6, 2)]);
    const named = (mention: number, ...name: number[]) => ({
      mention,
      prefix: ids(2, 5),
      name: ids(...name),
    });
    const asked = [named(1, 10, 11, 2), named(0, 12, 2), named(1, 2), named(0, 10, 11, 2)];
    const together = await engine.score(encoded, asked);
    expect(together.map(({ length }) => length)).toEqual([3, 2, 1, 3]);
    for (const [i, row] of asked.entries()) {
      const [alone] = await engine.score(encoded, [row]);
      together[i]?.forEach((value, place) => expect(alone?.[place]).toBeCloseTo(value, 5));
    }
    expect(await engine.score(encoded, [])).toEqual([]);
    engine.free(encoded);
    expect(tf.memory().numTensors).toBe(loaded);
    await expect(engine.score(encoded, asked)).rejects.toMatchObject({ kind: 'internal' });
  });

  it('refuses names that the model cannot read, and keeps nothing of them', async () => {
    const encoded = await engine.encode([ids(1, 9, 2)]);
    const before = tf.memory().numTensors;
    const good = { mention: 0, prefix: ids(2), name: ids(5, 2) };
    const long = Array.from({ length: engine.maxPositions }, () => 5) as TokenId[];
    const [longest] = await engine.score(encoded, [{ ...good, name: long }]);
    expect(longest).toHaveLength(engine.maxPositions);
    for (const [wrong, error] of [
      [{ name: [...long, ...ids(2)] }, { kind: 'too-large', data: { expected: 40, got: 41 } }],
      [{ name: ids(5, 83) }, { kind: 'model-incompatible' }],
      [{ prefix: ids(83) }, { kind: 'model-incompatible' }],
      [{ name: [] }, { name: 'RangeError' }],
      [{ prefix: [] }, { name: 'RangeError' }],
      [{ mention: 1 }, { name: 'RangeError' }],
      [{ mention: -1 }, { name: 'RangeError' }],
    ] as const) {
      await expect(engine.score(encoded, [good, { ...good, ...wrong }])).rejects.toMatchObject(error);
    }
    expect(tf.memory().numTensors).toBe(before);
    engine.free(encoded);
  });

  it('stops at the longest decoder input', async () => {
    const encoded = await engine.encode([ids(1, 9, 2)]);
    const prefix = Array.from({ length: engine.maxPositions - 1 }, () => 5) as TokenId[];
    const { state } = await engine.prefill(encoded, [prefix], allAllowed(1, 3));
    expect(await engine.step(state, rows([0], [5]), allAllowed(1, 3))).toHaveLength(3);
    await expect(engine.step(state, rows([0], [5]), allAllowed(1, 3))).rejects.toMatchObject({
      kind: 'too-large',
    });
    engine.free(state);
    engine.free(encoded);
  });

  it('says so when something is used after it was freed; freeing twice is nothing', async () => {
    const encoded = await engine.encode([ids(1, 9, 2)]);
    const { state } = await engine.prefill(encoded, [ids(2)], allAllowed(1, 3));
    engine.free(encoded);
    engine.free(encoded);
    await expect(engine.step(state, rows([0], [5]), allAllowed(1, 3))).rejects.toMatchObject({
      kind: 'internal',
    });
    await expect(engine.prefill(encoded, [ids(2)], allAllowed(1, 3))).rejects.toMatchObject({
      kind: 'internal',
    });
    engine.free(state);
    engine.free(state);
    expect(tf.memory().numTensors).toBe(loaded);
  });

  it('keeps nothing of a model that does not fit', async () => {
    const weights = await weightsFromHuggingFace(read, { dtype: 'f32' });
    const full = {
      ...weights,
      rows: (name: string, first?: number, count?: number): Float32Array => {
        if (name.startsWith('decoder.layers.1')) throw new Error('out of memory');
        return weights.rows(name, first, count);
      },
    };
    expect(() => createEngine(full, 'wasm')).toThrow(
      expect.objectContaining({
        kind: 'too-large',
        data: { backend: 'wasm', got: 'out of memory' },
      }) as Error,
    );
    expect(tf.memory().numTensors).toBe(loaded);
  });

  it('refuses to start on a backend that is not the active one', async () => {
    const weights = await weightsFromHuggingFace(read, { dtype: 'f32' });
    expect(() => createEngine(weights, 'webgpu')).toThrow(/webgpu, but wasm is active/);
  });
});
