import type { ConceptTable } from '../kb/tables.js';
import type { SearchPart, SearchRequest } from './kb-search.js';
import type { SearchIndex } from './search-index.js';
import type { Steps } from '../steps.js';

const STRIDE = 1 << 12;

/** What the filters of a request leave of a part, by number of concept; null when nothing of it is left. */
export function* allowedIn(
  { index, tables, tree, filter }: SearchPart,
  { types, branches }: SearchRequest,
): Steps<((concept: number) => boolean) | null> {
  const wanted = new Set(types);
  const kinds = index.facts.kinds.map((kind) => wanted.size === 0 || kind.some((type) => wanted.has(type)));
  const own = branches.map((id) => tables.concepts.indexOf(id)).filter((concept) => concept >= 0);
  // The tree may have another concept under the same id, from a knowledge base that goes before.
  const roots = branches.map((id) => tree.concepts.indexOf(id)).filter((concept) => concept >= 0);
  for (const concept of own) roots.push(tree.numberOf(concept));
  if (!kinds.includes(true) || (branches.length > 0 && roots.length === 0)) return null;
  const below = branches.length === 0 ? null : yield* branchOf(index, tree.concepts, roots);
  return (concept) =>
    kinds[index.kinds[concept] ?? 0] === true &&
    (below === null || below[tree.numberOf(concept)] === 1) &&
    (filter === null || filter(concept));
}

/** The last branches asked for of each index: every letter typed asks for the same. */
const remembered = new WeakMap<SearchIndex, { readonly roots: string; readonly below: Uint8Array }>();

function* branchOf(index: SearchIndex, concepts: ConceptTable, roots: readonly number[]): Steps<Uint8Array> {
  const known = remembered.get(index);
  if (known?.roots === roots.join()) return known.below;
  const below = yield* descendants(concepts, roots);
  remembered.set(index, { roots: roots.join(), below });
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
