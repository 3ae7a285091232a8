import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../ids.js';
import { tablesOf } from './array-tables.js';
import { compareVersions } from './compare.js';
import { createConcept, type Concept } from './knowledge-base.js';

const SEED = 20261124;
const id = (text: string) => text as ConceptId;
const ids = (...texts: readonly string[]) => texts.map(id);
const concept = (text: string, name: string, more: Partial<Concept> = {}): Concept =>
  createConcept({ ...more, id: id(text), name });
const gone = (text: string, replacedBy: readonly string[] = [], consider: readonly string[] = []): Concept =>
  concept(text, `old ${text}`, { obsolete: { replacedBy: ids(...replacedBy), consider: ids(...consider) } });

const before = tablesOf([
  concept('A', 'Red Eye'),
  concept('B', 'Blue Eye', { aliases: ids('B0') }),
  concept('C', 'Green Eye'),
  concept('D', 'Dim Eye'),
]).concepts;

function changes(after: readonly Concept[], ...asked: readonly string[]) {
  return compareVersions(before, tablesOf(after).concepts, ids(...asked)).map(
    ({ kind, after: now, consider }) => [kind, now?.id ?? null, ...consider.map((other) => other.id)],
  );
}

describe('compareVersions', () => {
  it('tells same, renamed, merged and vanished apart, in the order asked for', () => {
    const after = [
      concept('A', 'RED  eye'),
      concept('B', 'Azure Eye'),
      concept('X', 'Colour of Eye', { aliases: ids('C') }),
    ];
    expect(changes(after, 'D', 'C', 'B', 'A')).toEqual([
      ['vanished', null],
      ['merged', 'X'],
      ['renamed', 'B'],
      ['same', 'A'],
    ]);
  });

  it('asks for the concept that an alias means, and keeps an id that was never there', () => {
    const [known, unknown] = compareVersions(before, before, ids('B0', 'Z'));
    expect(known).toEqual({
      before: { id: 'B', name: 'Blue Eye' },
      kind: 'same',
      after: { id: 'B', name: 'Blue Eye' },
      consider: [],
    });
    expect(unknown).toEqual({ before: { id: 'Z', name: '' }, kind: 'vanished', after: null, consider: [] });
  });

  it('follows replacements to the one in use', () => {
    const after = [gone('A', ['B']), gone('B', ['C']), concept('C', 'Green Eye')];
    expect(changes(after, 'A', 'B', 'C')).toEqual([
      ['obsolete', 'C'],
      ['obsolete', 'C'],
      ['same', 'C'],
    ]);
  });

  it('offers none where two replace it, but both to consider', () => {
    const after = [gone('A', ['C', 'D'], ['B']), concept('B', 'b'), concept('C', 'c'), concept('D', 'd')];
    expect(changes(after, 'A')).toEqual([['obsolete', null, 'C', 'D', 'B']]);
  });

  it.each([
    ['each other', [gone('A', ['B']), gone('B', ['A'])]],
    ['itself', [gone('A', ['A'])]],
    ['what is not there', [gone('A', ['Q'], ['Q'])]],
    ['what is obsolete without more', [gone('A', ['C']), gone('C')]],
  ])('has no answer where it is replaced by %s', (_, after) => {
    expect(changes(after, 'A')).toEqual([['obsolete', null]]);
  });

  it('takes a replacement under its alias', () => {
    expect(changes([gone('A', ['OLD']), concept('C', 'c', { aliases: ids('OLD') })], 'A')).toEqual([
      ['obsolete', 'C'],
    ]);
  });

  it(`ends on any web of replacements, and only in concepts in use (seed ${SEED})`, () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const some = fc.subarray(names, { maxLength: 3 });
    const web = fc.tuple(
      ...names.map((name) =>
        fc.oneof(
          fc.constant(concept(name, name)),
          fc.tuple(some, some).map(([by, consider]) => gone(name, by, consider)),
        ),
      ),
    );
    fc.assert(
      fc.property(web, (after) => {
        const inUse = new Set(after.filter(({ obsolete }) => obsolete === null).map((each) => each.id));
        for (const change of compareVersions(
          tablesOf(after).concepts,
          tablesOf(after).concepts,
          ids(...names),
        )) {
          expect(change.kind === 'obsolete').toBe(!inUse.has(change.before.id));
          const meant = [...(change.after ? [change.after] : []), ...change.consider].map((each) => each.id);
          expect(meant.every((each) => inUse.has(each))).toBe(true);
          expect(new Set(meant).size).toBe(meant.length);
        }
      }),
      { seed: SEED },
    );
  });
});
