import { exclusionsOf } from '../../core/preference/exclusions.js';
import type { SplitSettings } from '../../core/preference/split.js';
import { trainingSet, type TrainingSet } from '../../core/preference/training-set.js';
import type { AppState } from '../app-state.js';

type Source = Pick<AppState, 'events' | 'projectEvents' | 'importedPairs' | 'trainingSettings'>;

let last: { readonly from: readonly unknown[]; readonly set: TrainingSet } | null = null;

/** What there is to learn from, derived again only when something that it follows from has changed. */
export function trainingSetIn(state: Source): TrainingSet {
  return trainingSetWith(state, state.trainingSettings);
}

/** The same as other settings split it. */
export function trainingSetWith(
  { events, projectEvents, importedPairs }: Omit<Source, 'trainingSettings'>,
  { heldOut, seed }: SplitSettings,
): TrainingSet {
  const from = [events, projectEvents, importedPairs, heldOut, seed];
  if (last?.from.every((value, index) => Object.is(value, from[index])) === true) return last.set;
  const set = trainingSet({
    events,
    imported: importedPairs,
    exclusions: exclusionsOf(projectEvents),
    settings: { heldOut, seed },
  });
  last = { from, set };
  return set;
}
