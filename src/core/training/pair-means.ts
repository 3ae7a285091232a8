import type { ReferenceScores } from '../repositories.js';
import type { PairMeans } from './job.js';
import type { PreparedExample } from './preference-model.js';
import type { TrainingSettings } from './settings.js';

/** A pair with its summed log-probabilities: under the adapted model, and under the base model. */
export interface ScoredPair {
  readonly example: Pick<PreparedExample, 'key' | 'chosen' | 'rejected' | 'weight' | 'documentId'>;
  readonly scores: ReferenceScores;
  readonly reference: ReferenceScores;
}

/**
 * Weighted means over pairs; null for none. The loss is the preference loss of the settings, the same as training has
 * it (model/training/preference-loss.ts), without what is added to it.
 */
export function pairMeansOf(
  pairs: readonly ScoredPair[],
  settings: Pick<TrainingSettings, 'loss' | 'beta'>,
): PairMeans | null {
  const total = pairs.reduce((sum, { example }) => sum + example.weight, 0);
  if (total === 0) return null;
  const mean = (of: (pair: ScoredPair) => number): number =>
    pairs.reduce((sum, pair) => sum + pair.example.weight * of(pair), 0) / total;
  return {
    loss: mean((pair) => lossOf(pair, settings)),
    accuracy: mean((pair) => preferenceOf(marginOf(pair, settings.beta))),
    margin: mean((pair) => marginOf(pair, settings.beta)),
    chosenFirst: mean(({ scores: [chosen, rejected] }) => (chosen > rejected ? 1 : 0)),
  };
}

/** Margins nearer to nothing than this are the rounding of sums of f32. */
const EQUAL = 1e-5;

/** 1 where the chosen name is preferred, and a half where neither is: before training nothing is. */
export function preferenceOf(margin: number): number {
  if (Math.abs(margin) < EQUAL) return 0.5;
  return margin > 0 ? 1 : 0;
}

/** The implicit reward of the chosen name above that of the rejected one. */
export function marginOf({ scores, reference }: Omit<ScoredPair, 'example'>, beta: number): number {
  return beta * (scores[0] - reference[0] - (scores[1] - reference[1]));
}

function lossOf(pair: ScoredPair, { loss, beta }: Pick<TrainingSettings, 'loss' | 'beta'>): number {
  const { example, scores, reference } = pair;
  switch (loss) {
    case 'dpo': {
      const margin = marginOf(pair, beta);
      return Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin);
    }
    case 'ipo': {
      const chosen = (scores[0] - reference[0]) / example.chosen.length;
      const rejected = (scores[1] - reference[1]) / (example.rejected?.length ?? 1);
      return (chosen - rejected - 1 / (2 * beta)) ** 2;
    }
    case 'positive':
      return -scores[0] / example.chosen.length;
  }
}
