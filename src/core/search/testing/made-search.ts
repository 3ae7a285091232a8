import fc from 'fast-check';
import type { ConceptId, Sha256 } from '../../ids.js';
import { tablesOf } from '../../kb/array-tables.js';
import { createConcept, SYNONYM_SCOPES, type Concept } from '../../kb/knowledge-base.js';
import { buildSearchIndex } from '../build-search-index.js';
import {
  partAlone,
  plainRequest,
  type SearchHit,
  type SearchPart,
  type SearchRequest,
} from '../kb-search.js';
import { searchParts } from '../search-parts.js';
import { finish } from '../../steps.js';

export function partOf(concepts: readonly Concept[], kbHash: Sha256 | null = null): SearchPart {
  const tables = tablesOf(concepts);
  return partAlone(finish(buildSearchIndex(tables, kbHash)), tables);
}

export function ask(parts: readonly SearchPart[], request: SearchRequest): readonly SearchHit[] {
  return finish(searchParts(parts, request));
}

/** Asks for a query and what else is given; hits as `id how matched`. */
export function asker(concepts: readonly Concept[]) {
  const parts = [partOf(concepts)];
  return (query: string, rest: Partial<SearchRequest> = {}): readonly string[] =>
    ask(parts, { ...plainRequest(query, 10), ...rest }).map(
      ({ concept, how, matched }) => `${concept.id} ${how} ${matched}`,
    );
}

/** Short words over few letters, so that typos, repeats and common beginnings are frequent. */
const word = fc.stringMatching(/^[abc]{1,6}$/);
export const anyName = fc.oneof(
  { weight: 6, arbitrary: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: fc.tuple(word, word).map((words) => words.join('-')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('á b', 'ÀBC', '(+)', '(+)-ab', 'ab\u0301c', 'שלום abc', '\ud83d\ude00 ab'),
  },
);

/** Concepts `X0`, `X1` …, each below at most one other, perhaps itself or in a circle. */
export const anyConcepts: fc.Arbitrary<readonly Concept[]> = fc
  .array(
    fc.record({
      name: anyName,
      synonyms: fc.array(fc.record({ name: anyName, scope: fc.constantFrom(...SYNONYM_SCOPES) }), {
        maxLength: 3,
      }),
      group: fc.constantFrom('Disease', 'Chemical'),
      semanticTypes: fc.subarray(['one', 'two']),
      parent: fc.nat(9),
      isObsolete: fc.integer({ min: 0, max: 3 }).map((value) => value === 0),
    }),
    { maxLength: 10 },
  )
  .map((list) =>
    list.map(({ parent, isObsolete, ...known }, place) =>
      createConcept({
        ...known,
        id: `X${place}` as ConceptId,
        parents: parent < list.length ? [`X${parent}` as ConceptId] : [],
        obsolete: isObsolete ? { replacedBy: [], consider: [] } : null,
      }),
    ),
  );

/** Of the part at a place. */
export function madeHash(place: number): Sha256 {
  return String(place).repeat(64) as Sha256;
}

const someId = fc.nat(9).map((place) => `X${place}` as ConceptId);

export const anyRequest: fc.Arbitrary<SearchRequest> = fc.record({
  query: anyName,
  limit: fc.oneof(fc.constant(20), fc.integer({ min: 1, max: 4 })),
  types: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray(['Disease', 'one', 'no']) },
  ),
  branches: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(someId, { maxLength: 2 }) },
  ),
  withObsolete: fc.boolean(),
  uses: fc
    .array(fc.tuple(someId, fc.integer({ min: 1, max: 3 })), { maxLength: 4 })
    .map((entries) => new Map<ConceptId, number>(entries)),
  preferred: fc.option(
    fc.record({
      type: fc.constantFrom('Disease', 'Chemical', 'no'),
      kbs: fc.subarray([0, 1, 2].map(madeHash)),
    }),
  ),
});
