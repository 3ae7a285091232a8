/** Proposes to train when enough is new. It never starts by itself. */
import { isTrainingProposed, newPairs } from '../../core/training/proposal.js';
import type { AppState } from '../app-state.js';
import { dismissNotice, notify, wordsOf, type Context } from '../context.js';
import { trainingSetIn } from './training-set-in.js';

const SETTING = 'proposed';
/** Pairs that one decision gives at most: one for each candidate shown. */
const PAIRS_A_DECISION = 5;

/** When training was last proposed. */
interface Proposed {
  /** The version in use then; empty for the base model. */
  readonly version: string;
  /** New pairs then. */
  readonly pairs: number;
}

const NEVER: Proposed = { version: '', pairs: 0 };

/**
 * Watches the log, and proposes after each `AppState.proposeAfter` new pairs, once.
 * @param show takes the curator to where training is started
 */
export async function watchForProposal(context: Context, show: () => void): Promise<void> {
  const { store, services } = context;
  let last = readProposed(await services.settings.get(SETTING));
  let notice: number | null = null;
  /** Events below which there cannot be enough. */
  let worthCounting = 0;

  const check = (state: AppState): void => {
    const { events, versions, version, proposeAfter, training } = state;
    if (proposeAfter === 0 || training !== null || events.length < worthCounting) return;
    const inUse = versions.find(({ hash }) => hash === version) ?? null;
    const pairs = newPairs(trainingSetIn(state), inUse);
    const before = last.version === (version ?? '') ? last.pairs : 0;
    const isDue = isTrainingProposed(pairs - before, proposeAfter);
    const missing = isDue ? proposeAfter : proposeAfter - (pairs - before);
    worthCounting = events.length + Math.ceil(missing / PAIRS_A_DECISION);
    if (!isDue) return;
    last = { version: version ?? '', pairs };
    if (notice !== null) dismissNotice(context, notice);
    notice = notify(context, 'info', proposal(pairs), { label: 'See training', run: show });
    services.settings
      .set(SETTING, JSON.stringify(last))
      .catch((error: unknown) => void notify(context, 'error', wordsOf(error)));
  };

  check(store.getState());
  store.subscribe((state, before) => {
    // Who is on the page needs no message that leads there.
    if (state.page === 'learning' && notice !== null) {
      const seen = notice;
      notice = null;
      dismissNotice(context, seen);
    }
    const isOther = state.version !== before.version || state.proposeAfter !== before.proposeAfter;
    if (isOther) worthCounting = 0;
    // Undo shortens what there is to learn, not the log.
    if (isOther || state.events !== before.events) check(state);
  });
}

function readProposed(kept: string | undefined): Proposed {
  try {
    return { ...NEVER, ...(JSON.parse(kept ?? '{}') as Partial<Proposed>) };
  } catch {
    return NEVER;
  }
}

function proposal(pairs: number): string {
  return `Your decisions gave ${pairs.toLocaleString('en')} pairs that the model in use has not learnt from. You can train on them in this tab, and go on deciding meanwhile.`;
}
