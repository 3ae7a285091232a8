import type { Concept } from '../kb/knowledge-base.js';
import type { ConceptTable } from '../kb/tables.js';
import type { LoadedKb } from '../kb/view/loaded-kb.js';
import type { KbView } from '../kb/view/view.js';
import { buildSearchIndex } from './build-search-index.js';
import type { SearchPart } from './kb-search.js';
import type { SearchIndex } from './search-index.js';
import type { Steps } from '../steps.js';

/**
 * A view as parts to search in: its knowledge bases, each with its own index, and what the curator added, which is
 * indexed here, because it is small and changes. Concepts are shown as the view has them, branches are of its tree.
 * Everything is found, also what the view does not offer.
 *
 * @param indexOf the index of each knowledge base of the view
 */
export function* partsOfView(
  view: KbView,
  indexOf: (kb: LoadedKb) => SearchIndex,
): Steps<readonly SearchPart[]> {
  const parts: SearchPart[] = [];
  let first = 0;
  for (const kb of view.parts) {
    const start = first;
    parts.push(partIn(view, kb, indexOf(kb), (concept) => start + concept));
    first += kb.concepts.conceptCount;
  }
  if (view.additions === null) return parts;
  const { tables, concepts: provisional, synonyms } = view.additions;
  // Behind the provisional concepts stand those that only bear an added synonym.
  const bearers = [...synonyms.keys()];
  const numberOf = (concept: number): number =>
    concept < provisional.conceptCount
      ? first + concept
      : (bearers[concept - provisional.conceptCount] ?? -1);
  const shown = { names: tables.names, concepts: shownAs(tables.concepts, view, numberOf) };
  const index = yield* buildSearchIndex(shown, null);
  return [...parts, partIn(view, tables, index, numberOf)];
}

function partIn(
  view: KbView,
  { names, concepts }: Pick<LoadedKb, 'names' | 'concepts'>,
  index: SearchIndex,
  numberOf: (concept: number) => number,
): SearchPart {
  return {
    index,
    tables: { names, concepts: shownAs(concepts, view, numberOf) },
    filter: null,
    tree: { concepts: view.concepts, numberOf },
    kbHashOf: (concept) => view.kbHashOf(numberOf(concept)),
  };
}

/** The same numbers, with whole concepts as the view has them. */
function shownAs(own: ConceptTable, view: KbView, numberOf: (concept: number) => number): ConceptTable {
  return {
    conceptCount: own.conceptCount,
    at: (concept): Concept | undefined => view.concepts.at(numberOf(concept)),
    indexOf: (id) => own.indexOf(id),
    idAt: (concept) => own.idAt(concept),
    groupAt: (concept) => own.groupAt(concept),
    isObsolete: (concept) => own.isObsolete(concept),
    semanticTypesOf: (concept) => view.concepts.semanticTypesOf(numberOf(concept)),
    xrefsOf: (concept) => view.concepts.xrefsOf(numberOf(concept)),
    nameCountOf: (concept) => view.concepts.nameCountOf(numberOf(concept)),
    childrenOf: (concept) => own.childrenOf(concept),
    parentsOf: (concept) => own.parentsOf(concept),
  };
}
