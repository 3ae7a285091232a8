/** Writing decisions: durable first, then on the screen. */
import type { DecisionEvent, ShownCandidate } from '../core/decision/events.js';
import { draftEvent, type EventDraft } from '../core/decision/draft.js';
import type { DoingEvent } from '../core/decision/history.js';
import type { EventId, MentionId } from '../core/ids.js';
import type { LinkedMention } from '../core/link/linker.js';
import type { EarlierLinks, Suggestions } from '../core/repositories.js';
import type { Mention } from '../core/text/document.js';
import { announce, notify, wordsOf, type Context } from './context.js';
import type { DocumentView, MentionView } from './document-view.js';
import { takeIn } from './follow-log.js';

let lastStamp = 0;

/** ISO 8601 time of a command; strictly rising, so that equal times mean "the same command". */
export function stamp({ services }: Context): string {
  lastStamp = Math.max(services.now(), lastStamp + 1);
  return new Date(lastStamp).toISOString();
}

/** The candidates as they stand on the screen. */
function shownCandidates({ candidates }: MentionView): readonly ShownCandidate[] {
  return candidates.map(({ conceptId, name, share, evidence }, index) => ({
    rank: index + 1,
    conceptId,
    name,
    share,
    score: evidence.generated ?? null,
  }));
}

/** What made the candidates that the mention has on the screen. */
function makerOf(
  suggestions: Suggestions | undefined,
  id: MentionId,
): Omit<EarlierLinks, 'linked'> | undefined {
  const isIn = (linked: readonly LinkedMention[]) => linked.some(({ mentionId }) => mentionId === id);
  const earlier = suggestions?.earlier;
  return earlier && isIn(earlier.linked) && !isIn(suggestions.linked ?? []) ? earlier : suggestions;
}

/** The log's line for an edit of a mention: nothing about candidates. */
export function draftEdit(
  context: Context,
  view: DocumentView,
  mention: Mention,
  action: DoingEvent['action'],
  time: string,
  shown: readonly ShownCandidate[] = [],
): EventDraft {
  const { model, kb, curator } = context.store.getState();
  const maker = makerOf(view.suggestions, mention.id);
  return draftEvent({
    id: context.services.newId() as EventId,
    time,
    curator,
    document: view.document,
    mention,
    action,
    shown,
    modelHash: maker?.modelHash ?? model?.hash ?? null,
    kbHash: maker?.kbHash ?? kb?.hash ?? null,
  });
}

/** The log's line for a decision about the candidates on the screen. `time` comes from `stamp`. */
export function draftDecision(
  context: Context,
  view: DocumentView,
  mention: MentionView,
  action: DoingEvent['action'],
  time: string,
): EventDraft {
  return draftEdit(context, view, mention.mention, action, time, shownCandidates(mention));
}

/**
 * Appends all or none, waits until they are durable, and only then changes the screen. Returns false, with a message
 * and an unchanged screen, when they could not be written.
 */
export async function record(context: Context, drafts: readonly EventDraft[]): Promise<boolean> {
  const { store, services } = context;
  store.setState(({ saving }) => ({ saving: saving + 1 }));
  try {
    const [only, ...others] = drafts;
    let written: readonly DecisionEvent[];
    try {
      written =
        only && others.length === 0
          ? [await services.log.append(only)]
          : await services.log.appendAll(drafts);
    } catch (error) {
      store.setState({ saveFailed: true });
      announce(context, 'Not saved.');
      notify(context, 'error', wordsOf(error));
      return false;
    }
    services.otherTabs.tellAppended();
    await takeIn(context, written);
    store.setState({ saveFailed: false });
    return true;
  } finally {
    store.setState(({ saving }) => ({ saving: saving - 1 }));
  }
}
