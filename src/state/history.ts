/** Undo and redo, over decisions and changes of the project alike. Both append; nothing is ever taken out of a log. */
import { draftReversal } from '../core/decision/draft.js';
import type { DecisionEvent } from '../core/decision/events.js';
import type { DoingEvent } from '../core/decision/history.js';
import type { DocumentId, EventId } from '../core/ids.js';
import { historyOf, lastCommand, type Doing } from '../core/log/history.js';
import { isExclusion } from '../core/preference/exclusions.js';
import { draftProjectReversal } from '../core/project/draft.js';
import type { ProjectEvent } from '../core/project/events.js';
import type { DoingProjectEvent } from '../core/project/fold.js';
import { announce, type Context } from './context.js';
import { describeAction } from './describe-action.js';
import type { Engines } from './engines.js';
import { goToPlace } from './go-to-place.js';
import { describeProjectAction } from './kbs/describe-project-action.js';
import type { Pipeline } from './pipeline.js';
import { record, stamp } from './record.js';

const EDITS = new Set<string>(['add-mention', 'resize-mention', 'retype-mention', 'delete-mention']);

interface Surroundings {
  /** Shows another document. */
  readonly open: (id: DocumentId) => Promise<void>;
  readonly pipeline: Pipeline;
  readonly engines: Engines;
}

type AnyEvent = DecisionEvent | ProjectEvent;

const isDecision = (event: Doing<AnyEvent>): event is DoingEvent => 'mentionId' in event;

/** Takes back (or brings back) the last command, wherever it was made, and goes there. */
export async function undoOrRedo(
  context: Context,
  kind: 'undo' | 'redo',
  { open, pipeline, engines }: Surroundings,
): Promise<void> {
  const { store, services } = context;
  const { events, projectEvents, curator } = store.getState();
  const { done, undone } = historyOf<AnyEvent>(inTimeOrder(events, projectEvents));
  const targets = lastCommand(kind === 'undo' ? done : undone);
  if (targets.length === 0) {
    announce(context, `Nothing to ${kind}.`);
    return;
  }
  const decisions = targets.filter(isDecision);
  const changes = targets.filter((event): event is DoingProjectEvent => !isDecision(event));
  const [first] = decisions;
  const edited = decisions.filter(({ action }) => EDITS.has(action.kind)).map(({ mentionId }) => mentionId);
  if (first && edited.length > 0) await pipeline.forget(first.documentId, edited);
  const time = stamp(context);
  const authorship = () => ({ id: services.newId() as EventId, time, curator });
  const isWritten = await record(
    context,
    decisions.map((target) => draftReversal(kind, target, authorship())),
    changes.map((target) => draftProjectReversal(kind, target, authorship())),
  );
  if (isWritten) {
    const said = `${kind === 'undo' ? 'Took back' : 'Did again'}: ${wordsFor(decisions, changes)}`;
    const isThere = first === undefined || (await goToPlace(context, first, open));
    const where = isThere ? '' : ', in a document that is off the list';
    store.setState({ lastAction: { text: said + where, nilMention: null } });
    // Last, for opening a document is announced, too.
    announce(context, said + where);
  }
  if (changes.some(({ action }) => !isExclusion(action))) void engines.openProject();
  else if (edited.length > 0) void pipeline.refresh();
}

function wordsFor(decisions: readonly DoingEvent[], changes: readonly DoingProjectEvent[]): string {
  const [first] = decisions;
  const [change] = changes;
  const parts: string[] = change ? [describeProjectAction(change)] : [];
  if (first) parts.push(decisions.length > 1 ? `${decisions.length} decisions` : describeAction(first));
  return parts.join(', with ');
}

/** Two logs as one: by time, each in its own order. */
function inTimeOrder(
  decisions: readonly DecisionEvent[],
  changes: readonly ProjectEvent[],
): readonly AnyEvent[] {
  const merged: AnyEvent[] = [];
  let next = 0;
  for (const decision of decisions) {
    for (let change = changes[next]; change && change.time < decision.time; change = changes[++next]) {
      merged.push(change);
    }
    merged.push(decision);
  }
  return [...merged, ...changes.slice(next)];
}
