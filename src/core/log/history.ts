import type { EventId } from '../ids.js';

/** Takes back an event of the same log, or brings it back: `target` is the event that did something itself. */
export interface Reversal {
  readonly kind: 'undo' | 'redo';
  readonly target: EventId;
}

/** What undo and redo need to know of a line of a log. */
export interface Reversible {
  readonly id: EventId;
  readonly action: Reversal | { readonly kind: string };
  /** ISO 8601, UTC. Events of one moment are one command. */
  readonly time: string;
}

/** An event that does something itself, as opposed to undoing or redoing another. */
export type Doing<Event extends Reversible> = Event & {
  readonly action: Exclude<Event['action'], Reversal>;
};

/** What can be taken back and brought back, the next one last. */
export interface History<Event extends Reversible> {
  readonly done: readonly Doing<Event>[];
  readonly undone: readonly Doing<Event>[];
}

/**
 * The events that count, in order of the log: each doing event whose last undo, if any, was followed by a redo.
 * `undo` and `redo` both name the doing event. Those that name nothing, or change nothing, are ignored.
 */
export function activeEvents<Event extends Reversible>(events: readonly Event[]): readonly Doing<Event>[] {
  const undone = new Set<EventId>();
  const seen = new Set<EventId>();
  for (const { id, action } of events) {
    if (!isReversal(action)) seen.add(id);
    else if (action.kind === 'redo') undone.delete(action.target);
    else if (seen.has(action.target)) undone.add(action.target);
  }
  return events.filter((event): event is Doing<Event> => isDoing(event) && !undone.has(event.id));
}

/**
 * The stacks of undo and redo over a whole log, whatever name its curator went by: a browser's storage is one
 * person's. A new action empties the redo stack, as in any editor; what was undone before it stays undone.
 */
export function historyOf<Event extends Reversible>(events: readonly Event[]): History<Event> {
  const done = new Map<EventId, Doing<Event>>();
  const undone = new Map<EventId, Doing<Event>>();
  for (const event of events) {
    if (isDoing(event)) {
      done.set(event.id, event);
      undone.clear();
    } else if (isReversal(event.action)) {
      const { kind, target } = event.action;
      if (kind === 'undo') move(target, done, undone);
      else move(target, undone, done);
    }
  }
  return { done: [...done.values()], undone: [...undone.values()] };
}

/** The newest command of a stack: its last event and all that was written at the same moment. */
export function lastCommand<Event extends { readonly time: string }>(
  stack: readonly Event[],
): readonly Event[] {
  const last = stack.at(-1);
  return last ? stack.filter(({ time }) => time === last.time) : [];
}

function isReversal(action: Reversible['action']): action is Reversal {
  return action.kind === 'undo' || action.kind === 'redo';
}

function isDoing<Event extends Reversible>(event: Event): event is Doing<Event> {
  return !isReversal(event.action);
}

/** Maps keep insertion order, so that the last entry is the top of the stack. */
function move<Event extends { readonly id: EventId }>(
  id: EventId,
  from: Map<EventId, Event>,
  to: Map<EventId, Event>,
): void {
  const event = from.get(id);
  if (event === undefined) return;
  from.delete(id);
  to.set(id, event);
}
