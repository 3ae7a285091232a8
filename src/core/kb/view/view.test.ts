import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Overlay } from '../../project/project.js';
import { NO_OVERLAY } from '../../project/scopes.js';
import { tablesOf } from '../array-tables.js';
import { createConcept, namesOf, type Concept } from '../knowledge-base.js';
import { normaliseName } from '../normalise-name.js';
import { concept, idOf, idsOf, kbOf, offeredFor, whole } from './testing/kbs.js';
import { createKbView } from './view.js';

const SEED = 20261124;

const mesh = kbOf(
  'mesh',
  'D1 = Cold Fever | Fever, Cold | chill',
  concept('D2 = Chill | shiver', { semanticTypes: ['Sign'], parents: idsOf('D1') }),
  concept('D3 = Old Fever | chill', { obsolete: { replacedBy: idsOf('D1'), consider: [] } }),
);
const mondo = kbOf('mondo', 'MONDO:1 = Cold Fever | winter fever', 'MONDO:2 = Chill');
const overlaid = (overlay: Partial<Overlay>) => createKbView([whole(mesh)], { ...NO_OVERLAY, ...overlay });

describe('createKbView over one whole knowledge base', () => {
  const view = createKbView([whole(mesh)], NO_OVERLAY);

  it('is that knowledge base: the same tables, nothing in between', () => {
    expect(view.names).toBe(mesh.names);
    expect(view.concepts).toBe(mesh.concepts);
    expect(view.additions).toBeNull();
    expect(view.isPartWhole(0)).toBe(true);
    expect([0, 1, 2].map((index) => view.sameAs(index))).toEqual([0, 1, 2]);
    expect(view.membersOf(1)).toEqual([1]);
    expect(view.kbHashOf(2)).toBe(mesh.hash);
  });

  it('shows obsolete concepts and does not offer them', () => {
    expect(view.concepts.idAt(2)).toBe('D3');
    expect([-1, 0, 1, 2].map((index) => view.isOffered(index))).toEqual([false, true, true, false]);
    expect(offeredFor(view, 'chill')).toEqual(['D2', 'D1']);
    expect(offeredFor(view, 'old fever')).toEqual([]);
  });
});

describe('createKbView over several', () => {
  const view = createKbView([whole(mondo), whole(mesh)], NO_OVERLAY);

  it('finds equal names in both, each with its own concepts and roles, and knows whose they are', () => {
    const found = view.names
      .find('chill')
      .map((nameIndex) =>
        [...view.names.conceptsOf(nameIndex)].map((owner, place) => [
          view.concepts.idAt(owner),
          view.names.roleOf(nameIndex, place),
          view.kbHashOf(owner),
        ]),
      );
    expect(found).toEqual([
      [['MONDO:2', 'preferred', mondo.hash]],
      [
        ['D2', 'preferred', mesh.hash],
        ['D1', 'exact', mesh.hash],
        ['D3', 'exact', mesh.hash],
      ],
    ]);
    expect(view.names.alike('fevers, cold').map((index) => view.names.nameAt(index))).toEqual([
      'cold fever',
      'cold fever',
      'fever, cold',
    ]);
  });

  it('moves parents and children along', () => {
    const [d1, d2] = idsOf('D1', 'D2').map((id) => view.concepts.indexOf(id));
    expect([...view.concepts.childrenOf(d1 ?? -1)]).toEqual([d2]);
    expect([...view.concepts.parentsOf(d2 ?? -1)]).toEqual([d1]);
    expect(view.concepts.semanticTypesOf(d2 ?? -1)).toEqual(['Sign']);
    expect(view.concepts.semanticTypesOf(99)).toEqual([]);
  });

  it('has nothing at numbers that are not there', () => {
    for (const index of [-1, 5, 99]) {
      expect(view.concepts.at(index)).toBeUndefined();
      expect(view.concepts.idAt(index)).toBe('');
      expect([...view.concepts.childrenOf(index)]).toEqual([]);
    }
    expect(view.names.nameAt(99)).toBe('');
    expect([...view.names.conceptsOf(99)]).toEqual([]);
    expect(view.kbHashOf(99)).toBeNull();
  });

  it(`answers as each part does by itself, for any names and concepts (seed ${SEED})`, () => {
    const name = fc.constantFrom('a', 'b', 'c', 'a b', 'b a');
    const some = fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { maxLength: 4 });
    const made = (kb: string, lists: readonly (readonly string[])[]) =>
      kbOf(
        kb,
        ...lists.map((names, place) => concept(`${kb.toUpperCase()}:${place} = ${names.join(' | ')}`)),
      );
    fc.assert(
      fc.property(fc.tuple(some, some, some), ([x, y, z]) => {
        const parts = [made('x', x), made('y', y), made('z', z)];
        const { names, concepts } = createKbView(parts.map(whole), NO_OVERLAY);
        for (const asked of ['a', 'b', 'c', 'a b', 'b a']) {
          const owners = (find: 'find' | 'alike') => ({
            joined: names[find](asked).map((index) =>
              [...names.conceptsOf(index)].map((c) => concepts.idAt(c)),
            ),
            apart: parts.flatMap((part) =>
              part.names[find](asked).map((index) =>
                [...part.names.conceptsOf(index)].map((c) => part.concepts.idAt(c)),
              ),
            ),
          });
          expect(owners('find').joined).toEqual(owners('find').apart);
          expect(owners('alike').joined).toEqual(owners('alike').apart);
        }
        const all = parts.flatMap((part) =>
          Array.from({ length: part.concepts.conceptCount }, (_, index) => part.concepts.at(index)),
        );
        expect(Array.from({ length: concepts.conceptCount }, (_, index) => concepts.at(index))).toEqual(all);
      }),
      { seed: SEED },
    );
  });
});

describe('filters', () => {
  const tree = kbOf(
    'tree',
    concept('T:1 = top'),
    concept('T:2 = left', { parents: idsOf('T:1'), semanticTypes: ['Sign'] }),
    concept('T:3 = right', { parents: idsOf('T:1'), group: 'Gene' }),
    concept('T:4 = below left', { parents: idsOf('T:2') }),
    // A cycle, as files in the wild have them.
    concept('T:5 = hen', { parents: idsOf('T:6') }),
    concept('T:6 = egg', { parents: idsOf('T:5', 'T:6') }),
  );
  const offered = (semanticTypes: readonly string[], ...branches: readonly string[]) => {
    const view = createKbView(
      [{ kb: tree, use: { kb: tree.hash, semanticTypes, branches: idsOf(...branches) } }],
      NO_OVERLAY,
    );
    return ['T:1', 'T:2', 'T:3', 'T:4', 'T:5', 'T:6'].filter((id) =>
      view.isOffered(view.concepts.indexOf(idOf(id))),
    );
  };

  it.each([
    ['a branch with its top', [], ['T:2'], ['T:2', 'T:4']],
    ['branches that overlap', [], ['T:1', 'T:4'], ['T:1', 'T:2', 'T:3', 'T:4']],
    ['a cycle, entered anywhere', [], ['T:6'], ['T:5', 'T:6']],
    ['a branch that is not there: nothing', [], ['T:99'], []],
    ['a branch that is there and one that is not', [], ['T:99', 'T:4'], ['T:4']],
    ['a group or a semantic type', ['Gene', 'Sign'], [], ['T:2', 'T:3']],
    ['a type that no concept has: nothing', ['Planet'], [], []],
    ['both at once', ['Sign'], ['T:3', 'T:2'], ['T:2']],
  ])('leave in %s', (_, types, branches, left) => {
    expect(offered(types, ...branches)).toEqual(left);
  });

  it('of one scope do not touch the same knowledge base in another', () => {
    const use = { kb: tree.hash, semanticTypes: [], branches: idsOf('T:2') };
    const filtered = createKbView([{ kb: tree, use }], NO_OVERLAY);
    const unfiltered = createKbView([whole(tree)], NO_OVERLAY);
    expect([offeredFor(filtered, 'right'), offeredFor(unfiltered, 'right')]).toEqual([[], ['T:3']]);
    expect(filtered.isPartWhole(0)).toBe(false);
    expect(filtered.names).toBe(unfiltered.names);
  });
});

describe('the overlay', () => {
  const synonym = (id: string, name: string) => ({ conceptId: idOf(id), name, scope: 'broad' as const });

  it("gives an added synonym to the knowledge base's own concept", () => {
    const view = overlaid({ synonyms: [synonym('D2', 'Goose Bumps'), synonym('D2', 'the shakes')] });
    expect(offeredFor(view, 'goose bumps')).toEqual(['D2']);
    const [nameIndex = -1] = view.names.find('goose bumps');
    expect(view.names.roleOf(nameIndex, 0)).toBe('broad');
    expect(view.concepts.conceptCount).toBe(mesh.concepts.conceptCount);
    const card = view.concepts.at(view.concepts.indexOf(idOf('D2')));
    expect(card && namesOf(card)).toEqual(['Chill', 'shiver', 'Goose Bumps', 'the shakes']);
    expect(view.concepts.nameCountOf(1)).toBe(4);
  });

  it('leaves out synonyms of concepts that are not there or not offered', () => {
    const view = overlaid({ synonyms: [synonym('D9', 'x'), synonym('D3', 'y')] });
    expect(view.additions).toBeNull();
    expect(view.names).toBe(mesh.names);
  });

  it('offers provisional concepts, below their parents, with the synonyms that they got later', () => {
    const fresh = createConcept({
      id: idOf('SERAPH:0000001'),
      name: 'Moon Fever',
      parents: idsOf('D1', 'D9'),
    });
    const view = overlaid({ concepts: [fresh], synonyms: [synonym(fresh.id, 'lunar fever')] });
    expect(offeredFor(view, 'lunar fever')).toEqual([fresh.id]);
    const index = view.concepts.indexOf(fresh.id);
    expect(view.concepts.at(index)?.name).toBe('Moon Fever');
    expect(view.kbHashOf(index)).toBeNull();
    expect([...view.concepts.parentsOf(index)]).toEqual([0]);
    expect([...view.concepts.childrenOf(0)]).toEqual([1, index]);
  });

  it('takes a blocked name from one concept, or from all, and nothing else', () => {
    const one = overlaid({ blocked: [{ conceptId: idOf('D1'), name: 'chill' }] });
    expect(offeredFor(one, 'chill')).toEqual(['D2']);
    expect(offeredFor(one, 'cold fever')).toEqual(['D1']);
    const all = overlaid({ blocked: [{ conceptId: null, name: 'chill' }] });
    expect(offeredFor(all, 'chill')).toEqual([]);
    expect(offeredFor(all, 'shiver')).toEqual(['D2']);
    expect([...all.blockedNames]).toEqual(mesh.names.find('chill'));
  });

  it('blocks added names, too, and ignores names and concepts that are not there', () => {
    const view = overlaid({
      synonyms: [synonym('D2', 'Goose Bumps')],
      blocked: [
        { conceptId: idOf('D2'), name: 'goose bumps' },
        { conceptId: idOf('D9'), name: 'chill' },
        { conceptId: null, name: 'no such name' },
      ],
    });
    expect(offeredFor(view, 'goose bumps')).toEqual([]);
    expect(offeredFor(view, 'chill')).toEqual(['D2', 'D1']);
  });

  it(`offers what a knowledge base with these names built in would offer (seed ${SEED})`, () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e f', 'f e');
    const base = fc.array(fc.uniqueArray(name, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    });
    const added = fc.array(fc.tuple(fc.nat(3), name), { maxLength: 4 });
    const blocked = fc.array(fc.tuple(fc.option(fc.nat(3)), name), { maxLength: 3 });
    const id = (place: number) => `K:${place}`;
    fc.assert(
      fc.property(base, added, blocked, (lists, synonyms, blocks) => {
        const concepts = lists.map((names, place) => concept(`${id(place)} = ${names.join(' | ')}`));
        const view = createKbView([whole(kbOf('k', ...concepts))], {
          ...NO_OVERLAY,
          synonyms: synonyms.map(([place, text]) => synonym(id(place), text)),
          blocked: blocks.map(([place, text]) => ({
            conceptId: place === null ? null : idOf(id(place)),
            name: text,
          })),
        });
        const isBlocked = (place: number, text: string) =>
          blocks.some(([of, blockedName]) => blockedName === text && (of === null || of === place));
        const builtIn: Concept[] = concepts.map((each, place) => {
          const extra = synonyms.filter(([of]) => of === place).map(([, text]) => synonym(each.id, text));
          const left = [...namesOf(each), ...extra.map((more) => more.name)].filter(
            (text) => !isBlocked(place, normaliseName(text)),
          );
          return createConcept({
            id: each.id,
            name: '',
            synonyms: left.map((text) => ({ name: text, scope: 'exact' })),
          });
        });
        const reference = tablesOf(builtIn);
        for (const text of ['a', 'b', 'c', 'd', 'e f', 'f e']) {
          const expected = reference.names
            .find(text)
            .flatMap((index) =>
              [...reference.names.conceptsOf(index)].map((c) => reference.concepts.idAt(c)),
            );
          expect([...offeredFor(view, text)].sort()).toEqual(expected.sort());
        }
      }),
      { seed: SEED },
    );
  });
});
