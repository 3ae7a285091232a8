/** Keeping up with the logs: other tabs write to them, too. */
import type { DecisionEvent } from '../core/decision/events.js';
import type { DocumentId } from '../core/ids.js';
import { changesLinking } from '../core/preference/exclusions.js';
import type { EventLog } from '../core/repositories.js';
import type { ProjectEvent } from '../core/project/events.js';
import { withEvents } from './app-state.js';
import type { Context } from './context.js';
import type { Engines } from './engines.js';
import { withProjectEvents } from './kbs/project.js';
import type { Pipeline } from './pipeline.js';

/** Lines of both logs. */
export interface Written {
  readonly decisions: readonly DecisionEvent[];
  readonly project: readonly ProjectEvent[];
}

/**
 * Puts what the logs have and the state lacks into the state; returns it.
 * @param written what this tab has just appended: enough, unless another tab wrote before it
 * @throws {SeraphError} when a log cannot be read
 */
export async function takeIn(
  { store, services: { journal } }: Context,
  written: Written = { decisions: [], project: [] },
): Promise<Written> {
  const { events, projectEvents } = store.getState();
  const decisions = await newIn(journal.decisions, events, written.decisions);
  const project = await newIn(journal.project, projectEvents, written.project);
  if (decisions.length > 0) store.setState((state) => withEvents(state, decisions));
  if (project.length > 0) store.setState((state) => withProjectEvents(state, project));
  return { decisions, project };
}

async function newIn<Event extends DecisionEvent | ProjectEvent>(
  log: EventLog<Event>,
  known: readonly Event[],
  written: readonly Event[],
): Promise<readonly Event[]> {
  const last = known.at(-1)?.sequence ?? 0;
  return written[0]?.sequence === last + 1 ? written : log.after(last);
}

/** Actions that neither change a mention nor may bring back a changed one. */
const DECISIONS = new Set<string>(['accept', 'correct', 'reject', 'nil', 'migrate']);

/** Shows what another tab decided. Where it changed mentions, the candidates it kept for them are read, too. */
export async function followOtherTab(context: Context, pipeline: Pipeline, engines: Engines): Promise<void> {
  const { store, services } = context;
  const { decisions, project } = await takeIn(context);
  const edited = new Set<DocumentId>(
    decisions.flatMap(({ documentId, action }) => (DECISIONS.has(action.kind) ? [] : [documentId])),
  );
  for (const id of edited) {
    const kept = await services.documents.suggestions(id);
    if (kept) store.setState((state) => ({ suggestions: new Map(state.suggestions).set(id, kept) }));
  }
  const { currentId, projectEvents } = store.getState();
  if (changesLinking(project, projectEvents)) void engines.openProject();
  else if (currentId !== null && edited.has(currentId)) void pipeline.refresh();
}
