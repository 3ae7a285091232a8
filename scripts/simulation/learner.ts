/** Training on the decisions so far, as the page does it: the same pairs, the same examples, the same loop. */
import { createAdapter, type Adapter } from '../../src/core/adapter/adapter.js';
import type { DecisionEvent } from '../../src/core/decision/events.js';
import { NO_EXCLUSIONS } from '../../src/core/preference/exclusions.js';
import { isTrainedOn, trainingSet, type TrainingSetEntry } from '../../src/core/preference/training-set.js';
import type { ReferenceScores } from '../../src/core/repositories.js';
import { examplesOf, isUnknown, positivesOf } from '../../src/core/training/examples.js';
import type { Replay, TrainingExample } from '../../src/core/training/job.js';
import type { PreparedExample } from '../../src/core/training/preference-model.js';
import type { TrainingSettings } from '../../src/core/training/settings.js';
import { trainAdapter, type Trained } from '../../src/core/training/train.js';
import { createAdapterTrainer } from '../../src/model/training/adapter-trainer.js';
import { prepareExample } from '../../src/model/training/prepare.js';
import type { LoadedLinker } from '../node/load-linker.js';

/** The first candidate accepted, one below it, or a concept found by search. */
export const PAIR_KINDS = ['first', 'below', 'searched'] as const;
export type PairKind = (typeof PAIR_KINDS)[number];

export interface KindCount {
  readonly pairs: number;
  readonly scored: number;
  readonly chosenFirst: number;
}

/** What a training gave and what it took. */
export interface Training {
  /** Decisions that there were. */
  readonly decisions: number;
  /** Examples trained on, and pairs held out. */
  readonly examples: number;
  readonly heldOut: number;
  readonly steps: number;
  readonly bestStep: number;
  readonly ending: Trained['ending'];
  /** Of the held-out pairs, those whose chosen name the model prefers, before and after, 0 to 1; null for no pairs. */
  readonly heldOutChosenFirst: readonly [before: number, after: number] | null;
  /**
   * All pairs, by what the curator did; of those scored under the model as it came, how many it has the right way
   * round.
   */
  readonly kinds: Readonly<Record<PairKind, KindCount>>;
  readonly seconds: number;
}

export interface Learner {
  /** Null where the decisions gave nothing to train on. */
  learn(
    events: readonly DecisionEvent[],
    settings: TrainingSettings,
    onStep?: (step: number, of: number) => void,
  ): Promise<{ readonly adapter: Adapter; readonly training: Training } | null>;
}

/** Trains from the model as it came, whatever was trained before. */
export function createLearner(parts: LoadedLinker, replay: Pick<Replay, 'examples'>): Learner {
  const { weights, parameters, engine } = parts.loaded;
  const trainer = createAdapterTrainer(weights, parameters, engine.backend);
  const prepare = (example: TrainingExample): PreparedExample =>
    prepareExample(parts.layout, parts.tokenizer, example);
  const hasName = (name: string): boolean => parts.kb.names.find(name).length > 0;
  const prepared = (examples: readonly TrainingExample[]): readonly PreparedExample[] =>
    byLength(examples.filter((example) => !isUnknown(example, hasName)).map(prepare));
  const replayed = replay.examples.map(prepare);
  // The same for every arm and seed: what the model says before it learns.
  const references = new Map<string, ReferenceScores>();
  const addReferences = async (examples: readonly PreparedExample[]): Promise<void> => {
    const missing = examples.filter(({ key, rejected }) => rejected !== null && !references.has(key));
    const scores = await trainer.score(missing, { withAdapter: false });
    missing.forEach(({ key }, i) => {
      const own = scores[i];
      if (own) references.set(key, own);
    });
  };

  return {
    async learn(events, settings, onStep) {
      const { entries } = trainingSet({ events, imported: [], exclusions: NO_EXCLUSIONS, settings });
      const used = entries.filter(({ isUsed }) => isUsed);
      const trainedOn = used.filter(isTrainedOn);
      const training = prepared(
        settings.loss === 'positive' ? positivesOf(trainedOn) : examplesOf(trainedOn),
      );
      const heldOut = prepared(examplesOf(used.filter(({ part }) => part === 'held-out')));
      if (training.length === 0) return null;
      const began = performance.now();
      await addReferences([...training, ...heldOut]);
      const trained = await trainAdapter(
        trainer,
        { training, heldOut, replay: replayed, references },
        createAdapter(weights.manifest.config, settings, settings.seed),
        settings,
        {
          ready: () => Promise.resolve(),
          onPoint: ({ step }, steps) => onStep?.(step, steps),
          keep: () => Promise.resolve(),
          now: () => performance.now(),
        },
      );
      trainer.setAdapter(trained.adapter);
      const after = await trainer.score(heldOut, { withAdapter: true });
      const before = heldOut.map(({ key }) => references.get(key));
      return {
        adapter: trained.adapter,
        training: {
          decisions: events.length,
          examples: training.length,
          heldOut: heldOut.length,
          steps: trained.steps,
          bestStep: trained.bestStep,
          ending: trained.ending,
          kinds: kindsOf(used, references),
          heldOutChosenFirst: heldOut.length === 0 ? null : [chosenFirst(before), chosenFirst(after)],
          seconds: (performance.now() - began) / 1000,
        },
      };
    },
  };
}

/** The shortest first: what is scored together is padded to its longest. */
function byLength(examples: readonly PreparedExample[]): readonly PreparedExample[] {
  const lengthOf = ({ input, chosen, rejected }: PreparedExample): number =>
    input.prefix.length + Math.max(chosen.length, rejected?.length ?? 0);
  return [...examples].sort((a, b) => lengthOf(a) - lengthOf(b));
}

function kindsOf(
  entries: readonly TrainingSetEntry[],
  references: ReadonlyMap<string, ReferenceScores>,
): Training['kinds'] {
  const ofKind = (kind: PairKind): KindCount => {
    const own = entries.filter(({ pair }) => kindOf(pair.chosen.rank) === kind);
    const scores = own.flatMap(({ key }) => {
      const reference = references.get(key);
      return reference ? [reference] : [];
    });
    const right = scores.filter(([chosen, other]) => chosen > other);
    return { pairs: own.length, scored: scores.length, chosenFirst: right.length };
  };
  return { first: ofKind('first'), below: ofKind('below'), searched: ofKind('searched') };
}

function kindOf(rank: number | null): PairKind {
  if (rank === null) return 'searched';
  return rank === 1 ? 'first' : 'below';
}

function chosenFirst(scores: readonly (ReferenceScores | undefined)[]): number {
  return scores.filter((own) => own && own[0] > own[1]).length / scores.length;
}
