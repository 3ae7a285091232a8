import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { useNodeBackend } from '../../../scripts/node-backend.js';
import { createAdapter } from '../../core/adapter/adapter.js';
import type { ModelEngine } from '../bart/engine.js';
import { createEngine } from '../bart/engine.js';
import { goldenFolder } from '../testing/golden-folder.js';
import { largestDifference, logSoftmax } from '../testing/golden.js';
import { weightsFromHuggingFace } from '../testing/hugging-face.js';
import { readPreferenceGolden, type PreferenceGolden } from '../testing/preference-golden.js';

async function setUp(backend: 'cpu' | 'wasm') {
  await useNodeBackend(backend);
  const weights = await weightsFromHuggingFace(goldenFolder('tiny-plain'), { dtype: 'f32' });
  const golden = await readPreferenceGolden(goldenFolder('preference/tiny-plain'), weights);
  const engine = createEngine(weights, backend);
  return { engine, golden, weights };
}

/** Largest difference of the log-probabilities of the chosen names from PEFT's logits. */
async function difference(
  engine: ModelEngine,
  golden: PreferenceGolden,
  which: 'logits' | 'logits.off',
): Promise<number> {
  const examples = golden.logitsOf.flatMap((place) => golden.examples[place] ?? []);
  const encoded = await engine.encode(examples.map(({ input }) => input.source));
  const rows = examples.map(({ input, chosen }, mention) => ({
    mention,
    prefix: input.prefix,
    name: chosen,
  }));
  const scores = await engine.score(encoded, rows);
  engine.free(encoded);
  const logits = await golden.logits(which);
  let row = 0;
  let largest = 0;
  examples.forEach(({ input, chosen }, i) => {
    const expected = chosen.map((token, place) => {
      const at = row + input.prefix.length - 1 + place;
      return logSoftmax(logits, at, engine.vocabularySize)[token] ?? Number.NaN;
    });
    largest = Math.max(largest, largestDifference(scores[i] ?? [], expected));
    row += input.prefix.length + chosen.length - 1;
  });
  return largest;
}

describe.each(['cpu', 'wasm'] as const)('an engine with an adapter on %s', (backend) => {
  it('computes what PEFT computes, and without it what it computed before', async () => {
    const { engine, golden } = await setUp(backend);
    expect(golden.logitsOf.length).toBeGreaterThan(0);
    expect(await difference(engine, golden, 'logits.off')).toBeLessThan(2e-5);
    engine.adapt(golden.adapter('random'));
    const adapted = await difference(engine, golden, 'logits');
    process.stdout.write(`parity adapter ${backend}: given names ${adapted.toExponential(1)} from PEFT\n`);
    expect(adapted).toBeLessThan(2e-5);
    expect(await difference(engine, golden, 'logits.off')).toBeGreaterThan(0.1);
    engine.adapt(null);
    expect(await difference(engine, golden, 'logits.off')).toBeLessThan(2e-5);
    engine.dispose();
  });

  it('keeps the one before when another cannot be put on, and holds no tensor longer than it is used', async () => {
    const { engine, golden, weights } = await setUp(backend);
    const { numTensors } = tf.memory();
    engine.adapt(golden.adapter('random'));
    const adapted = tf.memory().numTensors;
    const { config } = weights.manifest;
    const larger = createAdapter(
      { ...config, width: 2 * config.width },
      { rank: 2, alpha: 4, targets: ['self-attention'] },
      1,
    );
    expect(() => engine.adapt(larger)).toThrow(
      expect.objectContaining({
        kind: 'model-incompatible',
        data: {
          expected: 'decoder.layers.0.self_attn.q_proj [32, 32]',
          got: 'decoder.layers.0.self_attn.q_proj [64, 64]',
        },
      }),
    );
    expect(await difference(engine, golden, 'logits')).toBeLessThan(2e-5);
    engine.adapt(golden.adapter('zero'));
    expect(tf.memory().numTensors).toBe(adapted);
    engine.adapt(null);
    expect(tf.memory().numTensors).toBe(numTensors);
    engine.dispose();
  });

  it('changes nothing when its second factors are zero', async () => {
    const { engine, golden } = await setUp(backend);
    engine.adapt(golden.adapter('zero'));
    expect(await difference(engine, golden, 'logits.off')).toBeLessThan(2e-5);
    engine.dispose();
  });
});
