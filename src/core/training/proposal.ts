import type { AdapterVersion } from '../adapter/version.js';
import { isTrainedOn, type TrainingSet } from '../preference/training-set.js';

/**
 * Pairs of decisions that would be trained on and that the version in use has not learnt from. A version that came from
 * elsewhere has learnt from none. Held-out pairs are not counted: they teach nothing.
 *
 * @param version null for the base model
 */
export function newPairs(
  { entries }: Pick<TrainingSet, 'entries'>,
  version: Pick<AdapterVersion, 'training'> | null,
): number {
  const learnt = version?.training?.lastDecision ?? 0;
  return entries.filter((entry) => isTrainedOn(entry) && (entry.sequence ?? 0) > learnt).length;
}

/** @param after new pairs after which training is proposed; 0 for never */
export function isTrainingProposed(pairs: number, after: number): boolean {
  return after > 0 && pairs >= after;
}
