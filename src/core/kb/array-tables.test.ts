import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../ids.js';
import { tablesOf } from './array-tables.js';
import { createConcept, type Concept } from './knowledge-base.js';
import { normaliseName } from './normalise-name.js';

const SEED = 20_261_124;

function concept(id: string, name: string, synonyms: string[] = [], aliases: string[] = []): Concept {
  return createConcept({
    id: id as ConceptId,
    name,
    synonyms: synonyms.map((synonym) => ({ name: synonym, scope: 'exact' })),
    group: 'Disease',
    aliases: aliases as ConceptId[],
  });
}

function named(concepts: readonly Concept[]): string[] {
  const { names } = tablesOf(concepts);
  return Array.from({ length: names.nameCount }, (_, index) => names.nameAt(index));
}

describe('tablesOf', () => {
  const list = [
    concept('C1', 'Alpha', ['Beta', ' ALPHA ', 'Gamma  ray']),
    concept('C2', 'Beta', ['beta'], ['OLD:2', 'C1']),
    concept('C3', 'Delta', ['beta', '  '], ['OLD:2']),
  ];
  const { names, concepts } = tablesOf(list);
  const ownersOf = (name: string) => names.find(name).map((index) => [...names.conceptsOf(index)]);

  it('keeps each normalised name once, in order of appearance', () => {
    expect(named(list)).toEqual(['alpha', 'beta', 'gamma ray', 'delta']);
    expect(names.nameAt(4)).toBe('');
  });

  it('lists owners of the preferred name first, then in the order of the knowledge base', () => {
    expect(ownersOf('beta')).toEqual([[1, 0, 2]]);
    expect(ownersOf('alpha')).toEqual([[0]]);
  });

  it('does not find what is not there', () => {
    expect(names.find('Beta')).toEqual([]);
    expect(names.find('')).toEqual([]);
    expect([...names.conceptsOf(99)]).toEqual([]);
    expect([concepts.at(3), concepts.idAt(3), concepts.groupAt(3)]).toEqual([undefined, '', '']);
  });

  it('resolves ids and aliases, own ids first', () => {
    const find = (id: string) => concepts.indexOf(id as ConceptId);
    expect([find('C1'), find('C2'), find('OLD:2'), find('C9')]).toEqual([0, 1, 1, -1]);
  });

  it('knows how a concept has a name, the best of several ways', () => {
    const scoped = createConcept({
      id: 'S' as ConceptId,
      name: 'Epsilon',
      synonyms: [
        { name: 'wide', scope: 'broad' },
        { name: 'near', scope: 'related' },
        { name: 'Near', scope: 'narrow' },
        { name: 'EPSILON', scope: 'exact' },
      ],
    });
    const table = tablesOf([scoped]).names;
    const roles = ['epsilon', 'wide', 'near'].map((name) => table.roleOf(table.find(name)[0] ?? -1, 0));
    expect(roles).toEqual(['preferred', 'broad', 'narrow']);
  });

  it('finds names alike, by number', () => {
    const table = tablesOf([concept('C1', 'Pox, Cow', ['cow poxes', 'cows pox', 'goat pox'])]).names;
    expect(table.alike('the POX of cows').map((index) => table.nameAt(index))).toEqual([
      'pox, cow',
      'cows pox',
    ]);
    expect(table.alike('sheep pox')).toEqual([]);
  });

  it(`agrees with a map of sets (seed ${SEED})`, () => {
    const someNames = fc.array(fc.stringMatching(/^[abAB ]{0,3}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(someNames, { maxLength: 12 }), (lists) => {
        const built = lists.map(([name = '', ...rest], index) => concept(`C${index}`, name, rest));
        const table = tablesOf(built).names;
        const expected = new Map<string, Set<number>>();
        lists.forEach((list, index) => {
          for (const name of list.map(normaliseName).filter((name) => name !== '')) {
            expected.set(name, (expected.get(name) ?? new Set()).add(index));
          }
        });
        expect(new Set(named(built))).toEqual(new Set(expected.keys()));
        for (const [name, owners] of expected) {
          const [index = -1, ...more] = table.find(name);
          expect(more).toEqual([]);
          const found = [...table.conceptsOf(index)];
          expect(found).toHaveLength(owners.size);
          expect(new Set(found)).toEqual(owners);
        }
      }),
      { seed: SEED },
    );
  });
});

describe('hierarchy', () => {
  const placed = (id: string, above: Partial<Pick<Concept, 'parents' | 'trees'>>) =>
    createConcept({ id: id as ConceptId, name: id, ...above });
  const { concepts } = tablesOf([
    placed('A', { trees: ['C01'] }),
    placed('B', { trees: ['C01.2', 'C02.5', 'C01.9'] }),
    placed('C', { trees: ['C01.2.7'], parents: ['A', 'A', 'none', 'C'] as ConceptId[] }),
    placed('D', { trees: ['C01.2.8'] }),
    placed('E', { parents: ['F', 'B'] as ConceptId[] }),
    placed('F', { parents: ['E'] as ConceptId[] }),
  ]);

  it('comes from named parents, else from the positions', () => {
    const above = Array.from({ length: 6 }, (_, index) => [...concepts.parentsOf(index)]);
    expect(above).toEqual([[], [0], [0], [1], [1, 5], [4]]);
  });

  it('is the same from above', () => {
    const below = Array.from({ length: 7 }, (_, index) => [...concepts.childrenOf(index)]);
    expect(below).toEqual([[1, 2], [3, 4], [], [], [5], [4], []]);
  });
});
