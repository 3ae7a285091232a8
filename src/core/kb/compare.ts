import type { ConceptId } from '../ids.js';
import type { ConceptChange } from './import.js';
import type { Concept } from './knowledge-base.js';
import { normaliseName } from './normalise-name.js';
import type { ConceptTable } from './tables.js';

type Named = Pick<Concept, 'id' | 'name'>;

/**
 * What became of concepts between two versions of a knowledge base, in the order asked for. Ids may be aliases; those
 * that the old version does not have are reported by the id alone.
 *
 * - `vanished`: the new version has no such id, not even as an alias.
 * - `merged`: the id is an alias of another concept, `after`.
 * - `obsolete`: given up. `after` is what it is replaced by, followed to the end, where there is one and one only that
 *   is in use; `consider` holds everything else that the new version names in its place.
 * - `renamed`: another preferred name, case and white space aside. `same`: none of these.
 */
export function compareVersions(
  before: ConceptTable,
  after: ConceptTable,
  ids: readonly ConceptId[],
): readonly ConceptChange[] {
  return ids.map((id) => changeOf(conceptOf(before, id), id, after));
}

function changeOf(old: Concept | undefined, asked: ConceptId, after: ConceptTable): ConceptChange {
  const before = old ? named(old) : { id: asked, name: '' };
  const now = conceptOf(after, before.id);
  if (now === undefined) return { before, kind: 'vanished', after: null, consider: [] };
  if (now.obsolete !== null) {
    const successors = inUseAfter(after, now);
    const [successor, ...others] = successors.replacedBy;
    const isClear = successor !== undefined && others.length === 0;
    const consider = isClear ? successors.consider : [...successors.replacedBy, ...successors.consider];
    return {
      before,
      kind: 'obsolete',
      after: isClear ? named(successor) : null,
      consider: consider.map(named),
    };
  }
  const kind = now.id !== before.id ? 'merged' : isRenamed(before, now) ? 'renamed' : 'same';
  return { before, kind, after: named(now), consider: [] };
}

function isRenamed(before: Named, now: Named): boolean {
  return before.name !== '' && normaliseName(before.name) !== normaliseName(now.name);
}

interface Successors {
  readonly replacedBy: readonly Concept[];
  /** Without those above. */
  readonly consider: readonly Concept[];
}

/**
 * Concepts in use that an obsolete one leads to: over replacements alone, and over replacements and suggestions. Each
 * is visited once, so that concepts which replace each other end the walk.
 */
function inUseAfter(table: ConceptTable, start: Concept): Successors {
  const reached = (next: (concept: Concept) => readonly ConceptId[]): readonly Concept[] => {
    const seen = new Map<ConceptId, Concept>([[start.id, start]]);
    for (const concept of seen.values()) {
      for (const id of next(concept)) {
        const target = conceptOf(table, id);
        if (target !== undefined && !seen.has(target.id)) seen.set(target.id, target);
      }
    }
    return [...seen.values()].filter(({ obsolete }) => obsolete === null);
  };
  const replacedBy = reached(({ obsolete }) => obsolete?.replacedBy ?? []);
  const all = reached(({ obsolete }) => [...(obsolete?.replacedBy ?? []), ...(obsolete?.consider ?? [])]);
  const replacing = new Set(replacedBy.map(({ id }) => id));
  return { replacedBy, consider: all.filter(({ id }) => !replacing.has(id)) };
}

function conceptOf(table: ConceptTable, id: ConceptId): Concept | undefined {
  const index = table.indexOf(id);
  return index < 0 ? undefined : table.at(index);
}

function named({ id, name }: Concept): Named {
  return { id, name };
}
