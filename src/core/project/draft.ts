import type { Authorship } from '../decision/draft.js';
import { SeraphError } from '../errors.js';
import { namesOf, type Concept } from '../kb/knowledge-base.js';
import { normaliseName } from '../kb/normalise-name.js';
import type { ProjectEvent } from './events.js';
import { isBlocked, type DoingProjectEvent } from './fold.js';
import { PROVISIONAL_PREFIX, type Overlay } from './project.js';

/** An event before the project's log gave it its place. */
export type ProjectDraft = Omit<ProjectEvent, 'sequence'>;

/** Why a name cannot be given to a concept. */
export type NameProblem =
  /** Nothing but white space. */
  | 'empty'
  /** The concept already has it, from its knowledge base or from the curator. */
  | 'present'
  /** The curator has blocked it, for this concept or for any. */
  | 'blocked';

/** Whether a name can be given to a concept as a synonym; null when it can. */
export function problemOfName(
  overlay: Overlay,
  concept: Pick<Concept, 'id' | 'name' | 'synonyms'>,
  name: string,
): NameProblem | null {
  const normalised = normaliseName(name);
  if (normalised === '') return 'empty';
  if (isBlocked(overlay, concept.id, normalised)) return 'blocked';
  const added = overlay.synonyms
    .filter(({ conceptId }) => conceptId === concept.id)
    .map((synonym) => synonym.name);
  const names = [...concept.synonyms.map((synonym) => synonym.name), concept.name, ...added];
  return names.some((known) => normaliseName(known) === normalised) ? 'present' : null;
}

/**
 * Makes the log's line for a change of the project. Names to add are trimmed, names to block normalised.
 * @throws SeraphError `bad-format` for an empty name, and for a new concept whose id is not of the project's own
 */
export function draftProjectEvent(
  { id, time, curator }: Authorship,
  action: DoingProjectEvent['action'],
): ProjectDraft {
  return { id, action: tidied(action), time, curator };
}

/** The line that undoes or redoes `target`. */
export function draftProjectReversal(
  kind: 'undo' | 'redo',
  target: DoingProjectEvent,
  { id, time, curator }: Authorship,
): ProjectDraft {
  return { id, action: { kind, target: target.id }, time, curator };
}

function tidied(action: DoingProjectEvent['action']): DoingProjectEvent['action'] {
  switch (action.kind) {
    case 'add-synonym':
      return { ...action, name: named(action.name).trim() };
    case 'block-name':
      return { ...action, name: normaliseName(named(action.name)) };
    case 'add-concept':
      namesOf(action.concept).forEach(named);
      checkProvisional(action.concept);
      return action;
    default:
      return action;
  }
}

function named(name: string): string {
  if (normaliseName(name) !== '') return name;
  throw new SeraphError('bad-format', 'The name is empty. Nothing was changed. Write a name and try again.', {
    expected: 'a name',
    got: name,
  });
}

function checkProvisional({ id }: Concept): void {
  if (id.startsWith(PROVISIONAL_PREFIX)) return;
  throw new SeraphError(
    'bad-format',
    `A new concept cannot have the id ${id}: it would pass for one of a knowledge base. Nothing was changed. ` +
      `Use an id that begins with ${PROVISIONAL_PREFIX}.`,
    { expected: PROVISIONAL_PREFIX, got: id },
  );
}
