/** Undo and redo. Both append; nothing is ever taken out of the log. */
import type { DocumentId, EventId } from '../core/ids.js';
import { draftReversal } from '../core/decision/draft.js';
import { historyOf, lastCommand } from '../core/decision/history.js';
import { announce, type Context } from './context.js';
import { describeAction } from './describe-action.js';
import { focusFirst, focusMention } from './navigate.js';
import type { Pipeline } from './pipeline.js';
import { record, stamp } from './record.js';

const EDITS = new Set<string>(['add-mention', 'resize-mention', 'retype-mention', 'delete-mention']);

interface Surroundings {
  /** Shows another document. */
  readonly open: (id: DocumentId) => Promise<void>;
  readonly pipeline: Pipeline;
}

/** Takes back (or brings back) the last command, in whatever document it was made, and goes there. */
export async function undoOrRedo(
  context: Context,
  kind: 'undo' | 'redo',
  { open, pipeline }: Surroundings,
): Promise<void> {
  const { store, services } = context;
  const { events, curator } = store.getState();
  const { done, undone } = historyOf(events);
  const targets = lastCommand(kind === 'undo' ? done : undone);
  const [first] = targets;
  if (!first) {
    announce(context, `Nothing to ${kind}.`);
    return;
  }
  const edited = targets.filter(({ action }) => EDITS.has(action.kind)).map(({ mentionId }) => mentionId);
  if (edited.length > 0) await pipeline.forget(first.documentId, edited);
  const time = stamp(context);
  const drafts = targets.map((target) =>
    draftReversal(kind, target, { id: services.newId() as EventId, time, curator }),
  );
  if (await record(context, drafts)) {
    const what = targets.length > 1 ? `${targets.length} decisions` : describeAction(first);
    const { currentId, documents } = store.getState();
    const isListed = documents.some(({ id }) => id === first.documentId);
    const where = isListed ? '' : ', in a document that is off the list';
    const said = `${kind === 'undo' ? 'Took back' : 'Did again'}: ${what}${where}`;
    store.setState({ lastAction: { text: said, nilMention: null } });
    if (isListed) {
      store.setState({ page: 'document', spanDraft: null });
      if (currentId !== first.documentId) await open(first.documentId);
      focusMention(context, first.mentionId);
      focusFirst(context);
    }
    // Last, for opening a document is announced, too.
    announce(context, said);
  }
  if (edited.length > 0) void pipeline.refresh();
}
