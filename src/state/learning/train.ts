/** Beginning a run: what there is to learn from, as it is now, made into a job. */
import type { Sha256 } from '../../core/ids.js';
import { buildJob } from '../../core/training/build-job.js';
import type { TrainingSettings } from '../../core/training/settings.js';
import { notify, type Context } from '../context.js';
import { takeIn } from '../follow-log.js';
import type { RunCommands } from './run.js';
import { trainingSetWith } from './training-set-in.js';

/**
 * Trains from the base model (`parent` null) or a version, whose rank and parts are kept.
 * @throws SeraphError `bad-format` where there is nothing to train on, or a setting is wrong
 */
export async function train(
  context: Context,
  run: Pick<RunCommands, 'start'>,
  parent: Sha256 | null,
  chosen: TrainingSettings,
): Promise<void> {
  const { store, services } = context;
  // Another tab may have decided meanwhile.
  await takeIn(context);
  const state = store.getState();
  const { model, versions, events, documents, suggestions, gold } = state;
  if (!model) {
    notify(context, 'error', NO_MODEL);
    return;
  }
  const shape = versions.find(({ hash }) => hash === parent)?.shape;
  const settings = { ...chosen, ...shape };
  const job = buildJob({
    id: services.newId(),
    time: new Date(services.now()).toISOString(),
    settings,
    set: trainingSetWith(state, settings),
    events,
    documents,
    suggestions,
    gold,
    baseHash: model.baseHash,
    parent,
  });
  await run.start(job);
}

const NO_MODEL =
  'Training was not started: the model is not loaded. Your decisions and pairs are kept. Load the model, then start again.';
