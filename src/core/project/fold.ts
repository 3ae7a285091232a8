import { assertNever } from '../errors.js';
import type { ConceptId, Sha256 } from '../ids.js';
import { normaliseName } from '../kb/normalise-name.js';
import { activeEvents, type Doing } from '../log/history.js';
import type { ProjectEvent } from './events.js';
import { PROVISIONAL_PREFIX, type Overlay, type Project, type TypeScope } from './project.js';

/** An event of the project that does something itself. */
export type DoingProjectEvent = Doing<ProjectEvent>;

/**
 * The project as the curator left it: every event of its log that was not undone, on top of what it began as. A pure
 * function of the log. An event that says what is already so changes nothing.
 *
 * @param start see `startingProject`
 */
export function foldProject(events: readonly ProjectEvent[], start: Project): Project {
  return activeEvents(events).reduce((project, { action }) => applyTo(project, action), start);
}

function applyTo(project: Project, action: DoingProjectEvent['action']): Project {
  switch (action.kind) {
    case 'choose-kbs':
      return { ...project, scopes: action.scopes };
    case 'replace-kb':
      return { ...project, scopes: project.scopes.map((scope) => replaceKb(scope, action)) };
    case 'add-synonym':
    case 'add-concept':
    case 'block-name':
      return { ...project, overlay: addTo(project.overlay, action) };
    case 'exclude-pair':
    case 'include-pair':
    case 'exclude-document':
    case 'include-document':
      return project;
    default:
      return assertNever(action);
  }
}

/** A scope that has both versions keeps the new one once, in the better of the two places. */
function replaceKb(
  { type, kbs }: TypeScope,
  { before, after }: { readonly before: Sha256; readonly after: Sha256 },
): TypeScope {
  if (!kbs.some(({ kb }) => kb === before)) return { type, kbs };
  const replaced = kbs.map((use) => (use.kb === before ? { ...use, kb: after } : use));
  const first = replaced.findIndex(({ kb }) => kb === after);
  return { type, kbs: replaced.filter(({ kb }, place) => kb !== after || place === first) };
}

type Addition = Extract<
  DoingProjectEvent['action'],
  { readonly kind: 'add-synonym' | 'add-concept' | 'block-name' }
>;

function addTo(overlay: Overlay, action: Addition): Overlay {
  switch (action.kind) {
    case 'add-synonym': {
      const { conceptId, name, scope } = action;
      const isThere = overlay.synonyms.some(
        (synonym) => synonym.conceptId === conceptId && normaliseName(synonym.name) === normaliseName(name),
      );
      return isThere ? overlay : { ...overlay, synonyms: [...overlay.synonyms, { conceptId, name, scope }] };
    }
    case 'add-concept': {
      // The same id again is the same concept, described anew.
      const { concept } = action;
      const others = overlay.concepts.filter(({ id }) => id !== concept.id);
      return { ...overlay, concepts: [...others, concept] };
    }
    case 'block-name': {
      const { conceptId, name } = action;
      return isBlocked(overlay, conceptId, name)
        ? overlay
        : { ...overlay, blocked: [...overlay.blocked, { conceptId, name }] };
    }
    default:
      return assertNever(action);
  }
}

/** True when a normalised name is not to be offered for the concept (null: for no concept at all). */
export function isBlocked({ blocked }: Overlay, conceptId: ConceptId | null, name: string): boolean {
  return blocked.some(
    (block) => block.name === name && (block.conceptId === null || block.conceptId === conceptId),
  );
}

/** Digits of a provisional id: as long as OBO's. */
const ID_DIGITS = 7;

/** The id for the next provisional concept. What was undone keeps its id: decisions may have recorded it. */
export function nextProvisionalId(events: readonly ProjectEvent[]): ConceptId {
  const last = events.reduce((highest, { action }) => {
    if (action.kind !== 'add-concept' || !action.concept.id.startsWith(PROVISIONAL_PREFIX)) return highest;
    const number = Number(action.concept.id.slice(PROVISIONAL_PREFIX.length));
    return Number.isSafeInteger(number) ? Math.max(highest, number) : highest;
  }, 0);
  return `${PROVISIONAL_PREFIX}${String(last + 1).padStart(ID_DIGITS, '0')}` as ConceptId;
}
