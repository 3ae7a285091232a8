import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useNodeBackend } from '../../../scripts/node-backend.js';
import type { ConceptId, DocumentId, MentionId } from '../../core/ids.js';
import type { Progress } from '../../core/progress.js';
import type { ReferenceRepository } from '../../core/repositories.js';
import type { Mention } from '../../core/text/document.js';
import { spanOf } from '../../core/text/span.js';
import type { Checkpoint } from '../../core/training/checkpoint.js';
import type { CurvePoint, TrainingExample, TrainingJob } from '../../core/training/job.js';
import { DEFAULT_TRAINING } from '../../core/training/settings.js';
import { ModelSession } from '../session.js';
import { sourceOf } from '../testing/hugging-face.js';
import {
  kbHash,
  tables,
  tinyFiles,
  tinyReader,
  wholeProject,
  type TinyFiles,
} from '../testing/tiny-session.js';
import { runTraining, type RunParts } from './training-session.js';

let files: TinyFiles;

beforeAll(async () => {
  files = await tinyFiles();
});

async function openSession(): Promise<ModelSession> {
  const session = new ModelSession({
    useBackend: () => useNodeBackend('wasm'),
    readKb: tinyReader(files, new Map([[kbHash, tables]])),
    pause: () => Promise.resolve(),
    keepsGenerated: true,
  });
  await session.load({ ...sourceOf(files), keepOnly: () => Promise.resolve() }, null, {});
  await session.useProject(wholeProject);
  return session;
}

/** A mention of a text of our own, and the names it is taught. */
function example(key: string, words: string, chosen: string, rejected: string): TrainingExample {
  const text = `She was seen for ${words} last year.`;
  const start = text.indexOf(words);
  const mention: Mention = {
    id: `m${key}` as MentionId,
    span: spanOf(start, start + words.length),
    type: 'Disease',
    origin: 'curator',
  };
  return { key, text, mention, chosen, rejected, weight: 1, documentId: `d${key}` as DocumentId };
}

const TRAINING = [
  example('1', 'sour heat', 'acid fever', 'fox pox'),
  example('2', 'soapy heat', 'base fever', 'cold'),
  example('3', 'eel spots', 'eel pox', 'dry cold'),
];
const HELD_OUT = [example('4', 'sour warmth', 'acid fever', 'fox pox')];

function jobOf(session: ModelSession, changes: Partial<TrainingJob> = {}): TrainingJob {
  return {
    id: 'run 1',
    time: '2026-01-01T00:00:00.000Z',
    settings: {
      ...DEFAULT_TRAINING,
      rank: 2,
      rate: 2e-2,
      beta: 0.5,
      supervised: 0,
      replay: 0.1,
      epochs: 6,
      batch: 2,
      microBatch: 2,
      patience: 0,
    },
    baseHash: session.loadedParts().weights.hash,
    parent: null,
    training: TRAINING,
    heldOut: HELD_OUT,
    documents: [...TRAINING, ...HELD_OUT].map(({ text, mention, documentId, key }) => ({
      documentId: documentId ?? ('d' as DocumentId),
      text,
      around: [mention],
      cases: [
        {
          mention,
          part: key === '4' ? ('held-out' as const) : ('training' as const),
          gold: [key === '1' || key === '4' ? 'X0' : key === '2' ? 'X1' : 'X4'] as ConceptId[],
        },
      ],
    })),
    memory: new Map(),
    lastDecision: 4,
    ...changes,
  };
}

/** Everything that a run tells and keeps. */
function watched(session: ModelSession, signal: AbortSignal = new AbortController().signal) {
  const kept: Checkpoint[] = [];
  const points: CurvePoint[] = [];
  const tasks: string[] = [];
  const stored = new Map<string, readonly [number, number]>();
  const references: ReferenceRepository = {
    get: (_, keys) => Promise.resolve(keys.map((key) => stored.get(key))),
    put(_, scores) {
      for (const [key, score] of scores) stored.set(key, score);
      return Promise.resolve();
    },
  };
  const parts: RunParts = {
    session,
    references,
    keep(checkpoint) {
      kept.push(checkpoint);
      return Promise.resolve();
    },
    onPoint: (point) => points.push(point),
    onProgress({ task }: Progress) {
      if (!tasks.includes(task)) tasks.push(task);
    },
    ready: () => Promise.resolve(),
    signal,
    now: () => performance.now(),
  };
  return { parts, kept, points, tasks, stored };
}

describe('runTraining', () => {
  it('learns what it is taught, and reports what that did', async () => {
    const session = await openSession();
    const { parts, points, tasks, stored } = watched(session);
    const { report, adapter } = await runTraining(jobOf(session), null, null, parts);
    expect(report).toMatchObject({ ending: 'finished', steps: 12, unknownPairs: 0 });
    expect(points.at(-1)?.accuracy).toBe(1);
    expect(points.at(-1)?.loss).toBeLessThan(points[0]?.loss ?? 0);
    expect(points[0]?.heldOut?.loss).not.toBeCloseTo(Math.LN2, 6);
    expect(report.figures.pairs).toMatchObject({ count: 1, before: { margin: 0, loss: Math.LN2 } });
    expect(report.figures.pairs?.after.loss).toBeLessThan(Math.LN2);
    expect(report.figures.heldOut?.mentions).toBe(1);
    expect(report.figures.replay?.mentions).toBeGreaterThan(0);
    expect(adapter.matrices.some(({ b }) => b.some((value) => value !== 0))).toBe(true);
    expect(tasks).toEqual([
      'Linking with the version before',
      'Asking the base model',
      'Training',
      'Linking with the new version',
    ]);
    expect([...stored.keys()].sort()).toEqual(['1', '2', '3', '4']);
  });

  it('goes on from a checkpoint as if nothing had happened', async () => {
    const session = await openSession();
    const whole = watched(session);
    const uninterrupted = await runTraining(jobOf(session), null, null, whole.parts);
    const abort = new AbortController();
    const first = watched(session, abort.signal);
    const parts = {
      ...first.parts,
      onPoint({ step }: CurvePoint) {
        if (step === 5) abort.abort();
      },
    };
    await expect(runTraining(jobOf(session), null, null, parts)).rejects.toMatchObject({ kind: 'aborted' });
    const checkpoint = first.kept.at(-1) ?? null;
    expect(checkpoint?.step).toBe(5);
    const { adapter, report } = await runTraining(
      jobOf(session),
      null,
      structuredClone(checkpoint),
      watched(session).parts,
    );
    expect(adapter).toEqual(uninterrupted.adapter);
    expect(report.steps).toBe(uninterrupted.report.steps);
  });

  it('gives the same version for the same seed, and another for another', async () => {
    const session = await openSession();
    const train = async (seed: number) => {
      const job = jobOf(session);
      return runTraining({ ...job, settings: { ...job.settings, seed } }, null, null, watched(session).parts);
    };
    const [one, again, other] = [await train(1), await train(1), await train(2)];
    expect(again.adapter).toEqual(one.adapter);
    expect(other.adapter).not.toEqual(one.adapter);
  });

  it('stops at a loss that is no number, and offers the last good weights', async () => {
    const session = await openSession();
    const job = jobOf(session);
    const { parts } = watched(session);
    const { report, adapter } = await runTraining(
      { ...job, heldOut: [], settings: { ...job.settings, rate: 1e30, clip: 1e30, warmUp: 0 } },
      null,
      null,
      parts,
    );
    expect(report.ending).toBe('not-a-number');
    expect(report.steps).toBeLessThan(12);
    expect(adapter.matrices.length).toBeGreaterThan(0);
  });

  it('leaves out pairs whose names no knowledge base has, and says so when none is left', async () => {
    const session = await openSession();
    const strange = example('9', 'green heat', 'green fever', 'cold');
    const { report } = await runTraining(
      jobOf(session, { training: [...TRAINING, strange] }),
      null,
      null,
      watched(session).parts,
    );
    expect(report.unknownPairs).toBe(1);
    await expect(
      runTraining(jobOf(session, { training: [strange] }), null, null, watched(session).parts),
    ).rejects.toMatchObject({ kind: 'bad-format' });
  });

  it('refuses a run of another model', async () => {
    const session = await openSession();
    await expect(
      runTraining(jobOf(session, { baseHash: kbHash }), null, null, watched(session).parts),
    ).rejects.toMatchObject({ kind: 'model-incompatible', data: { got: kbHash } });
  });

  it('holds no tensor after a run, and leaves the base model in use', async () => {
    const session = await openSession();
    const run = () => runTraining(jobOf(session), null, null, watched(session).parts);
    await run();
    const { numTensors } = tf.memory();
    const useVersion = vi.spyOn(session, 'useVersion');
    await run();
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(useVersion).toHaveBeenLastCalledWith(null);
  });
});
