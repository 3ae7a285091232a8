/** The loop of training: batches, gradients, AdamW, looks at the held-out pairs, checkpoints. Whatever runs the model. */
import type { Adapter } from '../adapter/adapter.js';
import { factorsOf, withFactors } from '../adapter/factors.js';
import type { ReferenceScores } from '../repositories.js';
import { SeraphError } from '../errors.js';
import type { AbortSignalLike } from '../progress.js';
import { adamStep, addGradients, clipGradients, startAdam } from './adam-w.js';
import { batchAt, stepsOf, stepsPerEpoch } from './batches.js';
import type { Checkpoint } from './checkpoint.js';
import type { CurvePoint, PairMeans } from './job.js';
import { marginOf, pairMeansOf } from './pair-means.js';
import { passesOf, UNKNOWN } from './passes.js';
import type { PassResult, PreferenceModel, PreparedExample } from './preference-model.js';
import type { TrainingReport } from './report.js';
import { rateAt } from './schedule.js';
import type { TrainingSettings } from './settings.js';

/** Examples in the model's pieces, with what the base model makes of them. */
export interface TrainingData {
  readonly training: readonly PreparedExample[];
  readonly heldOut: readonly PreparedExample[];
  readonly replay: readonly PreparedExample[];
  /** By key, for every example with a rejected name. */
  readonly references: ReadonlyMap<string, ReferenceScores>;
}

export interface TrainingHooks {
  readonly signal?: AbortSignalLike;
  /** Waited for before every pass: the place to pause, and to let others go first. */
  readonly ready: () => Promise<void>;
  readonly onPoint: (point: CurvePoint, steps: number) => void;
  /** Resolves when it is kept, or when it was said that it could not be. */
  readonly keep: (checkpoint: Checkpoint) => Promise<void>;
  /** Milliseconds. */
  readonly now: () => number;
}

export interface Trained extends Pick<TrainingReport, 'curve' | 'steps' | 'bestStep' | 'ending' | 'seconds'> {
  /** The weights with the lowest loss on held-out pairs; where there are none, the last. */
  readonly adapter: Adapter;
}

/** Looks at the held-out pairs in each epoch. */
const LOOKS_PER_EPOCH = 2;
/** What a crash may cost at most. */
const CHECKPOINT_MILLISECONDS = 20_000;

/**
 * Trains, from a checkpoint if there is one, as if it had never been interrupted. A cancel keeps a last checkpoint and
 * throws.
 *
 * @param start the adapter of step 0
 * @throws {SeraphError} `aborted`; `bad-format` when there is nothing to train on; and what the model throws
 */
export async function trainAdapter(
  model: PreferenceModel,
  data: TrainingData,
  start: Adapter,
  settings: TrainingSettings,
  hooks: TrainingHooks,
  from: Checkpoint | null = null,
): Promise<Trained> {
  if (data.training.length === 0) throw nothingToTrainOn();
  const steps = stepsOf(settings, data.training.length);
  const lookEvery = Math.max(
    1,
    Math.round(stepsPerEpoch({ examples: data.training.length, batch: settings.batch }) / LOOKS_PER_EPOCH),
  );
  const run = new Run(model, data, settings, from ?? (await firstCheckpoint(model, data, start, settings)));
  let keptAt = hooks.now();
  let ending: Trained['ending'] = 'finished';
  const begun = hooks.now();
  let waited = 0;
  const before = run.checkpoint.seconds;
  const ready = async (): Promise<void> => {
    const since = hooks.now();
    await hooks.ready();
    waited += hooks.now() - since;
  };
  const keep = async (): Promise<void> => {
    run.setSeconds(before + (hooks.now() - begun - waited) / 1000);
    await hooks.keep(run.checkpoint);
    keptAt = hooks.now();
  };
  while (run.checkpoint.step < steps) {
    if (hooks.signal?.aborted) {
      await keep();
      throw stopped();
    }
    const isFinite = await run.step(steps, ready);
    if (!isFinite) {
      ending = 'not-a-number';
      break;
    }
    const { step } = run.checkpoint;
    const isLook = step % lookEvery === 0 || step === steps;
    const point = await run.point(steps, isLook, ready);
    if (point) hooks.onPoint(point, steps);
    const isEnough = isLook && settings.patience > 0 && run.checkpoint.looksWithoutGain >= settings.patience;
    if (isLook || hooks.now() - keptAt > CHECKPOINT_MILLISECONDS) await keep();
    if (isEnough) {
      ending = step === steps ? 'finished' : 'early-stop';
      break;
    }
  }
  await keep();
  const { best, curve, step, adapter, seconds } = run.checkpoint;
  const isJudged = data.heldOut.length > 0;
  return {
    adapter: isJudged ? best.adapter : adapter,
    bestStep: isJudged ? best.step : step,
    steps: step,
    curve,
    ending,
    seconds,
  };
}

async function firstCheckpoint(
  model: PreferenceModel,
  data: TrainingData,
  adapter: Adapter,
  settings: TrainingSettings,
): Promise<Checkpoint> {
  model.setAdapter(adapter);
  const heldOut = await heldOutMeans(model, data, settings);
  const { firstMoment, secondMoment } = startAdam(
    factorsOf(adapter).reduce((sum, { length }) => sum + length, 0),
  );
  const loss = heldOut?.loss ?? Infinity;
  return {
    step: 0,
    adapter,
    firstMoment,
    secondMoment,
    best: { step: 0, loss, adapter },
    curve: [],
    seconds: 0,
    looksWithoutGain: 0,
  };
}

async function heldOutMeans(
  model: PreferenceModel,
  { heldOut, references }: TrainingData,
  settings: TrainingSettings,
): Promise<PairMeans | null> {
  const scores = await model.score(heldOut, { withAdapter: true });
  return pairMeansOf(
    heldOut.map((example, i) => ({
      example,
      scores: scores[i] ?? UNKNOWN,
      reference: references.get(example.key) ?? UNKNOWN,
    })),
    settings,
  );
}

/** Sums since the last point of the curve. */
interface Since {
  readonly steps: number;
  readonly loss: number;
  readonly pairs: number;
  readonly preferred: number;
  readonly margin: number;
}

const NOTHING: Since = { steps: 0, loss: 0, pairs: 0, preferred: 0, margin: 0 };

/** Points on the curve of a run, looks aside. */
const CURVE_POINTS = 100;

/** A run that goes step by step; `checkpoint` is where it stands. */
class Run {
  #since = NOTHING;
  #lastGood: Pick<Checkpoint, 'adapter' | 'step'>;

  constructor(
    private readonly model: PreferenceModel,
    private readonly data: TrainingData,
    private readonly settings: TrainingSettings,
    public checkpoint: Checkpoint,
  ) {
    model.setAdapter(checkpoint.adapter);
    this.#lastGood = { adapter: checkpoint.adapter, step: checkpoint.step };
  }

  setSeconds(seconds: number): void {
    this.checkpoint = { ...this.checkpoint, seconds };
  }

  /** False when losses or gradients are no numbers any more: the run then stands where they last were. */
  async step(steps: number, ready: () => Promise<void>): Promise<boolean> {
    const { settings, data, checkpoint } = this;
    const { training, replay } = data;
    const { batch, seed } = settings;
    const dealt = batchAt(
      { examples: training.length, replay: settings.replay === 0 ? 0 : replay.length, batch, seed },
      checkpoint.step,
    );
    const batches = passesOf(
      dealt.examples.flatMap((place) => training[place] ?? []),
      dealt.replay.flatMap((place) => replay[place] ?? []),
      data.references,
      settings.microBatch,
    );
    const results: { readonly result: PassResult; readonly examples: readonly PreparedExample[] }[] = [];
    let gradients: readonly Float32Array[] | null = null;
    for (const pass of batches) {
      await ready();
      const result = await this.model.pass(pass, settings);
      gradients = addGradients(gradients, result.gradients);
      results.push({ result, examples: pass.examples });
    }
    const loss = results.reduce((sum, { result }) => sum + result.loss, 0);
    const clipped = clipGradients(gradients ?? [], settings.clip);
    if (!Number.isFinite(loss) || !Number.isFinite(clipped.norm)) return this.#takeBack();
    this.#lastGood = { adapter: checkpoint.adapter, step: checkpoint.step };
    const moved = adamStep(factorsOf(checkpoint.adapter), clipped.gradients, checkpoint, {
      step: checkpoint.step + 1,
      rate: rateAt(settings, checkpoint.step, steps),
      weightDecay: settings.weightDecay,
    });
    const adapter = withFactors(checkpoint.adapter, moved.factors);
    this.model.setAdapter(adapter);
    this.checkpoint = { ...checkpoint, ...moved.state, adapter, step: checkpoint.step + 1 };
    this.#since = this.#added(loss, results);
    return true;
  }

  /** To the last weights that losses were numbers with: those that gave none are worth nothing. */
  #takeBack(): false {
    this.checkpoint = { ...this.checkpoint, ...this.#lastGood };
    return false;
  }

  /** A point of the curve, where one is due; a look at the held-out pairs keeps the best weights. */
  async point(steps: number, isLook: boolean, ready: () => Promise<void>): Promise<CurvePoint | null> {
    const { step } = this.checkpoint;
    if (!isLook && step % Math.ceil(steps / CURVE_POINTS) !== 0) return null;
    if (isLook) await ready();
    const heldOut = isLook ? await heldOutMeans(this.model, this.data, this.settings) : null;
    if (heldOut) this.#look(heldOut.loss);
    const { loss, pairs, preferred, margin, steps: since } = this.#since;
    this.#since = NOTHING;
    const point: CurvePoint = {
      step,
      loss: loss / since,
      accuracy: pairs === 0 ? 0 : preferred / pairs,
      margin: pairs === 0 ? 0 : margin / pairs,
      rate: rateAt(this.settings, step - 1, steps),
      heldOut,
    };
    this.checkpoint = { ...this.checkpoint, curve: [...this.checkpoint.curve, point] };
    return point;
  }

  #look(loss: number): void {
    const { best, step, adapter, looksWithoutGain } = this.checkpoint;
    const isBetter = loss < best.loss;
    this.checkpoint = {
      ...this.checkpoint,
      best: isBetter ? { step, loss, adapter } : best,
      looksWithoutGain: isBetter ? 0 : looksWithoutGain + 1,
    };
  }

  #added(
    loss: number,
    results: readonly { readonly result: PassResult; readonly examples: readonly PreparedExample[] }[],
  ): Since {
    const margins = results.flatMap(({ result, examples }) =>
      result.scores.flatMap((scores, i) => {
        const reference = this.data.references.get(examples[i]?.key ?? '');
        return scores && reference ? [marginOf({ scores, reference }, this.settings.beta)] : [];
      }),
    );
    const since = this.#since;
    return {
      steps: since.steps + 1,
      loss: since.loss + loss,
      pairs: since.pairs + margins.length,
      preferred: since.preferred + margins.filter((margin) => margin > 0).length,
      margin: since.margin + margins.reduce((sum, margin) => sum + margin, 0),
    };
  }
}

function nothingToTrainOn(): SeraphError {
  return new SeraphError(
    'bad-format',
    'There are no pairs to train on: all are excluded or held out, or name what no knowledge base in use has. Nothing ' +
      'was changed. Decide on more mentions, or include pairs again.',
    { expected: 'at least one pair', got: 0 },
  );
}

/** What a cancelled run throws. */
export function stopped(): SeraphError {
  return new SeraphError(
    'aborted',
    'Training was stopped. The model in use is as it was, and what was trained is kept. Go on when you like.',
  );
}
