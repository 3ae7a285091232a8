import type { AdapterShape } from '../adapter/adapter.js';
import { ADAPTER_TARGETS } from '../adapter/adapter.js';

/**
 * `dpo`: sigmoid loss of Rafailov et al. 2023 (arXiv 2305.18290); `ipo`: Azar et al. 2023 (arXiv 2310.12036), averaged
 * over a name's pieces as TRL does; `positive`: the chosen names alone, supervised.
 */
export const TRAINING_LOSSES = ['dpo', 'ipo', 'positive'] as const;
export type TrainingLoss = (typeof TRAINING_LOSSES)[number];

/** All that decides what training does, besides its data. */
export interface TrainingSettings extends AdapterShape {
  readonly loss: TrainingLoss;
  /** How far a preference may move the model from its reference. */
  readonly beta: number;
  /** Weight of the mean log-probability per piece of the chosen names, added to a preference loss. */
  readonly supervised: number;
  /** Weight of the same on replayed names of the knowledge base; 0 for no replay. */
  readonly replay: number;
  /** Peak learning rate of AdamW. */
  readonly rate: number;
  /** Share of all steps over which the rate rises. */
  readonly warmUp: number;
  /** The rate falls with this power of the steps left, to nothing. */
  readonly decayPower: number;
  readonly weightDecay: number;
  /** Largest norm of all gradients together. */
  readonly clip: number;
  /** Pairs a step, and how many of them go through the model at once. */
  readonly batch: number;
  readonly microBatch: number;
  readonly epochs: number;
  /** Looks at the held-out pairs without a better loss after which training stops; 0: never. */
  readonly patience: number;
  /** Share of the documents whose pairs are held out. */
  readonly heldOut: number;
  /** Synonyms of the knowledge base that are linked before and after, to see what was lost; 0 for none. */
  readonly judgedNames: number;
  readonly seed: number;
}

export const DEFAULT_TRAINING: TrainingSettings = {
  loss: 'dpo',
  rank: 8,
  alpha: 16,
  targets: ['self-attention', 'cross-attention', 'first-feed-forward'],
  beta: 0.1,
  supervised: 0.5,
  replay: 0.5,
  rate: 2e-4,
  warmUp: 0.1,
  decayPower: 1,
  weightDecay: 0.01,
  clip: 1,
  batch: 8,
  microBatch: 4,
  epochs: 1,
  patience: 3,
  heldOut: 0.2,
  // One of 400 is a quarter of a point: a single loss is below what a version may lose.
  judgedNames: 400,
  seed: 1,
};

/** What is wrong with a setting. */
export interface SettingProblem {
  readonly field: keyof TrainingSettings;
  /** "a whole number from 1 to 64" */
  readonly expected: string;
  readonly got: string;
}

/** Empty for settings that can be trained with. */
export function problemsOf(settings: TrainingSettings): readonly SettingProblem[] {
  const problems: SettingProblem[] = [];
  const check = (field: keyof TrainingSettings, isFine: boolean, expected: string): void => {
    if (!isFine) problems.push({ field, expected, got: String(settings[field]) });
  };
  const within = (value: number, low: number, high: number): boolean => value >= low && value <= high;
  const whole = (
    field: 'rank' | 'batch' | 'microBatch' | 'epochs' | 'patience' | 'judgedNames',
    low: number,
    high: number,
  ) =>
    check(
      field,
      Number.isInteger(settings[field]) && within(settings[field], low, high),
      `a whole number from ${low} to ${high}`,
    );
  whole('rank', 1, 64);
  whole('batch', 1, 256);
  whole('microBatch', 1, 64);
  whole('epochs', 1, 50);
  whole('patience', 0, 50);
  whole('judgedNames', 0, 5000);
  check('alpha', within(settings.alpha, 1e-3, 1024), 'a number above 0, up to 1024');
  check('beta', within(settings.beta, 1e-4, 10), 'a number above 0, up to 10');
  check('supervised', within(settings.supervised, 0, 10), 'a number from 0 to 10');
  check('replay', within(settings.replay, 0, 10), 'a number from 0 to 10');
  check('rate', within(settings.rate, 1e-8, 0.1), 'a number above 0, up to 0.1');
  check('warmUp', within(settings.warmUp, 0, 1), 'a number from 0 to 1');
  check('decayPower', within(settings.decayPower, 0, 4), 'a number from 0 to 4');
  check('weightDecay', within(settings.weightDecay, 0, 1), 'a number from 0 to 1');
  check('clip', within(settings.clip, 1e-3, 1000), 'a number above 0, up to 1000');
  check('heldOut', within(settings.heldOut, 0, 0.9), 'a number from 0 to 0.9');
  check('seed', Number.isSafeInteger(settings.seed) && settings.seed >= 0, 'a whole number from 0');
  check(
    'targets',
    settings.targets.length > 0 && settings.targets.every((target) => ADAPTER_TARGETS.includes(target)),
    'at least one part of the decoder',
  );
  return problems;
}
