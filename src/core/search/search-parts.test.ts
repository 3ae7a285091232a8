import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConceptId, Sha256 } from '../ids.js';
import { createConcept, exactSynonyms, type Concept } from '../kb/knowledge-base.js';
import { plainRequest } from './kb-search.js';
import { searchKey } from './search-key.js';
import { anyConcepts, anyRequest, ask, asker, madeHash, partOf } from './testing/made-search.js';
import { slowSearch } from './testing/slow-search.js';

const SEED = 20_261_127;

function concept(id: string, names: string[], more: Partial<Concept> = {}): Concept {
  const [name = '', ...synonyms] = names;
  return createConcept({
    id: id as ConceptId,
    name,
    synonyms: exactSynonyms(synonyms, name),
    group: 'Disease',
    ...more,
  });
}

const ids = (...list: string[]) => list as ConceptId[];
const OBSOLETE = { obsolete: { replacedBy: [], consider: [] } };

const find = asker([
  concept('D1', ['Fever', 'Pyrexia']),
  concept('D2', ['Yellow Fever', 'Fever, Yellow']),
  concept('D3', ['Feverfew oil', 'Tanacetum'], { group: 'Chemical', aliases: ids('C77') }),
  concept('D4', ['Pain, Big', 'fever pain']),
  concept('D5', ['Hot state', 'fever'], { aliases: ids('OMIM:12', 'd1') }),
  concept('D6', ['(+)-Samplin', '2-methyl-samplin'], { group: 'Chemical' }),
]);

describe('ids', () => {
  it.each(['D3', 'd3', 'MESH:D3', 'mesh: d3 ', 'MSH:D3', 'c77', 'http://id.example/mesh/D3'])(
    '%s',
    (query) => {
      expect(find(query)[0]).toBe('D3 id Feverfew oil');
    },
  );

  it.each(['omim:12', 'MIM:12', 'OMIM_12', '12'])('%s, an alias with a prefix', (query) => {
    expect(find(query)).toEqual(['D5 id Hot state']);
  });

  it('keeps to the prefix where both have one, and to whole ids', () => {
    expect(find('HP:12')).toEqual([]);
    expect(find('omim:1')).toEqual([]);
  });

  it("puts a concept's own id before another's alias", () => {
    expect(find('d1')).toEqual(['D1 id Fever', 'D5 id Hot state']);
  });
});

describe('ranking', () => {
  it('puts exact before prefix before words before typos, then preferred names, then shorter ones', () => {
    expect(find('fever')).toEqual([
      'D1 exact Fever',
      'D5 exact fever',
      'D3 prefix Feverfew oil',
      'D4 prefix fever pain',
      'D2 prefix Fever, Yellow',
    ]);
    expect(find('pain fever')).toEqual(['D4 words fever pain']);
    expect(find('pyrexai')).toEqual(['D1 typo Pyrexia']);
  });

  const ranked = asker([
    concept('R1', ['aa', 'cold sore']),
    concept('R2', ['bb'], { synonyms: [{ name: 'cold sore', scope: 'broad' }] }),
    concept('R3', ['Cold sore'], OBSOLETE),
    concept('R4', ['dd', 'Cold Sore']),
    concept('R5', ['Cold sore']),
    concept('R6', ['cold sore of lip']),
    concept('R7', ['ee'], { synonyms: [{ name: 'cold sore', scope: 'narrow' }] }),
  ]);

  it('puts exact synonyms before all others, and obsolete concepts last in their way', () => {
    const withObsolete = ranked('cold sore', { withObsolete: true });
    expect(withObsolete.map((hit) => hit.slice(0, 8))).toEqual([
      'R5 exact',
      'R1 exact',
      'R4 exact',
      'R2 exact',
      'R7 exact',
      'R3 exact',
      'R6 prefi',
    ]);
    expect(ranked('cold sore').some((hit) => hit.startsWith('R3'))).toBe(false);
  });

  it('then counts what the project uses, but never above a better kind of name', () => {
    const uses = new Map([
      ['R4', 2],
      ['R7', 9],
      ['R1', 1],
    ] as [ConceptId, number][]);
    expect(ranked('cold sore', { uses }).map((hit) => hit.slice(0, 2))).toEqual([
      'R5',
      'R4',
      'R1',
      'R7',
      'R2',
      'R6',
    ]);
    expect(ranked('cold sore', { uses, limit: 2 }).map((hit) => hit.slice(0, 2))).toEqual(['R5', 'R4']);
  });
});

describe('names', () => {
  it('are found by all words in any order, the last one as a beginning', () => {
    expect(find('big pa')).toEqual(['D4 words Pain, Big']);
    expect(find('fever yel')).toEqual(['D2 words Yellow Fever']);
    expect(find('yel fever')).toEqual([]);
  });

  it.each([
    ['yelow fever', 'D2'],
    ['yelllow fever', 'D2'],
    ['yrllow fever', 'D2'],
    ['fever yelolw', 'D2'],
    ['tanaectu', 'D3'],
    ['anacetum', 'D3'],
  ])('are found with one typo: %s', (query, id) => {
    expect(find(query).map((hit) => hit.split(' ', 2))).toEqual([[id, 'typo']]);
  });

  it.each(['yelow fevr', 'yloew fever', 'bgi pain', 'hto', 'tnaacetmu'])(
    'are not found with more than one, or in a short word: %s',
    (query) => {
      expect(find(query)).toEqual([]);
    },
  );

  it('are found by their punctuation, by odd spacing and without accents', () => {
    expect(find('(+)')).toEqual(['D6 prefix (+)-Samplin']);
    expect(find('  YELLOW\n fever ')).toEqual(['D2 exact Yellow Fever']);
    const accents = asker([concept('A1', ['Sjögren Syndrome']), concept('A2', ['Me\u0301nie\u0300re'])]);
    expect(accents('sjogren syndrome')).toEqual(['A1 exact Sjögren Syndrome']);
    expect(accents('ménière')).toEqual(['A2 exact Me\u0301nie\u0300re']);
  });
});

describe('filters', () => {
  const tree = asker([
    concept('T1', ['Root one']),
    concept('T2', ['Root two'], { parents: ids('T1'), semanticTypes: ['Finding'] }),
    concept('T3', ['Root three'], { parents: ids('T2', 'T4') }),
    concept('T4', ['Root four'], { parents: ids('T3'), group: 'Chemical' }),
    concept('T5', ['Root five']),
  ]);
  const idsOf = (hits: readonly string[]) => hits.map((hit) => hit.slice(0, 2)).sort();

  it('keep to groups and types', () => {
    expect(idsOf(tree('root', { types: ['Chemical', 'Finding'] }))).toEqual(['T2', 'T4']);
    expect(tree('T2', { types: ['Chemical'] })).toEqual([]);
  });

  it('keep to branches, in spite of circles', () => {
    expect(idsOf(tree('root', { branches: ids('T2') }))).toEqual(['T2', 'T3', 'T4']);
    expect(idsOf(tree('root', { branches: ids('T5', 'T4') }))).toEqual(['T3', 'T4', 'T5']);
    expect(tree('root', { branches: ids('unknown') })).toEqual([]);
  });

  it('keep to the limit', () => {
    expect(tree('root', { limit: 2 })).toHaveLength(2);
    expect(tree('root', { limit: 0 })).toEqual([]);
  });
});

describe('several parts', () => {
  const hash = (letter: string) => letter.repeat(64) as Sha256;
  const parts = [
    partOf([concept('P1', ['Gout']), concept('P2', ['Gout attack'])], hash('a')),
    partOf([concept('P1', ['Podagra', 'gout']), concept('P3', ['Gout'])], hash('b')),
    { ...partOf([concept('P4', ['Gout', 'Gouty'])], hash('c')), isBlocked: (name: number) => name === 0 },
    partOf([concept('SERAPH:0000001', ['Gouty itch'])], null),
  ];

  it('show a concept once, name its part, and keep from blocked names', () => {
    const hits = ask(parts, plainRequest('gout', 9));
    expect(hits.map(({ concept: { id }, how, kbHash }) => [id, how, kbHash?.[0] ?? null])).toEqual([
      ['P1', 'exact', 'a'],
      ['P3', 'exact', 'b'],
      ['SERAPH:0000001', 'prefix', null],
      ['P2', 'prefix', 'a'],
      ['P4', 'prefix', 'c'],
    ]);
    expect(ask(parts, plainRequest('p4', 9)).map(({ matched }) => matched)).toEqual(['Gout']);
  });

  it(`are as good as a look at every name (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(anyConcepts, { minLength: 1, maxLength: 3 }), anyRequest, (lists, request) => {
        const hits = ask(
          lists.map((list, place) => partOf(list, madeHash(place))),
          request,
        );
        expect(hits.map((hit) => `${hit.concept.id} ${hit.how} ${searchKey(hit.matched)}`)).toEqual(
          slowSearch(lists, request),
        );
        for (const {
          concept: { name, synonyms },
          matched,
          role,
        } of hits) {
          const scopes = synonyms.filter((synonym) => synonym.name === matched).map(({ scope }) => scope);
          expect(role === 'preferred' ? [name] : scopes).toContain(role === 'preferred' ? matched : role);
        }
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});

describe('odd input', () => {
  it.each([
    ['nothing', ''],
    ['space', ' \t\u3000'],
    ['a lone surrogate', '\ud800[*\\'],
    ['marks alone', '\u0301\u0302'],
    ['signs alone', '%%%'],
    ['10,000 letters', 'a'.repeat(10_000)],
    ['10,000 letters that begin a name', `fever${'r'.repeat(10_000)}`],
    ['5,000 words', Array.from({ length: 5000 }, (_, word) => `fever${word}`).join(' ')],
    ['the same word 2,000 times and an unknown one', `${'fever '.repeat(2000)}zzz`],
    ['right to left', '\u202eשלום\u202c'],
  ])('finds nothing for %s', (_, query) => {
    expect(find(query)).toEqual([]);
  });

  it('finds names that are odd themselves', () => {
    const odd = asker([
      concept('O1', ['\ud800 lone']),
      concept('O2', ['שָׁלוֹם עולם']),
      concept('O3', ['   ', '\u0301']),
      concept('O4', ['x'.repeat(100_000)]),
      concept('O5', ['蛋白质 激酶']),
    ]);
    expect(odd('\ud800 lone')[0]).toBe('O1 exact \ud800 lone');
    expect(odd('שלום')).toEqual(['O2 prefix שָׁלוֹם עולם']);
    expect(odd('עולם')).toEqual(['O2 words שָׁלוֹם עולם']);
    expect(odd('o3')).toEqual(['O3 id    ']);
    expect(odd('xxxx')[0]?.slice(0, 9)).toBe('O4 prefix');
    expect(odd('激酶')).toEqual(['O5 words 蛋白质 激酶']);
  });

  it('finds nothing in nothing', () => {
    expect(asker([])('fever')).toEqual([]);
    expect(ask([], plainRequest('fever', 5))).toEqual([]);
  });
});
