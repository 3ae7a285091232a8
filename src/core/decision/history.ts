/** Undo and redo over the log of decisions: all documents at once. */
import type { Doing } from '../log/history.js';
import type { DecisionEvent } from './events.js';

export { activeEvents, historyOf, lastCommand } from '../log/history.js';

/** A decision or an edit itself, as opposed to undoing or redoing one. */
export type DoingEvent = Doing<DecisionEvent>;
