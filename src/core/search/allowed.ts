import type { ConceptTable } from '../kb/tables.js';
import type { SearchPart, SearchRequest } from './kb-search.js';
import type { Steps } from '../steps.js';

const STRIDE = 1 << 12;

/** What the filters of a request leave of a part, by number of concept; null when nothing of it is left. */
export function* allowedIn(
  part: SearchPart,
  { types, branches }: SearchRequest,
): Steps<((concept: number) => boolean) | null> {
  const { index, space } = part;
  const wanted = new Set(types);
  const kinds = index.facts.kinds.map((kind) => wanted.size === 0 || kind.some((type) => wanted.has(type)));
  const roots = rootsOf(part, branches);
  if (!kinds.includes(true) || (branches.length > 0 && roots.length === 0)) return null;
  const below = branches.length === 0 ? null : yield* branchOf(part, roots);
  return (concept) =>
    kinds[index.kinds[concept] ?? 0] === true && (below === null || below[space.numberOf(concept)] === 1);
}

/** The concepts with these ids, and all that count as them. */
function rootsOf({ tables, space }: SearchPart, branches: SearchRequest['branches']): readonly number[] {
  const roots = branches.flatMap((id) => {
    // All parts together may have another concept under the same id, from a knowledge base that goes before.
    const own = tables.concepts.indexOf(id);
    const named = [space.concepts.indexOf(id), own < 0 ? -1 : space.numberOf(own)];
    return named
      .filter((number) => number >= 0)
      .flatMap((number) => [number, ...space.membersOf(space.sameAs(number))]);
  });
  return [...new Set(roots)];
}

/** The last branches asked for of each part: every letter typed asks for the same. */
const remembered = new WeakMap<SearchPart, { readonly roots: string; readonly below: Uint8Array }>();

function* branchOf(part: SearchPart, roots: readonly number[]): Steps<Uint8Array> {
  const known = remembered.get(part);
  if (known?.roots === roots.join()) return known.below;
  const below = yield* descendants(part.space.concepts, roots);
  remembered.set(part, { roots: roots.join(), below });
  return below;
}

/** 1 for the roots and all that is below them. Cycles do no harm. */
function* descendants(concepts: ConceptTable, roots: readonly number[]): Steps<Uint8Array> {
  const reached = new Uint8Array(concepts.conceptCount);
  const waiting = [...roots];
  let steps = 0;
  for (let concept = waiting.pop(); concept !== undefined; concept = waiting.pop()) {
    if (reached[concept] === 1) continue;
    reached[concept] = 1;
    for (const child of concepts.childrenOf(concept)) waiting.push(child);
    if (++steps % STRIDE === 0) yield null;
  }
  return reached;
}
