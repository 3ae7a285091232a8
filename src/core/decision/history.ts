import type { EventId } from '../ids.js';
import type { Action, DecisionEvent } from './events.js';

/** An event that does something itself, as opposed to undoing or redoing another. */
export type DoingEvent = DecisionEvent & {
  readonly action: Exclude<Action, { readonly kind: 'undo' | 'redo' }>;
};

/** What can be taken back and brought back, the next one last. */
export interface History {
  readonly done: readonly DoingEvent[];
  readonly undone: readonly DoingEvent[];
}

/**
 * The events that count, in order of the log: each doing event whose last undo, if any, was followed by a redo.
 * `undo` and `redo` both name the doing event. Those that name nothing, or change nothing, are ignored.
 * Whose events they are, and of which document, does not matter here.
 */
export function activeEvents(events: readonly DecisionEvent[]): readonly DoingEvent[] {
  const undone = new Set<EventId>();
  const seen = new Set<EventId>();
  for (const { id, action } of events) {
    if (action.kind === 'redo') undone.delete(action.target);
    else if (action.kind !== 'undo') seen.add(id);
    else if (seen.has(action.target)) undone.add(action.target);
  }
  return events.filter((event): event is DoingEvent => isDoing(event) && !undone.has(event.id));
}

/**
 * The stacks of undo and redo, over all documents of the log and whatever name its curator went by: a browser's
 * storage is one person's. A new action empties the redo stack, as in any editor; what was undone before it stays
 * undone.
 */
export function historyOf(events: readonly DecisionEvent[]): History {
  const done = new Map<EventId, DoingEvent>();
  const undone = new Map<EventId, DoingEvent>();
  for (const event of events) {
    if (isDoing(event)) {
      done.set(event.id, event);
      undone.clear();
    } else if (event.action.kind === 'undo') move(event.action.target, done, undone);
    else if (event.action.kind === 'redo') move(event.action.target, undone, done);
  }
  return { done: [...done.values()], undone: [...undone.values()] };
}

function isDoing(event: DecisionEvent): event is DoingEvent {
  return event.action.kind !== 'undo' && event.action.kind !== 'redo';
}

/** Maps keep insertion order, so that the last entry is the top of the stack. */
function move(id: EventId, from: Map<EventId, DoingEvent>, to: Map<EventId, DoingEvent>): void {
  const event = from.get(id);
  if (event === undefined) return;
  from.delete(id);
  to.set(id, event);
}
