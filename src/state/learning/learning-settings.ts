/** What the curator chose about training, kept between visits. */
import { DEFAULT_TRAINING, problemsOf, type TrainingSettings } from '../../core/training/settings.js';
import { notify, wordsOf, type Context } from '../context.js';
import { PROPOSE_AFTER } from './learning-state.js';

const SETTINGS = 'training';
const PROPOSE = 'propose-after';

/** Settings of another version of Seraph that cannot be trained with give way to the usual ones. */
export async function restoreSettings({ store, services }: Context): Promise<void> {
  const [settings, propose] = await Promise.all([
    services.settings.get(SETTINGS),
    services.settings.get(PROPOSE),
  ]);
  store.setState({
    trainingSettings: settings === undefined ? DEFAULT_TRAINING : readSettings(settings),
    proposeAfter: propose === undefined ? PROPOSE_AFTER : Number(propose),
  });
}

function readSettings(kept: string): TrainingSettings {
  try {
    const read = { ...DEFAULT_TRAINING, ...(JSON.parse(kept) as Partial<TrainingSettings>) };
    return problemsOf(read).length === 0 ? read : DEFAULT_TRAINING;
  } catch {
    return DEFAULT_TRAINING;
  }
}

/** Shows them at once, and keeps them when they can be trained with. */
export async function changeSettings(context: Context, trainingSettings: TrainingSettings): Promise<void> {
  context.store.setState({ trainingSettings });
  if (problemsOf(trainingSettings).length === 0) {
    await keep(context, SETTINGS, JSON.stringify(trainingSettings));
  }
}

/** @param pairs new pairs after which training is proposed; 0 for never */
export async function changeProposeAfter(context: Context, pairs: number): Promise<void> {
  if (!Number.isSafeInteger(pairs) || pairs < 0) return;
  context.store.setState({ proposeAfter: pairs });
  await keep(context, PROPOSE, String(pairs));
}

/** That it could not be kept is said; it holds until the tab closes. */
async function keep(context: Context, key: string, value: string): Promise<void> {
  try {
    await context.services.settings.set(key, value);
  } catch (error) {
    notify(context, 'error', wordsOf(error));
  }
}
