import { NumberList } from '../bytes/number-list.js';
import type { ConceptId } from '../ids.js';
import type { Concept } from './knowledge-base.js';
import type { Steps } from '../steps.js';
import { slicesInSteps, type Slices } from './slices.js';

/** Concepts looked at between two yields. */
const STRIDE = 4096;

/** Who stands right above and right below whom, as numbers of concepts. */
export interface Hierarchy {
  readonly parents: Slices;
  readonly children: Slices;
}

/** What the hierarchy is made from. */
export interface HierarchySource {
  readonly conceptCount: number;
  at(conceptIndex: number): Pick<Concept, 'parents' | 'trees'> | undefined;
  indexOf(id: ConceptId): number;
}

/**
 * Parents as the concepts name them. One that names none but has positions (MeSH tree numbers) stands under the
 * concepts at those positions without their last part. Parents that are not there, and a concept as its own parent,
 * are left out; each counts once. Lists ascend. Cycles stay: who walks the hierarchy must bound the walk.
 */
export function* hierarchyOf(source: HierarchySource): Steps<Hierarchy> {
  const atPosition = new Map<string, number>();
  for (let index = 0; index < source.conceptCount; index++) {
    for (const tree of source.at(index)?.trees ?? []) atPosition.set(tree, index);
    if (index % STRIDE === 0) yield null;
  }
  const above = new NumberList();
  const below = new NumberList();
  for (let index = 0; index < source.conceptCount; index++) {
    for (const parent of parentsOf(source, index, atPosition)) {
      above.push(parent);
      below.push(index);
    }
    if (index % STRIDE === 0) yield null;
  }
  return { parents: yield* listed(source, below, above), children: yield* listed(source, above, below) };
}

function parentsOf(
  source: HierarchySource,
  index: number,
  atPosition: ReadonlyMap<string, number>,
): readonly number[] {
  const concept = source.at(index);
  if (concept === undefined) return [];
  const above =
    concept.parents.length > 0
      ? concept.parents.map((id) => source.indexOf(id))
      : concept.trees.map((tree) => atPosition.get(tree.slice(0, Math.max(0, tree.lastIndexOf('.')))) ?? -1);
  const known = above.filter((parent) => parent >= 0 && parent !== index);
  return known.length < 2 ? known : [...new Set(known)].sort((a, b) => a - b);
}

/** Numbers ascend in each list, because they come by the lower concept and, for each, ascending. */
function listed({ conceptCount }: HierarchySource, lists: NumberList, numbers: NumberList): Steps<Slices> {
  return slicesInSteps(
    conceptCount,
    lists.length,
    (k) => lists.at(k),
    (k) => numbers.at(k),
  );
}
