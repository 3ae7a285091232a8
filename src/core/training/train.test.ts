import { describe, expect, it } from 'vitest';
import { createAdapter, type Adapter } from '../adapter/adapter.js';
import { factorsOf } from '../adapter/factors.js';
import type { TokenId } from '../ids.js';
import type { ReferenceScores } from '../repositories.js';
import type { Checkpoint } from './checkpoint.js';
import type { CurvePoint } from './job.js';
import type { MicroBatch, PreferenceModel, PreparedExample } from './preference-model.js';
import { DEFAULT_TRAINING, type TrainingSettings } from './settings.js';
import { trainAdapter, type TrainingData, type TrainingHooks } from './train.js';

const START = createAdapter(
  { width: 4, decoderLayers: 1, decoderFfn: 4 },
  { rank: 1, alpha: 1, targets: ['first-feed-forward'] },
  1,
);

function example(key: string): PreparedExample {
  return {
    key,
    input: { source: [1] as TokenId[], prefix: [2] as TokenId[] },
    chosen: [3, 2] as TokenId[],
    rejected: [4, 2] as TokenId[],
    weight: 1,
  };
}

/**
 * A model whose loss is the squared distance of all weights from 1, and whose held-out pairs are preferred the more, the
 * nearer the first weight is to `best`.
 */
class Bowl implements PreferenceModel {
  adapter: Adapter = START;
  readonly batches: MicroBatch[] = [];

  constructor(private readonly best = 1) {}

  setAdapter(adapter: Adapter): void {
    this.adapter = adapter;
  }

  score(examples: readonly PreparedExample[]): Promise<readonly ReferenceScores[]> {
    const first = factorsOf(this.adapter)[1]?.[0] ?? 0;
    const preference = 10 - 20 * Math.abs(first - this.best);
    return Promise.resolve(examples.map(() => [preference, 0] as const));
  }

  pass(batch: MicroBatch) {
    this.batches.push(batch);
    const share = batch.examples.length / batch.totalWeight;
    const factors = factorsOf(this.adapter);
    const loss = factors.reduce((sum, factor) => sum + factor.reduce((own, w) => own + (w - 1) ** 2, 0), 0);
    return Promise.resolve({
      loss: share * loss,
      preference: share * loss,
      scores: batch.examples.map(() => [1, 0] as const),
      gradients: factors.map((factor) => factor.map((w) => share * 2 * (w - 1))),
    });
  }
}

const SETTINGS: TrainingSettings = {
  ...DEFAULT_TRAINING,
  rate: 0.1,
  warmUp: 0,
  decayPower: 0,
  weightDecay: 0,
  clip: 1000,
  batch: 4,
  microBatch: 3,
  epochs: 20,
  patience: 2,
};

function dataOf(training: number, heldOut: number): TrainingData {
  const names = (count: number, kind: string) =>
    Array.from({ length: count }, (_, i) => example(`${kind}${i}`));
  const data = { training: names(training, 't'), heldOut: names(heldOut, 'h'), replay: names(3, 'r') };
  return {
    ...data,
    references: new Map(
      [...data.training, ...data.heldOut].map(({ key }) => [key, [0, 0] as ReferenceScores]),
    ),
  };
}

function watch(abort = new AbortController()) {
  const kept: Checkpoint[] = [];
  const points: CurvePoint[] = [];
  let time = 0;
  const hooks: TrainingHooks = {
    signal: abort.signal,
    ready: () => Promise.resolve(),
    onPoint: (point) => points.push(point),
    keep(checkpoint) {
      kept.push(checkpoint);
      return Promise.resolve();
    },
    now: () => (time += 10),
  };
  return { hooks, kept, points, abort };
}

describe('trainAdapter', () => {
  it('sees every example in each epoch, in passes no larger than asked for', async () => {
    const model = new Bowl();
    const settings = { ...SETTINGS, epochs: 1 };
    await trainAdapter(model, dataOf(10, 0), START, settings, watch().hooks);
    const seen = model.batches.flatMap(({ examples }) => examples.map(({ key }) => key));
    expect([...seen].sort()).toEqual([...dataOf(10, 0).training.map(({ key }) => key)].sort());
    expect(Math.max(...model.batches.map(({ examples }) => examples.length))).toBeLessThanOrEqual(3);
    expect(model.batches.every(({ totalReplay }) => totalReplay === 2)).toBe(true);
  });

  it('goes down, and offers the last weights where there is nothing to judge by', async () => {
    const { hooks, points } = watch();
    const trained = await trainAdapter(new Bowl(), dataOf(8, 0), START, SETTINGS, hooks);
    expect(points.at(-1)?.loss).toBeLessThan((points[0]?.loss ?? 0) / 10);
    expect(trained).toMatchObject({ ending: 'finished', steps: 40, bestStep: 40 });
    expect(points.every(({ heldOut }) => heldOut === null)).toBe(true);
  });

  it('stops when held-out pairs get no better, and offers the best weights', async () => {
    const { hooks, points } = watch();
    const trained = await trainAdapter(new Bowl(0.5), dataOf(8, 4), START, SETTINGS, hooks);
    expect(trained.ending).toBe('early-stop');
    expect(trained.steps).toBe(trained.bestStep + 2);
    const losses = points.map(({ heldOut }) => heldOut?.loss ?? Infinity);
    expect(losses.indexOf(Math.min(...losses)) + 1).toBe(trained.bestStep);
    expect(factorsOf(trained.adapter)[1]?.[0]).toBeCloseTo(0.5, 1);
  });

  it('keeps what it did when it is cancelled, and goes on from there to the same end', async () => {
    const whole = await trainAdapter(new Bowl(), dataOf(8, 2), START, SETTINGS, watch().hooks);
    const { hooks, kept, abort } = watch();
    const stopping = {
      ...hooks,
      onPoint(point: CurvePoint) {
        if (point.step === 7) abort.abort();
      },
    };
    await expect(trainAdapter(new Bowl(), dataOf(8, 2), START, SETTINGS, stopping)).rejects.toMatchObject({
      kind: 'aborted',
    });
    expect(kept.at(-1)?.step).toBe(7);
    const resumed = await trainAdapter(
      new Bowl(),
      dataOf(8, 2),
      START,
      SETTINGS,
      watch().hooks,
      kept.at(-1) ?? null,
    );
    expect(resumed.adapter).toEqual(whole.adapter);
    expect(resumed.steps).toBe(whole.steps);
    expect(resumed.curve.map(({ step }) => step)).toEqual(whole.curve.map(({ step }) => step));
  });

  it('counts the time of steps, not of waiting', async () => {
    let time = 0;
    const hooks: TrainingHooks = {
      ready() {
        time += 60_000;
        return Promise.resolve();
      },
      onPoint: () => undefined,
      keep: () => Promise.resolve(),
      now: () => (time += 1),
    };
    const trained = await trainAdapter(new Bowl(), dataOf(8, 0), START, { ...SETTINGS, epochs: 1 }, hooks);
    expect(trained.seconds).toBeLessThan(1);
    expect(trained.seconds).toBeGreaterThan(0);
  });

  it('refuses to train on nothing', async () => {
    await expect(
      trainAdapter(new Bowl(), dataOf(0, 3), START, SETTINGS, watch().hooks),
    ).rejects.toMatchObject({ kind: 'bad-format', data: { got: 0 } });
  });
});
