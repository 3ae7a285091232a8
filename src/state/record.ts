/** Writing decisions: durable first, then on the screen. */
import type { ShownCandidate } from '../core/decision/events.js';
import { draftEvent, type EventDraft } from '../core/decision/draft.js';
import type { DoingEvent } from '../core/decision/history.js';
import type { EventId, MentionId, Sha256 } from '../core/ids.js';
import type { LinkedMention } from '../core/link/linker.js';
import type { ProjectDraft } from '../core/project/draft.js';
import type { EarlierLinks, Suggestions } from '../core/repositories.js';
import type { Mention } from '../core/text/document.js';
import { announce, notify, wordsOf, type Context } from './context.js';
import type { DocumentView, MentionView } from './document-view.js';
import { takeIn, type Written } from './follow-log.js';

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

/** What a line is about besides the mention and the action. */
interface Circumstances {
  readonly shown?: readonly ShownCandidate[];
  /** Of the concept's knowledge base, null for one that the curator added; left out where no concept is named. */
  readonly kbHash?: Sha256 | null;
}

/** The log's line for an edit of a mention: nothing about candidates. */
export function draftEdit(
  context: Context,
  view: DocumentView,
  mention: Mention,
  action: DoingEvent['action'],
  time: string,
  { shown = [], kbHash }: Circumstances = {},
): EventDraft {
  const { model, opened, curator } = context.store.getState();
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
    kbHash: kbHash !== undefined ? kbHash : (maker?.kbHash ?? opened?.viewHash ?? null),
  });
}

/**
 * The log's line for a decision about the candidates on the screen. `time` comes from `stamp`.
 * @param kbHash see `Circumstances`
 */
export function draftDecision(
  context: Context,
  view: DocumentView,
  mention: MentionView,
  action: DoingEvent['action'],
  time: string,
  kbHash?: Sha256 | null,
): EventDraft {
  const shown = shownCandidates(mention);
  return draftEdit(context, view, mention.mention, action, time, {
    shown,
    ...(kbHash === undefined ? {} : { kbHash }),
  });
}

/**
 * Appends all or none, waits until they are durable, and only then changes the screen. Returns false, with a message
 * and an unchanged screen, when they could not be written.
 */
export async function record(
  context: Context,
  decisions: readonly EventDraft[],
  project: readonly ProjectDraft[] = [],
): Promise<boolean> {
  const { store, services } = context;
  store.setState(({ saving }) => ({ saving: saving + 1 }));
  try {
    let written: Written;
    try {
      written = await append(context, decisions, project);
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

async function append(
  { services: { journal } }: Context,
  decisions: readonly EventDraft[],
  project: readonly ProjectDraft[],
): Promise<Written> {
  if (project.length === 0) return { decisions: await journal.decisions.appendAll(decisions), project: [] };
  if (decisions.length === 0) return { decisions: [], project: await journal.project.appendAll(project) };
  return journal.appendTogether({ decisions, project });
}
