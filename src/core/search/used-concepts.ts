import type { ConceptId } from '../ids.js';
import type { ConceptTable } from '../kb/tables.js';
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

/** The last answer for each space: its parts ask one after the other. */
const summed = new WeakMap<
  ConceptTable,
  { readonly uses: Uses; readonly byShown: ReadonlyMap<number, number> }
>();

/** Summed over what counts as one, by what is shown for it. */
function usesByShown({ space }: SearchPart, uses: Uses): ReadonlyMap<number, number> {
  const known = summed.get(space.concepts);
  if (known?.uses === uses) return known.byShown;
  const byShown = new Map<number, number>();
  for (const [id, count] of uses) {
    const number = space.concepts.indexOf(id);
    if (number < 0 || count <= 0) continue;
    const shown = space.sameAs(number);
    byShown.set(shown, count + (byShown.get(shown) ?? 0));
  }
  summed.set(space.concepts, { uses, byShown });
  return byShown;
}

function areEqual(a: Uses, b: Uses): boolean {
  return a.size === b.size && [...a].every(([id, count]) => b.get(id) === count);
}
