import { assertNever } from '../../core/errors.js';
import type { ProjectEvent } from '../../core/project/events.js';

/** One line in plain words, for undo and the live region. */
export function describeProjectAction({ action }: ProjectEvent): string {
  switch (action.kind) {
    case 'choose-kbs':
      return 'choice of knowledge bases';
    case 'replace-kb':
      return 'change to the new version';
    case 'add-synonym':
      return `${action.name} is a name of ${action.conceptId}`;
    case 'add-concept':
      return `new concept ${action.concept.name}`;
    case 'block-name':
      return action.conceptId === null
        ? `${action.name} is not offered`
        : `${action.name} is not offered for ${action.conceptId}`;
    case 'exclude-pair':
      return 'a pair kept from training';
    case 'include-pair':
      return 'a pair let into training';
    case 'exclude-document':
      return 'the pairs of a document kept from training';
    case 'include-document':
      return 'the pairs of a document let into training';
    case 'undo':
    case 'redo':
      return action.kind;
    default:
      return assertNever(action);
  }
}
