import type { Sha256 } from '../../core/ids.js';
import type { InstalledKb } from '../../core/kb/import.js';
import { ANY_TYPE, type KbUse, type TypeScope } from '../../core/project/project.js';
import { NO_OVERLAY, scopeFor, wholeKb } from '../../core/project/scopes.js';

/** How a scope is called on the screen; the one for every other type is "Every type" while there are no others. */
export function typeWords(type: string, scopes: readonly TypeScope[]): string {
  if (type !== ANY_TYPE) return type;
  return scopes.some((scope) => scope.type !== ANY_TYPE) ? 'Every other type' : 'Every type';
}

/**
 * The scopes with that of one type changed. A type's own scope begins with what it was linked to before, as one of the
 * others, as far as that has concepts of the type: phenotypes are not to be offered chemicals. A type without a
 * knowledge base is one of the others again.
 */
export function withUses(
  scopes: readonly TypeScope[],
  type: string,
  installed: readonly Pick<InstalledKb, 'hash' | 'groups'>[],
  change: (uses: readonly KbUse[]) => readonly KbUse[],
): readonly TypeScope[] {
  const known = scopes.some((scope) => scope.type === type);
  const hasType = (kb: Sha256) => (installed.find(({ hash }) => hash === kb)?.groups[type] ?? 0) > 0;
  const all = known
    ? scopes
    : [...scopes, { type, kbs: usesFor(scopes, type).filter(({ kb }) => hasType(kb)) }];
  return all
    .map((scope) => (scope.type === type ? { type, kbs: change(scope.kbs) } : scope))
    .filter(({ kbs }) => kbs.length > 0);
}

/** What mentions of a type are linked to, by its own scope or as one of the others. */
export function usesFor(scopes: readonly TypeScope[], type: string): readonly KbUse[] {
  return scopeFor({ scopes, overlay: NO_OVERLAY }, type)?.kbs ?? [];
}

/** With a whole knowledge base last, unless it is used already. */
export function added(uses: readonly KbUse[], kb: Sha256): readonly KbUse[] {
  return uses.some((use) => use.kb === kb) ? uses : [...uses, wholeKb(kb)];
}

/** With the use at `index` moved one place, where there is one. */
export function moved(uses: readonly KbUse[], index: number, step: 1 | -1): readonly KbUse[] {
  const to = index + step;
  const [one, other] = [uses[index], uses[to]];
  if (!one || !other) return uses;
  return uses.map((use, at) => (at === index ? other : at === to ? one : use));
}

/** Names the row of a knowledge base in a type's scope, as `data-row`. */
export function rowKey(type: string, kb: Sha256): string {
  return `${type} ${kb}`;
}

/** The types of mention that a knowledge base is used for, in words; those with a scope of their own first. */
export function usedFor(scopes: readonly TypeScope[], kb: Sha256): readonly string[] {
  const types = scopes.filter(({ kbs }) => kbs.some((use) => use.kb === kb)).map(({ type }) => type);
  const own = types.filter((type) => type !== ANY_TYPE);
  return types.length > own.length ? [...own, typeWords(ANY_TYPE, scopes).toLowerCase()] : own;
}
