import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { useNodeBackend } from '../../../scripts/node-backend.js';
import { factorsOf, withFactors } from '../../core/adapter/factors.js';
import type { TokenId } from '../../core/ids.js';
import { createRandom } from '../../core/random.js';
import { adamStep, addGradients, clipGradients, startAdam } from '../../core/training/adam-w.js';
import { rateAt } from '../../core/training/schedule.js';
import { uploadParameters } from '../bart/parameters.js';
import { goldenFolder } from '../testing/golden-folder.js';
import { largestDifference } from '../testing/golden.js';
import { weightsFromHuggingFace } from '../testing/hugging-face.js';
import { readPreferenceGolden, trainingDifference, wholeBatch } from '../testing/preference-golden.js';
import { createAdapterTrainer } from './adapter-trainer.js';

const BACKENDS = ['cpu', 'wasm'] as const;
const MODELS = ['tiny-plain', 'tiny-scaled'] as const;

/** Kept in the output of the gate. */
function say(line: string): void {
  process.stdout.write(`parity training ${line}\n`);
}

async function setUp(backend: (typeof BACKENDS)[number], model: (typeof MODELS)[number]) {
  await useNodeBackend(backend);
  const weights = await weightsFromHuggingFace(goldenFolder(model), { dtype: 'f32' });
  const golden = await readPreferenceGolden(goldenFolder(`preference/${model}`), weights);
  const parameters = uploadParameters(weights);
  const trainer = createAdapterTrainer(weights, parameters, backend);
  return { golden, trainer, parameters, weights };
}

describe.each(BACKENDS)('a training step on %s', { timeout: 180_000 }, (backend) => {
  describe.each(MODELS)('of %s', (model) => {
    it('has the losses and every gradient that PyTorch and PEFT have', async () => {
      const { golden, trainer, parameters } = await setUp(backend, model);
      expect(golden.cases.length).toBeGreaterThan(0);
      const { losses, gradients, scores } = await trainingDifference(trainer, golden);
      say(
        `${model} on ${backend}: losses ${losses.toExponential(1)}, gradients ${gradients.toExponential(1)}, ` +
          `scores ${scores.toExponential(1)} from PyTorch`,
      );
      expect(losses).toBeLessThan(1e-5);
      expect(gradients).toBeLessThan(1e-5);
      expect(scores).toBeLessThan(1e-4);
      trainer.dispose();
      parameters.dispose();
    });
  });

  it('follows PyTorch through fifty steps of AdamW', async () => {
    const { golden, trainer, parameters } = await setUp(backend, 'tiny-plain');
    for (const trajectory of golden.trajectories) {
      let adapter = golden.adapter('zero');
      let state = startAdam(factorsOf(adapter).reduce((sum, { length }) => sum + length, 0));
      const batch = wholeBatch(golden);
      let losses = 0;
      for (let step = 0; step < trajectory.steps; step += 1) {
        trainer.setAdapter(adapter);
        const { loss, gradients } = await trainer.pass(batch, trajectory);
        const expected = trajectory.losses[step] ?? Number.NaN;
        losses = Math.max(losses, Math.abs(loss - expected) / Math.max(1, Math.abs(expected)));
        const moved = adamStep(
          factorsOf(adapter),
          clipGradients(gradients, trajectory.clip).gradients,
          state,
          {
            step: step + 1,
            rate: rateAt(trajectory, step, trajectory.steps),
            weightDecay: trajectory.weightDecay,
          },
        );
        adapter = withFactors(adapter, moved.factors);
        state = moved.state;
        if (!trajectory.saved.includes(step + 1)) continue;
        const weights = await golden.weights(trajectory.name, step + 1);
        const difference = relativeDifference(factorsOf(adapter), weights);
        say(`${backend}, ${trajectory.name}: weights after step ${step + 1} ${difference.toExponential(1)}`);
        expect(difference).toBeLessThan(step === 0 ? 1e-5 : 1e-3);
      }
      say(`${backend}, ${trajectory.name}: losses of ${trajectory.steps} steps ${losses.toExponential(1)}`);
      expect(losses).toBeLessThan(1e-3);
    }
    trainer.dispose();
    parameters.dispose();
  });

  it('begins at ln 2, whatever the data', async () => {
    const { golden, trainer, parameters } = await setUp(backend, 'tiny-plain');
    trainer.setAdapter(golden.adapter('zero'));
    const references = await trainer.score(golden.examples, { withAdapter: false });
    const batch = { ...wholeBatch(golden), references, replay: [] };
    const { loss } = await trainer.pass(batch, { loss: 'dpo', beta: 0.7, supervised: 0, replay: 0 });
    expect(Math.abs(loss - Math.LN2)).toBeLessThan(1e-6);
    references.forEach((pair, i) => {
      expect(largestDifference(pair, golden.references[i] ?? [])).toBeLessThan(1e-4);
    });
    trainer.dispose();
    parameters.dispose();
  });

  it('has the slopes that finite differences have', async () => {
    const { golden, trainer, parameters } = await setUp(backend, 'tiny-plain');
    const adapter = golden.adapter('random');
    const settings = { loss: 'dpo', beta: 0.5, supervised: 0.5, replay: 0.5 } as const;
    const lossAt = async (factors: readonly Float32Array[]): Promise<number> => {
      trainer.setAdapter(withFactors(adapter, factors));
      return (await trainer.pass(wholeBatch(golden), settings)).loss;
    };
    const factors = factorsOf(adapter);
    trainer.setAdapter(adapter);
    const { gradients } = await trainer.pass(wholeBatch(golden), settings);
    const random = createRandom(7);
    for (let direction = 0; direction < 4; direction += 1) {
      const along = factors.map((factor) => factor.map(() => random() - 0.5));
      const moved = (by: number) =>
        factors.map((factor, i) => factor.map((v, j) => v + by * (along[i]?.[j] ?? 0)));
      const slope = gradients.reduce(
        (sum, gradient, i) =>
          sum + gradient.reduce((part, value, j) => part + value * (along[i]?.[j] ?? 0), 0),
        0,
      );
      const measured = ((await lossAt(moved(1e-2))) - (await lossAt(moved(-1e-2)))) / 2e-2;
      expect(Math.abs(measured - slope)).toBeLessThan(0.02 * Math.max(0.1, Math.abs(slope)));
    }
    trainer.dispose();
    parameters.dispose();
  });

  it('keeps no tensor and no byte over two hundred passes', async () => {
    const { golden, trainer, parameters } = await setUp(backend, 'tiny-plain');
    const settings = { loss: 'dpo', beta: 0.1, supervised: 0.5, replay: 0.5 } as const;
    const { examples, references, replay, ...rest } = wholeBatch(golden);
    const few = {
      ...rest,
      examples: examples.slice(0, 2),
      references: references.slice(0, 2),
      replay: replay.slice(0, 1),
    };
    const pass = async (): Promise<void> => {
      trainer.setAdapter(golden.adapter('random'));
      await trainer.pass(few, settings);
    };
    await pass();
    const { numTensors, numBytes } = tf.memory();
    for (let i = 0; i < 200; i += 1) await pass();
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    trainer.dispose();
    parameters.dispose();
  });

  it('does not care in how many passes a step goes through the model', async () => {
    const { golden, trainer, parameters } = await setUp(backend, 'tiny-plain');
    const settings = { loss: 'ipo', beta: 0.2, supervised: 0.5, replay: 0.5 } as const;
    trainer.setAdapter(golden.adapter('random'));
    const whole = await trainer.pass(wholeBatch(golden), settings);
    const batch = wholeBatch(golden);
    let [loss, gradients]: [number, readonly Float32Array[] | null] = [0, null];
    for (let first = 0; first < batch.examples.length; first += 3) {
      const part = await trainer.pass(
        {
          ...batch,
          examples: batch.examples.slice(first, first + 3),
          references: batch.references.slice(first, first + 3),
          replay: batch.replay.slice(first / 3, first / 3 + 1),
        },
        settings,
      );
      loss += part.loss;
      gradients = addGradients(gradients, part.gradients);
    }
    expect(loss).toBeCloseTo(whole.loss, 4);
    expect(relativeDifference(gradients ?? [], whole.gradients)).toBeLessThan(1e-4);
    trainer.dispose();
    parameters.dispose();
  });

  it('scores names that share their first pieces as if each stood alone', async () => {
    const { golden, trainer, parameters } = await setUp(backend, 'tiny-plain');
    trainer.setAdapter(golden.adapter('random'));
    const [first] = golden.examples;
    if (!first) throw new Error('There are no examples.');
    const name = (...pieces: number[]) => pieces as TokenId[];
    const [long, short, other] = [name(9, 10, 11, 12, 2), name(9, 10, 2), name(30, 31, 2)];
    const score = (chosen: TokenId[], rejected: TokenId[]) =>
      trainer.score([{ ...first, chosen, rejected }], { withAdapter: true });
    const [together, alone, again] = [
      (await score(long, short))[0],
      (await score(long, other))[0],
      (await score(other, short))[0],
    ];
    expect(
      largestDifference(together ?? [], [alone?.[0] ?? Number.NaN, again?.[1] ?? Number.NaN]),
    ).toBeLessThan(1e-5);
    trainer.dispose();
    parameters.dispose();
  });

  it('is the same with the head in several chunks', async () => {
    const { golden, trainer, parameters, weights } = await setUp(backend, 'tiny-plain');
    const settings = { loss: 'dpo', beta: 0.5, supervised: 0.5, replay: 0 } as const;
    trainer.setAdapter(golden.adapter('random'));
    const whole = await trainer.pass(wholeBatch(golden), settings);
    const chunked = uploadParameters(weights, 4 * weights.manifest.config.width * 40);
    expect(chunked.head.length).toBeGreaterThan(1);
    const other = createAdapterTrainer(weights, chunked, backend);
    other.setAdapter(golden.adapter('random'));
    const parts = await other.pass(wholeBatch(golden), settings);
    expect(Math.abs(parts.loss - whole.loss)).toBeLessThan(1e-5);
    expect(relativeDifference(parts.gradients, whole.gradients)).toBeLessThan(1e-4);
    for (const held of [trainer, other, parameters, chunked]) held.dispose();
  });
});

/** Length of the difference over the length of the second. */
function relativeDifference(got: readonly Float32Array[], expected: readonly Float32Array[]): number {
  let [difference, length] = [0, 0];
  expected.forEach((values, i) => {
    values.forEach((value, j) => {
      difference += ((got[i]?.[j] ?? Number.NaN) - value) ** 2;
      length += value ** 2;
    });
  });
  return Math.sqrt(difference / length);
}
