import { assertNever } from '../core/errors.js';
import type { DecisionEvent } from '../core/decision/events.js';

/** One line in plain words, for undo and the live region. */
export function describeAction({ action, mentionText }: DecisionEvent): string {
  switch (action.kind) {
    case 'accept':
    case 'correct':
      return `${mentionText} is ${action.name}`;
    case 'reject':
      return `${mentionText} is not ${action.name}`;
    case 'nil':
      return `none of these for ${mentionText}`;
    case 'add-mention':
      return `new mention ${mentionText}`;
    case 'resize-mention':
      return `new ends of ${mentionText}`;
    case 'retype-mention':
      return `${mentionText} is ${action.after}, not ${action.before}`;
    case 'delete-mention':
      return `deleted mention ${mentionText}`;
    case 'migrate':
      return `${mentionText} is ${action.name} in the new version`;
    case 'undo':
    case 'redo':
      return action.kind;
    default:
      return assertNever(action);
  }
}
