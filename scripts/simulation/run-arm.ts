/** One curator with one way of learning, on one walk through the corpus. */
import type { Adapter } from '../../src/core/adapter/adapter.js';
import type { DecisionEvent } from '../../src/core/decision/events.js';
import { memoryOf } from '../../src/core/decision/fold.js';
import { groupBy } from '../../src/core/group-by.js';
import type { TrainingSettings } from '../../src/core/training/settings.js';
import type { LoadedLinker } from '../node/load-linker.js';
import { ARMS, type Arm, type ArmName } from './arms.js';
import { decide } from './curator.js';
import type { Generator, Place } from './generator.js';
import type { Learner, Training } from './learner.js';
import { isRight, NO_MEMORY, rankerOf } from './ranking.js';
import { rightOnReplay, type ReplaySample } from './replay-sample.js';
import type { Walk, WalkMention } from './walk.js';

export interface ArmResult {
  readonly seed: number;
  readonly arm: ArmName;
  /** Of each decision, in order: whether the first candidate was right; null for "none of these" by the corpus. */
  readonly decided: readonly (boolean | null)[];
  readonly actions: Readonly<Record<'accept' | 'correct' | 'nil', number>>;
  readonly ahead: readonly JudgedAhead[];
  readonly trainings: readonly Training[];
  /** Names of the replay sample, and how many were right before training and after; null where nothing was trained. */
  readonly replay: { readonly names: number; readonly before: number; readonly after: number } | null;
  readonly seconds: number;
}

/** The mentions of one document ahead that have a concept, and for how many of them the first candidate was right. */
export interface JudgedAhead {
  readonly document: string;
  readonly mentions: number;
  /** As the page ranks. */
  readonly system: number;
  /** By generation alone. */
  readonly model: number;
}

export interface Simulation {
  readonly parts: LoadedLinker;
  readonly generator: Generator;
  readonly learner: Learner;
  readonly replay: ReplaySample;
  readonly settings: TrainingSettings;
  /** Decisions after which training begins anew. */
  readonly every: number;
  readonly say: (line: string) => void;
  /** Takes what a line of its own would be too much for: it may be overwritten by the next. */
  readonly status: (words: string) => void;
}

/** Decides, trains every so many decisions on all of them, and judges what is ahead with what was learnt last. */
export async function runArm(
  simulation: Simulation,
  walk: Walk,
  name: ArmName,
  seed: number,
): Promise<ArmResult> {
  const { parts, generator, replay, every, say } = simulation;
  const arm = ARMS[name];
  const began = performance.now();
  const events: DecisionEvent[] = [];
  const decided: (boolean | null)[] = [];
  const trainings: Training[] = [];
  let adapter: Adapter | null = null;
  for (let first = 0; first < walk.decided.length; first += every) {
    const mentions = walk.decided.slice(first, first + every);
    decided.push(...(await decideAll(simulation, arm, mentions, adapter, events)));
    const learnt = await train(simulation, arm, seed, events);
    if (learnt === null) continue;
    adapter = learnt.adapter;
    trainings.push(learnt.training);
    say(`${name}, seed ${seed}: ${trainingLine(learnt.training)}`);
  }
  const ahead = await judgeAhead(simulation, arm, walk.ahead, adapter, events);
  const right = (of: Adapter | null): Promise<number> =>
    rightOnReplay(parts, generator, replay, of, searched(simulation));
  const onReplay = adapter && {
    names: replay.judged.length,
    before: await right(null),
    after: await right(adapter),
  };
  const countOf = (kind: string): number => events.filter(({ action }) => action.kind === kind).length;
  return {
    seed,
    arm: name,
    decided,
    actions: { accept: countOf('accept'), correct: countOf('correct'), nil: countOf('nil') },
    ahead,
    trainings,
    replay: onReplay,
    seconds: (performance.now() - began) / 1000,
  };
}

/**
 * Decides mentions one after the other; the events are added. A document is linked with what is remembered when its
 * first mention comes up, as the page links a document that is opened.
 */
async function decideAll(
  simulation: Simulation,
  arm: Arm,
  mentions: readonly WalkMention[],
  adapter: Adapter | null,
  events: DecisionEvent[],
): Promise<readonly (boolean | null)[]> {
  const { parts, generator } = simulation;
  const maker = { view: parts.kb, modelHash: parts.loaded.weights.hash };
  const names = await generator.generate(mentions.map(placeOf), adapter, searched(simulation));
  let rank = rankerOf(parts, NO_MEMORY, 'system');
  const right: (boolean | null)[] = [];
  for (const [i, mention] of mentions.entries()) {
    const isOpened = mention.document !== mentions[i - 1]?.document;
    if (arm.remembers && isOpened) rank = rankerOf(parts, memoryOf(events), 'system');
    const ranked = await rank(mention, names[i] ?? []);
    events.push(decide(maker, mention, ranked, events.length + 1));
    right.push(isRight(mention, ranked));
  }
  return right;
}

async function train(
  { learner, settings, status }: Simulation,
  { trains }: Arm,
  seed: number,
  events: readonly DecisionEvent[],
): Promise<Awaited<ReturnType<Learner['learn']>>> {
  if (trains === null) return null;
  const own: TrainingSettings = { ...settings, seed, ...(trains === 'positive' ? { loss: trains } : {}) };
  return learner.learn(events, own, (step, of) => status(`step ${step} of ${of}`));
}

async function judgeAhead(
  simulation: Simulation,
  arm: Arm,
  mentions: readonly WalkMention[],
  adapter: Adapter | null,
  events: readonly DecisionEvent[],
): Promise<readonly JudgedAhead[]> {
  const { parts, generator } = simulation;
  const names = await generator.generate(mentions.map(placeOf), adapter, searched(simulation));
  const bySystem = rankerOf(parts, arm.remembers ? memoryOf(events) : NO_MEMORY, 'system');
  const byModel = rankerOf(parts, NO_MEMORY, 'model');
  const judged: { document: string; system: boolean | null; model: boolean | null }[] = [];
  for (const [i, mention] of mentions.entries()) {
    const own = names[i] ?? [];
    judged.push({
      document: mention.document.id,
      system: isRight(mention, await bySystem(mention, own)),
      model: isRight(mention, await byModel(mention, own)),
    });
  }
  return [...groupBy(judged, ({ document }) => document)].map(([document, own]) => ({
    document,
    mentions: own.filter(({ system }) => system !== null).length,
    system: own.filter(({ system }) => system === true).length,
    model: own.filter(({ model }) => model === true).length,
  }));
}

function searched({ status }: Simulation): (done: number, of: number) => void {
  return (done, of) => status(`names for ${done} of ${of} mentions`);
}

function placeOf({ document: { text }, gold: { mention } }: WalkMention): Place {
  return { text, mention };
}

function trainingLine(training: Training): string {
  const { decisions, examples, heldOut, steps, bestStep, ending, heldOutChosenFirst, seconds } = training;
  const first = heldOutChosenFirst?.map((share) => (100 * share).toFixed(1)).join(' to ') ?? '-';
  return (
    `${decisions} decisions, ${examples} examples, ${heldOut} pairs held out (chosen first ${first} %), ` +
    `best after step ${bestStep} of ${steps} (${ending}), ${seconds.toFixed(0)} s`
  );
}
