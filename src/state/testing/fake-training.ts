/** A training worker that trains nothing and says all that a real one says; never part of the app. */
import { SeraphError } from '../../core/errors.js';
import { sha256 } from '../../core/hash/sha256.js';
import type { Checkpoint } from '../../core/training/checkpoint.js';
import type { CurvePoint, TrainingJob, TrainingPace } from '../../core/training/job.js';
import type { BeforeAfter, Estimate, TrainingReport } from '../../core/training/report.js';
import type { RunRepository } from '../../core/repositories.js';
import type { CallOptions } from '../../rpc/client.js';
import type { TrainingApi, TrainingNews } from '../../rpc/protocol.js';
import { fakeClient } from './fakes.js';

export const STEPS = 4;

const estimate = (value: number): Estimate => ({ value, lower: value - 5, upper: value + 5 });

/** @param gained points of top-1 */
export function beforeAfter(top1: number, gained: number, mentions = 40): BeforeAfter {
  return {
    mentions,
    before: { top1: estimate(top1), top5: estimate(top1 + 10) },
    after: { top1: estimate(top1 + gained), top5: estimate(top1 + 10 + gained) },
    difference: { value: gained, lower: gained - 1, upper: gained + 1 },
  };
}

export function curveOf(steps: number): readonly CurvePoint[] {
  return Array.from({ length: steps }, (_, index) => {
    const far = (index + 1) / steps;
    const means = { loss: 0.69 * (1 - 0.6 * far), accuracy: 0.5 + 0.45 * far, margin: far };
    const heldOut = { ...means, loss: means.loss + 0.1 * far, accuracy: 0.5 + 0.3 * far, chosenFirst: 0.8 };
    return { step: index + 1, ...means, rate: 5e-4 * (1 - far), heldOut: index % 2 === 1 ? heldOut : null };
  });
}

/** A report of a run that helped: four points more on held-out decisions, `replay` points on what it knew. */
export function fakeReport(job: TrainingJob, replay = 0.1): TrainingReport {
  const means = (chosenFirst: number) => ({ loss: 0.5, accuracy: 0.75, margin: 0.4, chosenFirst });
  const mention = job.documents.flatMap(({ documentId, cases }) =>
    cases.map(({ mention: { id }, part }) => ({ documentId, mentionId: id, part })),
  )[0];
  return {
    figures: {
      pairs: { count: 12, before: means(0.5), after: means(0.75), accuracy: estimate(75) },
      heldOut: beforeAfter(76.2, 4.8),
      contributions: {
        neither: estimate(60),
        memory: estimate(70),
        training: estimate(66),
        both: estimate(75),
      },
      replay: beforeAfter(90, replay, 400),
      gold: null,
    },
    flips: mention
      ? [
          {
            ...mention,
            text: 'oxen palsy',
            before: { conceptId: 'D001' as never, name: 'Oxen Palsy' },
            after: { conceptId: 'D000' as never, name: 'Brenna Fever' },
            verdict: 'mended',
          },
        ]
      : [],
    curve: curveOf(STEPS),
    steps: STEPS,
    bestStep: STEPS,
    ending: 'finished',
    seconds: 8,
    backend: 'a fake',
    unknownPairs: 0,
  };
}

interface FakeTrainer {
  readonly client: ReturnType<typeof fakeClient<TrainingApi>>;
  readonly jobs: TrainingJob[];
  /** As told by `setPace`. */
  readonly paces: TrainingPace[];
  /** What the next runs do before they end. */
  script: (run: FakeRun) => Promise<void>;
  /** What they end with. */
  report: (job: TrainingJob) => TrainingReport;
}

/** A run from within. */
export interface FakeRun {
  readonly job: TrainingJob;
  readonly options: CallOptions;
  readonly tell: (news: TrainingNews) => void;
  /** Goes to a step, and keeps a checkpoint there. */
  readonly reach: (step: number) => Promise<void>;
  /** Never resolves; rejects when the run is cancelled. */
  readonly hang: () => Promise<never>;
}

export function fakeTrainer(runs: RunRepository): FakeTrainer {
  const checkpointAt = (step: number): Checkpoint => {
    const adapter = { shape: { rank: 8, alpha: 16, targets: [] }, matrices: [] };
    return {
      step,
      adapter,
      firstMoment: new Float32Array(),
      secondMoment: new Float32Array(),
      best: { step, loss: 0.5, adapter },
      curve: curveOf(STEPS).slice(0, step),
      seconds: 2 * step,
      looksWithoutGain: 0,
    };
  };
  const trainer: FakeTrainer = {
    jobs: [],
    paces: [],
    script: async ({ reach }) => {
      for (let step = 1; step <= STEPS; step++) await reach(step);
    },
    report: (job) => fakeReport(job),
    client: fakeClient<TrainingApi>({
      async train({ job, news }, options) {
        trainer.jobs.push(job);
        const kept = await runs.load();
        if (kept?.job.id !== job.id) await runs.begin(job);
        const tell = (what: TrainingNews): void => news.postMessage(what);
        tell({ kind: 'backend', backend: 'cpu', reason: 'a fake has no device' });
        await trainer.script({
          job,
          options,
          tell,
          async reach(step) {
            const point = curveOf(STEPS)[step - 1];
            if (point) tell({ kind: 'point', point, steps: STEPS });
            options.onProgress?.({ task: 'Training', done: step, total: STEPS, unit: 'steps' });
            await runs.save(job.id, checkpointAt(step));
            tell({ kind: 'checkpoint', step, kept: true, reason: null });
            // Ports deliver in tasks of their own.
            await new Promise((done) => setTimeout(done, 2));
          },
          hang: () =>
            new Promise((_, reject) => {
              const stop = (): void => reject(new SeraphError('aborted', 'Stopped.'));
              if (options.signal?.aborted === true) stop();
              options.signal?.addEventListener('abort', stop);
            }),
        });
        await new Promise((done) => setTimeout(done, 2));
        const file = new TextEncoder().encode(`adapter of run ${trainer.jobs.length}`);
        return { file, hash: await sha256(file), report: trainer.report(job) };
      },
      setPace({ pace }) {
        trainer.paces.push(pace);
        return Promise.resolve(null);
      },
    }),
  };
  return trainer;
}
