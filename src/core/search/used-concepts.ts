import type { ConceptId } from '../ids.js';
import type { SearchPart } from './kb-search.js';
import { entriesOf } from './search-index.js';

/** The concepts of a part that the project uses, or uses another that counts as the same. */
export interface UsedConcepts {
  /** How often, by number of concept. */
  readonly uses: ReadonlyMap<number, number>;
  /** 1 for each of them, by number of concept; of any length when there are none. */
  readonly marks: Uint8Array;
  /** Their entries, ascending. */
  readonly entries: Uint32Array;
}

type Uses = ReadonlyMap<ConceptId, number>;

const NONE: UsedConcepts = { uses: new Map(), marks: new Uint8Array(), entries: new Uint32Array() };

/** The last answer for each part: from one letter typed to the next, uses stay the same. */
const remembered = new WeakMap<SearchPart, { readonly uses: Uses; readonly used: UsedConcepts }>();

export function usedConcepts(part: SearchPart, uses: Uses): UsedConcepts {
  if (uses.size === 0) return NONE;
  const known = remembered.get(part);
  if (known && areEqual(known.uses, uses)) return known.used;
  const used = findUsed(part, uses);
  remembered.set(part, { uses, used });
  return used;
}

function findUsed(part: SearchPart, asked: Uses): UsedConcepts {
  const { index, space } = part;
  const uses = new Map<number, number>();
  for (const [shown, count] of usesByShown(part, asked)) {
    for (const member of space.membersOf(shown)) {
      const own = space.ownOf(member);
      if (own >= 0) uses.set(own, count);
    }
  }
  const marks = new Uint8Array(index.facts.conceptCount);
  const entries: number[] = [];
  for (const concept of uses.keys()) {
    marks[concept] = 1;
    for (const entry of entriesOf(index, concept)) entries.push(entry);
  }
  return { uses, marks, entries: Uint32Array.from(entries).sort() };
}

/** Summed over what counts as one. */
function usesByShown({ tables, space }: SearchPart, asked: Uses): ReadonlyMap<number, number> {
  const byShown = new Map<number, number>();
  for (const [id, count] of asked) {
    if (count <= 0) continue;
    const own = tables.concepts.indexOf(id);
    // As in `allowedIn`: one id may be of two concepts.
    const named = [space.concepts.indexOf(id), own < 0 ? -1 : space.numberOf(own)];
    const shown = named.filter((number) => number >= 0).map((number) => space.sameAs(number));
    for (const number of new Set(shown)) byShown.set(number, count + (byShown.get(number) ?? 0));
  }
  return byShown;
}

function areEqual(a: Uses, b: Uses): boolean {
  return a.size === b.size && [...a].every(([id, count]) => b.get(id) === count);
}
