import type { Sha256 } from '../ids.js';
import type { Concept } from '../kb/knowledge-base.js';
import { ANY_TYPE, type KbUse, type Overlay, type Project, type TypeScope } from './project.js';

export const NO_OVERLAY: Overlay = { synonyms: [], concepts: [], blocked: [] };

/** The project of a new browser: one knowledge base, whole, for every type of mention. */
export function startingProject(kb: Sha256): Project {
  return { scopes: [{ type: ANY_TYPE, kbs: [wholeKb(kb)] }], overlay: NO_OVERLAY };
}

/** A knowledge base without a filter. */
export function wholeKb(kb: Sha256): KbUse {
  return { kb, semanticTypes: [], branches: [] };
}

/** What mentions of a type are linked to: the type's own scope, else the one for any type, else nothing. */
export function scopeFor({ scopes }: Project, type: string): TypeScope | null {
  return (
    scopes.find((scope) => scope.type === type) ?? scopes.find((scope) => scope.type === ANY_TYPE) ?? null
  );
}

/** Every knowledge base that a type of mention uses, once: those of types with a scope of their own first. */
export function kbsInUse({ scopes }: Project): readonly Sha256[] {
  const own = scopes.filter(({ type }) => type !== ANY_TYPE);
  const rest = scopes.filter(({ type }) => type === ANY_TYPE);
  return [...new Set([...own, ...rest].flatMap(({ kbs }) => kbs.map(({ kb }) => kb)))];
}

/** True when nothing is taken out of the knowledge base. */
export function isWhole({ semanticTypes, branches }: KbUse): boolean {
  return semanticTypes.length === 0 && branches.length === 0;
}

export function isEmptyOverlay({ synonyms, concepts, blocked }: Overlay): boolean {
  return synonyms.length + concepts.length + blocked.length === 0;
}

/**
 * What of the overlay may concern mentions of a scope. A provisional concept belongs to the scope of its group's type,
 * one without a group to all; its synonyms and blocked names go with it. Others name concepts of any knowledge base, so
 * all of them may.
 */
export function overlayFor(project: Project, scope: TypeScope): Overlay {
  const { synonyms, concepts, blocked } = project.overlay;
  const belongs = ({ group }: Concept) => group === '' || scopeFor(project, group)?.type === scope.type;
  const elsewhere = new Set(concepts.filter((concept) => !belongs(concept)).map(({ id }) => id));
  return {
    synonyms: synonyms.filter(({ conceptId }) => !elsewhere.has(conceptId)),
    concepts: concepts.filter(belongs),
    blocked: blocked.filter(({ conceptId }) => conceptId === null || !elsewhere.has(conceptId)),
  };
}
