import { SeraphError } from '../errors.js';
import type { ConceptId } from '../ids.js';
import { SYNONYM_SCOPES, type Concept, type SynonymScope } from '../kb/knowledge-base.js';
import { normaliseName } from '../kb/normalise-name.js';
import { mappedTo } from '../kb/view/mapped.js';
import { WAYS, type SearchHit, type SearchPart, type SearchRequest, type Way } from './kb-search.js';
import { shownFor } from './preference.js';
import { parseQuery } from './query.js';
import { isOtherBlock } from './search-index.js';
import { PartSearch, type Found } from './search-part.js';
import { searchKey } from './search-key.js';
import type { Steps } from '../steps.js';

/** Found in one of the parts. */
interface Placed extends Found {
  readonly part: SearchPart;
  /** In the order of the parts. */
  readonly place: number;
  readonly isObsolete: boolean;
  /** Lower is better: how well the id agrees; 0 for a name that means the concept, 1 for a broader one and the like. */
  readonly evidence: number;
  /** Of the matched name's search key, in UTF-16 code units. */
  readonly length: number;
}

/**
 * Searches parts as if they were one, in steps. A concept is found once, by its best way: its id, then a name that is the
 * query, then one that begins with it, then one with all its words in any order (the last as a beginning), then one with
 * all its words but for one typo in one word of 4 letters or more. Within a way current concepts come before obsolete
 * ones, names that mean the concept before others, what is preferred (`SearchRequest`) before the rest, preferred names
 * before exact synonyms, then what the project uses more, then shorter names, then the order of the parts and of their
 * concepts. What counts as one (`SearchSpace.sameAs`), or has the same id, is found once, and shown as the preferred
 * knowledge base has it. Names that are blocked find nothing.
 */
export function* searchParts(
  parts: readonly SearchPart[],
  request: SearchRequest,
): Steps<readonly SearchHit[]> {
  const query = parseQuery(request.query);
  if (query.key === '' || request.limit < 1) return [];
  const searches: { readonly part: SearchPart; readonly place: number; readonly search: PartSearch }[] = [];
  for (const [place, part] of parts.entries()) {
    const search = yield* PartSearch.start(part, query, request);
    if (search) searches.push({ part, place, search });
  }
  const hits: SearchHit[] = [];
  const shown = new Set<ConceptId>();
  for (const way of WAYS) {
    const found: Placed[] = [];
    for (const { part, place, search } of searches) {
      for (const one of yield* search.find(way)) found.push(placed(one, part, place));
    }
    for (const one of found.sort(compare)) {
      const { space } = one.part;
      const number = shownFor(one.part, space.sameAs(space.numberOf(one.concept)), request.preferred);
      const id = space.concepts.idAt(number);
      if (shown.has(id) || hits.length >= request.limit) continue;
      shown.add(id);
      const hit = hitOf(one, way, number);
      const alike = [id, ...(hit.alsoIn ?? []).map(({ conceptId }) => conceptId)];
      for (const { search } of searches) for (const each of alike) search.leaveOut(each);
      hits.push(hit);
    }
    if (hits.length >= request.limit) break;
  }
  return hits;
}

function compare(a: Placed, b: Placed): number {
  return (
    Number(a.isObsolete) - Number(b.isObsolete) ||
    a.evidence - b.evidence ||
    a.grade - b.grade ||
    a.rank - b.rank ||
    b.uses - a.uses ||
    a.length - b.length ||
    a.place - b.place ||
    a.concept - b.concept
  );
}

function placed(found: Found, part: SearchPart, place: number): Placed {
  const { concepts } = part.tables;
  return {
    ...found,
    part,
    place,
    length: found.entry < 0 ? 0 : searchKey(nameOf(found, part)).length,
    isObsolete: concepts.isObsolete(found.concept),
    evidence: found.entry < 0 ? found.rank : Number(isOtherBlock(found.rank)),
  };
}

/** Normalised. */
function nameOf({ entry }: Found, { index, tables }: SearchPart): string {
  return tables.names.nameAt(index.names[entry] ?? 0);
}

/** @param number in the space, of what is shown */
function hitOf(found: Placed, how: Way, number: number): SearchHit {
  const { index, tables, space } = found.part;
  const own = present(tables.concepts.at(found.concept), found.concept);
  const concept = present(space.concepts.at(number), number);
  const alsoIn = mappedTo(space, number);
  const rest = {
    concept,
    how,
    kbHash: space.kbHashOf(number),
    uses: found.uses,
    ...(alsoIn.length === 0 ? {} : { alsoIn }),
  };
  if (how === 'id') return { ...rest, matched: concept.name, role: 'preferred' };
  const normalised = nameOf(found, found.part);
  const name = index.names[found.entry] ?? 0;
  const written = [own.name, ...SYNONYM_SCOPES.flatMap((scope) => namesIn(own, scope))];
  return {
    ...rest,
    // A table may write what was not valid Unicode in its own way.
    matched: written.find((each) => normaliseName(each) === normalised) ?? normalised,
    role: tables.names.roleOf(name, tables.names.conceptsOf(name).indexOf(found.concept)),
  };
}

function present(concept: Concept | undefined, number: number): Concept {
  if (concept) return concept;
  throw new SeraphError(
    'internal',
    'The search found a concept that its knowledge base does not have. Your decisions and documents are safe. Reload the page, and please report this.',
    { got: number },
  );
}

function namesIn({ synonyms }: Concept, scope: SynonymScope): readonly string[] {
  return synonyms.filter((synonym) => synonym.scope === scope).map((synonym) => synonym.name);
}
