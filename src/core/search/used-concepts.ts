import type { ConceptId } from '../ids.js';
import type { SearchPart } from './kb-search.js';
import { entriesOf, type SearchIndex } from './search-index.js';

/** The concepts of a part that the project uses. */
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

/** The last answer for each index: from one letter typed to the next, uses stay the same. */
const remembered = new WeakMap<SearchIndex, { readonly uses: Uses; readonly used: UsedConcepts }>();

export function usedConcepts(part: SearchPart, uses: Uses): UsedConcepts {
  if (uses.size === 0) return NONE;
  const known = remembered.get(part.index);
  if (known && areEqual(known.uses, uses)) return known.used;
  const used = findUsed(part, uses);
  remembered.set(part.index, { uses, used });
  return used;
}

function findUsed({ index, tables }: SearchPart, asked: Uses): UsedConcepts {
  const uses = new Map<number, number>();
  for (const [id, count] of asked) {
    const concept = tables.concepts.indexOf(id);
    if (concept >= 0 && count > 0) uses.set(concept, count + (uses.get(concept) ?? 0));
  }
  const marks = new Uint8Array(index.facts.conceptCount);
  const entries: number[] = [];
  for (const concept of uses.keys()) {
    marks[concept] = 1;
    for (const entry of entriesOf(index, concept)) entries.push(entry);
  }
  return { uses, marks, entries: Uint32Array.from(entries).sort() };
}

function areEqual(a: Uses, b: Uses): boolean {
  return a.size === b.size && [...a].every(([id, count]) => b.get(id) === count);
}
