import { rowsOf, serialize } from '../../formats/pairs-jsonl.js';
import type { Context } from '../context.js';
import { trainingSetWith } from './training-set-in.js';

/** All pairs as JSON lines, each with what training does with it; as the logs now have them: other tabs write, too. */
export async function pairLines({ store, services: { journal } }: Context): Promise<string> {
  const [events, projectEvents] = await Promise.all([journal.decisions.all(), journal.project.all()]);
  const { importedPairs, trainingSettings } = store.getState();
  const { entries } = trainingSetWith({ events, projectEvents, importedPairs }, trainingSettings);
  return serialize(rowsOf(entries));
}
