import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../ids.js';
import { tablesOf } from '../kb/array-tables.js';
import { createConcept, exactSynonyms, namesOf, type Concept } from '../kb/knowledge-base.js';
import { normaliseName } from '../kb/normalise-name.js';
import { createRandom } from '../random.js';
import { createKbSearch } from './kb-search.js';
import { wordsOf } from './word-index.js';

const SEED = 20_261_127;

function concept(id: string, names: string[], group = 'Disease', aliases: string[] = []): Concept {
  const [name, ...synonyms] = names;
  return createConcept({
    id: id as ConceptId,
    name: name ?? '',
    synonyms: exactSynonyms(synonyms, name ?? ''),
    group,
    aliases: aliases as ConceptId[],
  });
}

function searchOver(concepts: readonly Concept[]) {
  const search = createKbSearch(tablesOf(concepts));
  return (query: string, group: string | null = null, limit = 10) =>
    search({ query, group, limit }).map((hit) => `${hit.concept.id} ${hit.how} ${hit.matched}`);
}

const find = searchOver([
  concept('D1', ['Fever', 'Pyrexia']),
  concept('D2', ['Yellow Fever', 'Fever, Yellow']),
  concept('D3', ['Feverfew oil', 'Tanacetum'], 'Chemical', ['C77']),
  concept('D4', ['Pain, Big', 'fever pain']),
  concept('D5', ['Hot state', 'fever'], 'Disease', ['OMIM:12', 'd1']),
  concept('D6', ['(+)-Samplin', '2-methyl-samplin'], 'Chemical'),
]);

describe('search', () => {
  it('finds by id or alias, in any case, with or without a prefix', () => {
    for (const query of ['D3', 'd3', 'MESH:D3', 'mesh: d3 ', 'c77'])
      expect(find(query)[0]).toBe('D3 id Feverfew oil');
    expect(find('omim:12')[0]).toBe('D5 id Hot state');
    expect(find('d1')[0]).toBe('D1 id Fever');
  });

  it('ranks exact before prefix before words, then preferred names, then shorter ones', () => {
    expect(find('fever')).toEqual([
      'D1 exact Fever',
      'D5 exact fever',
      'D3 prefix Feverfew oil',
      'D4 prefix fever pain',
      'D2 prefix Fever, Yellow',
    ]);
  });

  it('finds all words in any order, the last one as a beginning', () => {
    expect(find('big pa')).toEqual(['D4 words Pain, Big']);
    expect(find('fever yel')).toEqual(['D2 words Yellow Fever']);
    expect(find('yel fever')).toEqual([]);
  });

  it('keeps to the group and the limit', () => {
    expect(find('fever', 'Chemical')).toEqual(['D3 prefix Feverfew oil']);
    expect(find('fever', null, 2)).toHaveLength(2);
    expect(find('fever', null, 0)).toEqual([]);
  });

  it('finds names by their punctuation and by odd spacing', () => {
    expect(find('(+)')).toEqual(['D6 prefix (+)-Samplin']);
    expect(find('  YELLOW\n fever ')).toEqual(['D2 exact Yellow Fever']);
  });

  it('finds nothing for nothing, and survives any text', () => {
    expect(find('')).toEqual([]);
    expect(find(' \t')).toEqual([]);
    expect(find('zzz')).toEqual([]);
    expect(find('\ud800[*\\')).toEqual([]);
  });

  it(`finds what a look at every name finds (seed ${SEED})`, () => {
    const name = fc.stringMatching(/^[ab]{1,2}( [ab]{1,2}){0,2}$/);
    const lists = fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { maxLength: 8 });
    fc.assert(
      fc.property(lists, name, (names, query) => {
        const concepts = names.map((list, index) => concept(`X${index}`, list));
        const last = wordsOf(query).at(-1) ?? '';
        const matches = (written: string) => {
          const words = wordsOf(normaliseName(written));
          const whole = wordsOf(query).slice(0, -1);
          return words.some((word) => word.startsWith(last)) && whole.every((word) => words.includes(word));
        };
        const expected = concepts.filter((entry) => namesOf(entry).some(matches));
        const hits = createKbSearch(tablesOf(concepts))({ query, group: null, limit: 99 });
        expect(hits.map((hit) => hit.concept.id).sort()).toEqual(expected.map((entry) => entry.id).sort());
        for (const hit of hits) {
          expect(matches(hit.matched)).toBe(true);
          expect(hit.how === 'exact').toBe(normaliseName(hit.matched) === query);
        }
      }),
      { seed: SEED },
    );
  });

  it("stays far below the screen's patience with 100,000 names", () => {
    const random = createRandom(SEED);
    const syllables = ['al', 'be', 'cor', 'dan', 'ex', 'fi', 'gor', 'hep', 'itis', 'oma'];
    const word = () =>
      Array.from({ length: 3 }, () => syllables[Math.floor(random() * syllables.length)]).join('');
    const concepts = Array.from({ length: 50_000 }, (_, index) =>
      concept(`X${index}`, [`${word()} ${word()} ${index}`, `${word()}, ${word()} ${index}`]),
    );
    const search = createKbSearch(tablesOf(concepts));
    // The worst cases: a single letter, and two words that are everywhere.
    for (const query of ['a', 'corbedan al', 'itis']) {
      const start = performance.now();
      expect(search({ query, group: null, limit: 20 }).length).toBeGreaterThan(0);
      // The goal is 100 ms; the limit leaves room for a machine that does other work.
      expect(performance.now() - start).toBeLessThan(1000);
    }
  });
});
