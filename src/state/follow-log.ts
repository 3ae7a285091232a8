/** Keeping up with the log: other tabs write to it, too. */
import type { DecisionEvent } from '../core/decision/events.js';
import type { DocumentId } from '../core/ids.js';
import { withEvents } from './app-state.js';
import type { Context } from './context.js';
import type { Pipeline } from './pipeline.js';

/**
 * Puts what the log has and the state lacks into the state; returns it.
 * @param written what this tab has just appended: enough, unless another tab wrote before it
 * @throws {SeraphError} when the log cannot be read
 */
export async function takeIn(
  { store, services }: Context,
  written: readonly DecisionEvent[] = [],
): Promise<readonly DecisionEvent[]> {
  const last = store.getState().events.at(-1)?.sequence ?? 0;
  const added = written[0]?.sequence === last + 1 ? written : await services.log.after(last);
  if (added.length > 0) store.setState((state) => withEvents(state, added));
  return added;
}

/** Actions that neither change a mention nor may bring back a changed one. */
const DECISIONS = new Set<string>(['accept', 'correct', 'reject', 'nil']);

/** Shows what another tab decided. Where it changed mentions, the candidates it kept for them are read, too. */
export async function followOtherTab(context: Context, pipeline: Pipeline): Promise<void> {
  const { store, services } = context;
  const added = await takeIn(context);
  const edited = new Set<DocumentId>(
    added.flatMap(({ documentId, action }) => (DECISIONS.has(action.kind) ? [] : [documentId])),
  );
  for (const id of edited) {
    const kept = await services.documents.suggestions(id);
    if (kept) store.setState((state) => ({ suggestions: new Map(state.suggestions).set(id, kept) }));
  }
  const { currentId } = store.getState();
  if (currentId !== null && edited.has(currentId)) void pipeline.refresh();
}
