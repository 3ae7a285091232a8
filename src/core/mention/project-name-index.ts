import type { LoadedKb } from '../kb/view/loaded-kb.js';
import type { ProjectViews } from '../kb/view/project-views.js';
import type { KbView } from '../kb/view/view.js';
import { ANY_TYPE, type Project, type TypeScope } from '../project/project.js';
import { isWhole } from '../project/scopes.js';
import { isOutsideScope } from './mesh-scope.js';
import { buildNameIndex, type IndexedName, type NameIndex } from './name-index.js';

/**
 * The names that a project looks for in texts, those of knowledge bases and those that were added, each with the type of
 * mention that it makes (`IndexedName.group`):
 *
 * - A name that is offered in the scope of a type makes a mention of that type. Where a whole knowledge base is used for
 *   a type and has concepts of a group of that name, only these count: all of MeSH, chosen for `Disease`, finds diseases.
 * - A name that is offered in the scope of any type makes a mention of its concept's group, unless that group has a scope
 *   of its own.
 *
 * Blocked names, and those of obsolete concepts only, are not looked for; nor are parts of MeSH that are seldom marked
 * (`isOutsideScope`), unless a branch was chosen that holds them, or the curator added the name. Where scopes share a name, the first of them
 * has it, the scope of any type last. Numbers of names are those of each scope's view.
 *
 * @param indexOf the index of a knowledge base's names
 */
export function projectNameIndex(
  project: Project,
  views: Pick<ProjectViews, 'viewOf'>,
  indexOf: (kb: LoadedKb) => NameIndex,
): NameIndex {
  const isOfAny = ({ type }: TypeScope) => type === ANY_TYPE;
  const scopes = [
    ...project.scopes.filter((scope) => !isOfAny(scope)),
    ...project.scopes.filter((scope) => isOfAny(scope)),
  ];
  const own = new Set(project.scopes.map(({ type }) => type));
  const parts = scopes.flatMap((scope) => {
    const view = views.viewOf(scope);
    const typeOf = isOfAny(scope) ? typeByGroup(view, own) : typeInScope(view, scope);
    return partsOf(view, scope, indexOf).map((part) => ({ ...part, view, typeOf }));
  });
  return {
    named: (key) =>
      parts.flatMap(({ index, first, takesAll, view, typeOf }) =>
        index.named(key).flatMap((found): readonly IndexedName[] => {
          const nameIndex = first + found.nameIndex;
          const type = typeFor(view, nameIndex, takesAll, typeOf);
          return type === null ? [] : [{ nameIndex, group: type, written: found.written }];
        }),
      ),
    // May promise more words than a name has that is looked for: a finder then looks once more in vain.
    longest: (word) => parts.reduce((most, { index }) => Math.max(most, index.longest(word)), 0),
  };
}

/** The type of mention that a concept makes; null for none. */
type TypeOf = (conceptIndex: number) => string | null;

function typeByGroup(view: KbView, ownScopes: ReadonlySet<string>): TypeOf {
  return (conceptIndex) => {
    const group = view.concepts.groupAt(conceptIndex);
    return ownScopes.has(group) ? null : group;
  };
}

function typeInScope(view: KbView, { type, kbs }: TypeScope): TypeOf {
  const byGroup = new Set(
    view.parts
      .filter((kb, place) => {
        const use = kbs[place];
        return use !== undefined && isWhole(use) && hasGroup(kb, type);
      })
      .map(({ hash }) => hash),
  );
  return (conceptIndex) => {
    const kb = view.kbHashOf(conceptIndex);
    const counts = kb === null || !byGroup.has(kb) || view.concepts.groupAt(conceptIndex) === type;
    return counts ? type : null;
  };
}

function hasGroup({ concepts }: LoadedKb, group: string): boolean {
  for (let index = 0; index < concepts.conceptCount; index++) {
    if (concepts.groupAt(index) === group) return true;
  }
  return false;
}

interface NamePart {
  readonly index: NameIndex;
  /** Number in the view of its first name. */
  readonly first: number;
  /** Also concepts that are `isOutsideScope`. */
  readonly takesAll: boolean;
}

function partsOf(
  view: KbView,
  { kbs }: TypeScope,
  indexOf: (kb: LoadedKb) => NameIndex,
): readonly NamePart[] {
  const ofKbs = view.parts.map((kb, place) => ({
    index: indexOf(kb),
    first: view.firstNames[place] ?? 0,
    takesAll: (kbs[place]?.branches.length ?? 0) > 0,
  }));
  if (view.additions === null) return ofKbs;
  const index = buildNameIndex(view.additions.tables);
  return [...ofKbs, { index, first: view.firstNames[ofKbs.length] ?? 0, takesAll: true }];
}

/** By the first concept that the name is offered for and that makes a mention. */
function typeFor(view: KbView, nameIndex: number, takesAll: boolean, typeOf: TypeOf): string | null {
  for (const owner of view.names.conceptsOf(nameIndex)) {
    const type = view.offers(nameIndex, owner) ? typeOf(owner) : null;
    if (type !== null && (takesAll || !isOutside(view, owner))) return type;
  }
  return null;
}

function isOutside({ concepts }: KbView, conceptIndex: number): boolean {
  const concept = concepts.at(conceptIndex);
  return concept !== undefined && isOutsideScope(concept);
}
