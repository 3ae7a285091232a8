import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../ids.js';
import { createConcept, type Concept } from './knowledge-base.js';
import { NameTable, normaliseName } from './name-table.js';

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

const codePoint = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

describe('normaliseName', () => {
  // Right-hand sides printed by Python 3: " ".join(s.lower().split())
  it.each([
    ['  Type  2\tDiabetes \n', 'type 2 diabetes'],
    ['', ''],
    ['   ', ''],
    ['A\u001cB\u0085C\u00a0D\u3000E', 'a b c d e'],
    ['\ufeffX', '\ufeffx'],
    ['ΟΔΟΣ', 'οδος'],
    ['İ', 'i\u0307'],
    ['Sjögren–Larsson', 'sjögren–larsson'],
  ])('%j becomes %j', (written, normalised) => {
    expect(normaliseName(written)).toBe(normalised);
  });

  it(`changes nothing the second time (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), (text) => {
        const once = normaliseName(text);
        expect(normaliseName(once)).toBe(once);
      }),
      { seed: SEED },
    );
  });
});

describe('NameTable', () => {
  const table = new NameTable([
    concept('C1', 'Alpha', ['Beta', ' ALPHA ', 'Gamma  ray']),
    concept('C2', 'Beta', ['beta'], ['OLD:2', 'C1']),
    concept('C3', 'Delta', ['beta', '  '], ['OLD:2']),
  ]);

  it('keeps each normalised name once, in order of appearance', () => {
    expect(table.names).toEqual(['alpha', 'beta', 'gamma ray', 'delta']);
    expect(table.nameCount).toBe(4);
  });

  it('lists owners of the preferred name first, then in the order of the knowledge base', () => {
    expect([...table.conceptsOf(table.find('beta'))]).toEqual([1, 0, 2]);
    expect([...table.conceptsOf(table.find('alpha'))]).toEqual([0]);
  });

  it('does not find what is not there', () => {
    expect(table.find('Beta')).toBe(-1);
    expect(table.find('')).toBe(-1);
    expect([...table.conceptsOf(99)]).toEqual([]);
  });

  it('resolves ids and aliases, own ids first', () => {
    const find = (id: string) => table.conceptIndexOf(id as ConceptId);
    expect([find('C1'), find('C2'), find('OLD:2'), find('C9')]).toEqual([0, 1, 1, -1]);
  });

  it(`agrees with a map of sets (seed ${SEED})`, () => {
    const names = fc.array(fc.stringMatching(/^[abAB ]{0,3}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(names, { maxLength: 12 }), (lists) => {
        const concepts = lists.map(([name = '', ...rest], index) => concept(`C${index}`, name, rest));
        const built = new NameTable(concepts);
        const expected = new Map<string, Set<number>>();
        lists.forEach((list, index) => {
          for (const name of list.map(normaliseName).filter((name) => name !== '')) {
            expected.set(name, (expected.get(name) ?? new Set()).add(index));
          }
        });
        expect(new Set(built.names)).toEqual(new Set(expected.keys()));
        for (const [name, owners] of expected) {
          const found = [...built.conceptsOf(built.find(name))];
          expect(found).toHaveLength(owners.size);
          expect(new Set(found)).toEqual(owners);
        }
      }),
      { seed: SEED },
    );
  });
});
