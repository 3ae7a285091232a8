import type { Concept } from '../kb/knowledge-base.js';
import type { ConceptTable, KbTables } from '../kb/tables.js';
import type { LoadedKb } from '../kb/view/loaded-kb.js';
import type { KbView } from '../kb/view/view.js';
import { buildSearchIndex } from './build-search-index.js';
import type { SearchPart, SearchSpace } from './kb-search.js';
import type { SearchIndex } from './search-index.js';
import type { Steps } from '../steps.js';

/**
 * A view as parts to search in: its knowledge bases, each with its own index, and what the curator added, which is
 * indexed here, because it is small and changes. Concepts are shown as the view has them, branches are of its tree, and
 * what counts as one there is one. Everything is found, also what the view does not offer, but by names that are blocked.
 *
 * @param indexOf the index of each knowledge base of the view
 */
export function* partsOfView(
  view: KbView,
  indexOf: (kb: LoadedKb) => SearchIndex,
): Steps<readonly SearchPart[]> {
  yield* view.prepareSameness();
  const parts: SearchPart[] = [];
  let first = 0;
  for (const [place, kb] of view.parts.entries()) {
    const start = first;
    const end = (first += kb.concepts.conceptCount);
    const numbering = {
      numberOf: (own: number) => start + own,
      ownOf: (number: number) => (number >= start && number < end ? number - start : -1),
    };
    const tables = { names: kb.names, concepts: shownAs(kb.concepts, view, numbering.numberOf) };
    parts.push(partIn(view, place, tables, indexOf(kb), numbering));
  }
  if (view.additions === null) return parts;
  const { tables, concepts: provisional, synonyms } = view.additions;
  // Behind the provisional concepts stand those that only bear an added synonym.
  const numbers = [
    ...Array.from({ length: provisional.conceptCount }, (_, own) => first + own),
    ...synonyms.keys(),
  ];
  const ownOf = new Map(numbers.map((number, own) => [number, own]));
  const numbering = {
    numberOf: (own: number) => numbers[own] ?? -1,
    ownOf: (number: number) => ownOf.get(number) ?? -1,
  };
  const shown = { names: tables.names, concepts: shownAs(tables.concepts, view, numbering.numberOf) };
  const index = yield* buildSearchIndex(shown, null);
  return [...parts, partIn(view, view.parts.length, shown, index, numbering)];
}

type Numbering = Pick<SearchSpace, 'numberOf' | 'ownOf'>;

/** @param place of the part in the view; that of what was added is one past the last */
function partIn(
  view: KbView,
  place: number,
  tables: KbTables,
  index: SearchIndex,
  numbering: Numbering,
): SearchPart {
  const firstName = view.firstNames[place] ?? 0;
  return {
    index,
    tables,
    isBlocked:
      view.blockedNames.size === 0
        ? null
        : (name, concept) => view.isBlocked(firstName + name, numbering.numberOf(concept)),
    space: {
      ...numbering,
      concepts: view.concepts,
      // An obsolete concept is shown for itself, whatever took its place.
      sameAs: (number) => (view.concepts.isObsolete(number) ? number : view.sameAs(number)),
      membersOf: (shown) => view.membersOf(shown),
      kbHashOf: (number) => view.kbHashOf(number),
    },
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
