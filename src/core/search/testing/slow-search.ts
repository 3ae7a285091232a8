import type { ConceptId } from '../../ids.js';
import type { Concept } from '../../kb/knowledge-base.js';
import type { SearchRequest, Way } from '../kb-search.js';
import { madeHash } from './made-search.js';
import { searchKey, wordsOf } from '../search-key.js';

/** Edits between two texts, of neighbours exchanged at most once each (optimal string alignment), by its whole table. */
export function typosBetween(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => table[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, at(i - 2, j - 2) + 1);
      }
      (table[i] ?? [])[j] = least;
    }
  }
  return at(a.length, b.length);
}

export function isTypoOf(typed: string, word: string, asBeginning: boolean): boolean {
  if (!asBeginning) return typosBetween(typed, word) === 1;
  return Array.from({ length: word.length + 1 }, (_, end) => word.slice(0, end)).some(
    (beginning) => typosBetween(typed, beginning) === 1,
  );
}

/** How a name matches a query, by the definition; null when not at all. Ids are left to the tests. */
function wayOf(name: string, query: string): Way | null {
  if (name === query) return 'exact';
  if (name.startsWith(query)) return 'prefix';
  const words = wordsOf(name);
  const typed = wordsOf(query);
  if (typed.length === 0) return null;
  const isLast = (place: number) => place === typed.length - 1;
  const plain = typed.map((word, place) =>
    words.some((other) => (isLast(place) ? other.startsWith(word) : other === word)),
  );
  if (plain.every(Boolean)) return 'words';
  const withTypo = typed.some(
    (word, place) =>
      word.length >= 4 &&
      plain.every((matches, other) => matches || other === place) &&
      words.some((other) => isTypoOf(word, other, isLast(place))),
  );
  return withTypo ? 'typo' : null;
}

const WAYS: readonly Way[] = ['exact', 'prefix', 'words', 'typo'];

/** Looks at every name of every concept. Hits as `id way matched-key`, the best first. For queries that are no id. */
export function slowSearch(
  parts: readonly (readonly Concept[])[],
  request: SearchRequest,
): readonly string[] {
  const query = searchKey(request.query);
  const found = parts.flatMap((concepts, part) =>
    concepts.flatMap((concept, place) => {
      if (!isWanted(concept, concepts, request)) return [];
      const uses = request.uses.get(concept.id) ?? 0;
      const preference = preferenceOf(concept, part, request);
      const obsolete = concept.obsolete === null ? 0 : 1;
      return namesByRank(concept).flatMap(([name, rank]) => {
        const way = query === '' ? null : wayOf(name, query);
        if (way === null) return [];
        const isBroad = rank === 2 ? 1 : 0;
        const order = [
          WAYS.indexOf(way),
          obsolete,
          isBroad,
          ...preference,
          rank,
          -uses,
          name.length,
          part,
          place,
        ];
        return [{ id: concept.id, text: `${concept.id} ${way} ${name}`, order }];
      });
    }),
  );
  found.sort(
    (a, b) => a.order.map((value, at) => value - (b.order[at] ?? 0)).find((sign) => sign !== 0) ?? 0,
  );
  const shown = new Set<ConceptId>();
  return found
    .filter(({ id }) => !shown.has(id) && shown.add(id))
    .slice(0, Math.max(0, request.limit))
    .map(({ text }) => text);
}

/** Whether it is of no chosen knowledge base, and whether of another type. */
function preferenceOf({ group }: Concept, part: number, { preferred }: SearchRequest): [number, number] {
  if (preferred === null) return [0, 0];
  return [preferred.kbs.includes(madeHash(part)) ? 0 : 1, group === preferred.type ? 0 : 1];
}

/** Every search key of a concept once, with its best rank: 0 preferred, 1 exact, 2 other. */
function namesByRank({ name, synonyms }: Concept): [string, number][] {
  const ranks = new Map<string, number>();
  const add = (written: string, rank: number) => {
    const key = searchKey(written);
    if (key !== '') ranks.set(key, Math.min(rank, ranks.get(key) ?? rank));
  };
  add(name, 0);
  for (const synonym of synonyms) add(synonym.name, synonym.scope === 'exact' ? 1 : 2);
  return [...ranks];
}

function isWanted(
  concept: Concept,
  concepts: readonly Concept[],
  { types, branches, withObsolete }: SearchRequest,
): boolean {
  if (concept.obsolete !== null && !withObsolete) return false;
  if (types.length > 0 && ![concept.group, ...concept.semanticTypes].some((type) => types.includes(type)))
    return false;
  if (branches.length === 0) return true;
  const above = new Set<ConceptId>([concept.id]);
  for (const id of above) {
    for (const parent of concepts.find((each) => each.id === id)?.parents ?? []) above.add(parent);
  }
  return branches.some((branch) => above.has(branch));
}
