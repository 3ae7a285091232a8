import { isWhole } from '../../project/scopes.js';
import type { KbUse } from '../../project/project.js';
import type { ConceptTable } from '../tables.js';

/** One byte a concept, 1 for those that a filter leaves in; null for all of them. */
export type ConceptMask = Uint8Array | null;

/**
 * The concepts that have one of the groups or semantic types and lie in one of the branches. A filter that names only
 * what the knowledge base does not have leaves nothing in. Visits each concept at most once, so cycles end.
 */
export function chosenConcepts(concepts: ConceptTable, use: KbUse): ConceptMask {
  if (isWhole(use)) return null;
  const inBranches = use.branches.length === 0 ? null : below(concepts, use);
  return use.semanticTypes.length === 0 ? inBranches : ofTypes(concepts, use, inBranches);
}

function below(concepts: ConceptTable, { branches }: KbUse): Uint8Array {
  const seen = new Uint8Array(concepts.conceptCount);
  const waiting: number[] = [];
  const visit = (index: number) => {
    if (index < 0 || seen[index] === 1) return;
    seen[index] = 1;
    waiting.push(index);
  };
  for (const id of branches) visit(concepts.indexOf(id));
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    concepts.childrenOf(index).forEach(visit);
  }
  return seen;
}

function ofTypes(concepts: ConceptTable, { semanticTypes }: KbUse, among: ConceptMask): Uint8Array {
  const wanted = new Set(semanticTypes);
  const chosen = new Uint8Array(concepts.conceptCount);
  for (let index = 0; index < chosen.length; index++) {
    if (among !== null && among[index] === 0) continue;
    const isWanted =
      wanted.has(concepts.groupAt(index)) || concepts.semanticTypesOf(index).some((type) => wanted.has(type));
    chosen[index] = isWanted ? 1 : 0;
  }
  return chosen;
}
