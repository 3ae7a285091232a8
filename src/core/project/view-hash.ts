import { sha256 } from '../hash/sha256.js';
import type { Sha256 } from '../ids.js';
import type { KbUse, Overlay, Project, TypeScope } from './project.js';
import { isEmptyOverlay, isWhole, overlayFor, scopeFor } from './scopes.js';

/**
 * Names all that the links of a type of mention depend on, but for the model: equal for equal knowledge bases, filters
 * and overlay, whatever order filters and additions were made in. For one whole knowledge base without additions it
 * is that knowledge base's own hash. Null when nothing is linked to.
 */
export async function viewHashOf(project: Project, type: string): Promise<Sha256 | null> {
  const scope = scopeFor(project, type);
  if (scope === null || scope.kbs.length === 0) return null;
  const view = viewOf(project, scope);
  return wholeKbOf(view) ?? (await hashOf(view));
}

/**
 * The same for all types at once: what suggestions of a document depend on. With one scope it is that scope's.
 */
export async function projectHashOf(project: Project): Promise<Sha256> {
  const views = project.scopes.map((scope) => viewOf(project, scope));
  const [only, ...others] = views;
  if (only && others.length === 0) return wholeKbOf(only) ?? (await hashOf(only));
  return hashOf(project.scopes.map(({ type }, place) => [type, views[place]]));
}

interface View {
  readonly kbs: readonly KbUse[];
  readonly overlay: Overlay;
}

function viewOf(project: Project, scope: TypeScope): View {
  const { synonyms, concepts, blocked } = overlayFor(project, scope);
  return {
    kbs: scope.kbs.map(({ kb, semanticTypes, branches }) => ({
      kb,
      semanticTypes: [...new Set(semanticTypes)].sort(),
      branches: [...new Set(branches)].sort(),
    })),
    overlay: {
      synonyms: inOrder(
        synonyms.map(({ conceptId, name, scope: role }) => ({ conceptId, name, scope: role })),
      ),
      concepts: inOrder(concepts),
      blocked: inOrder(blocked.map(({ conceptId, name }) => ({ conceptId, name }))),
    },
  };
}

function wholeKbOf({ kbs, overlay }: View): Sha256 | null {
  const [only, ...others] = kbs;
  return only && others.length === 0 && isWhole(only) && isEmptyOverlay(overlay) ? only.kb : null;
}

function hashOf(value: unknown): Promise<Sha256> {
  return sha256(new TextEncoder().encode(canonicalJson(value)));
}

/** Sorts what has no order of its own. */
function inOrder<T>(values: readonly T[]): readonly T[] {
  const keyed = values.map((value) => ({ value, key: canonicalJson(value) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ value }) => value);
}

/** JSON without white space, members sorted by name (in the manner of RFC 8785, for values that come from JSON). */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
