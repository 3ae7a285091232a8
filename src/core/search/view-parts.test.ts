import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Concept } from '../kb/knowledge-base.js';
import type { LoadedKb } from '../kb/view/loaded-kb.js';
import { concept, idOf, idsOf, kbOf, whole } from '../kb/view/testing/kbs.js';
import { createKbView } from '../kb/view/view.js';
import type { Overlay } from '../project/project.js';
import { NO_OVERLAY } from '../project/scopes.js';
import { buildSearchIndex } from './build-search-index.js';
import { plainRequest, WAYS, type SearchPart, type SearchRequest } from './kb-search.js';
import { finish } from '../steps.js';
import { anyConcepts, anyName, ask } from './testing/made-search.js';
import { partsOfView } from './view-parts.js';

const first = kbOf(
  'a-kb',
  'A1 = Gout | Podagra',
  concept('A2 = Gouty joint', { parents: idsOf('A1'), semanticTypes: ['Finding'] }),
  'A3 = Measles',
);
const second = kbOf(
  'b-kb',
  'B1 = Gout of foot',
  concept('A1 = Gout disease'),
  concept('B2 = Gout below', { parents: idsOf('A1') }),
);
const overlay = {
  synonyms: [
    { conceptId: idOf('A2'), name: 'Gouty thing', scope: 'exact' as const },
    { conceptId: idOf('A3'), name: 'Gout spots', scope: 'broad' as const },
  ],
  concepts: [concept('SERAPH:0000001 = Gout, new', { parents: idsOf('A2') })],
  blocked: [],
};
const view = createKbView([whole(first), whole(second)], overlay);
const parts = finish(partsOfView(view, (kb) => finish(buildSearchIndex(kb, kb.hash))));
const find = (query: string, more: Partial<SearchRequest> = {}) =>
  ask(parts, { ...plainRequest(query, 20), ...more }).map(
    (hit) => `${hit.concept.id} ${hit.kbHash?.[0] ?? 'own'} ${hit.how} ${hit.role} ${hit.matched}`,
  );

describe('the parts of a view', () => {
  it('are searched as one, with what was added', () => {
    expect(find('gout')).toEqual([
      'A1 a exact preferred Gout',
      'SERAPH:0000001 own prefix preferred Gout, new',
      'B2 b prefix preferred Gout below',
      'A2 a prefix preferred Gouty joint',
      'B1 b prefix preferred Gout of foot',
      'A3 a prefix broad Gout spots',
    ]);
  });

  it('show a concept that was found by an added synonym as the view has it', () => {
    expect(find('gouty thing')).toEqual(['A2 a exact exact Gouty thing']);
    const [hit] = ask(parts, plainRequest('gouty thing', 1));
    expect(hit?.concept.name).toBe('Gouty joint');
    expect(hit?.concept.synonyms.map(({ name }) => name)).toContain('Gouty thing');
  });

  it('are held to types and branches, what was added too', () => {
    const ids = (hits: readonly string[]) => hits.map((hit) => hit.split(' ', 1)[0]).sort();
    expect(ids(find('gout', { branches: idsOf('A1') }))).toEqual(['A1', 'A2', 'B2', 'SERAPH:0000001']);
    expect(ids(find('gout', { branches: idsOf('A3') }))).toEqual(['A3']);
    expect(find('gouty thing', { types: ['Finding'] })).toEqual(['A2 a exact exact Gouty thing']);
  });

  it('give what is preferred first, on equal evidence only', () => {
    const signs = kbOf('c-kb', concept('C1 = Gout', { group: 'Phenotype' }));
    const ofBoth = partsFor([first, signs]);
    const ids = (type: string, ...kbs: readonly LoadedKb[]) => {
      const preferred = { type, kbs: kbs.map(({ hash }) => hash) };
      return ask(ofBoth, { ...plainRequest('gout', 3), preferred }).map((hit) => hit.concept.id);
    };
    expect(ids('Phenotype')).toEqual(['C1', 'A1', 'A2']);
    expect(ids('Other')).toEqual(['A1', 'C1', 'A2']);
    expect(ids('Other', signs)).toEqual(['C1', 'A1', 'A2']);
    expect(ids('Phenotype', first)).toEqual(['A1', 'C1', 'A2']);
  });

  it('need nothing added', () => {
    const none = { synonyms: [], concepts: [], blocked: [] };
    const plain = createKbView([whole(first)], none);
    expect(finish(partsOfView(plain, (kb) => finish(buildSearchIndex(kb, kb.hash))))).toHaveLength(1);
  });
});

function partsFor(kbs: readonly LoadedKb[], more: Partial<Overlay> = {}): readonly SearchPart[] {
  const made = createKbView(kbs.map(whole), { ...NO_OVERLAY, ...more });
  return finish(partsOfView(made, (kb) => finish(buildSearchIndex(kb, kb.hash))));
}

describe('concepts that count as one', () => {
  const mesh = kbOf(
    'mesh',
    'D1 = Gout | Podagra',
    'D2 = Measles',
    concept('D3 = Old gout', { obsolete: { replacedBy: idsOf('D1'), consider: [] } }),
  );
  const mondo = kbOf(
    'omondo',
    concept('MONDO:1 = Gouty disease | Gout', { xrefs: ['MESH:D1'], parents: idsOf('MONDO:2') }),
    'MONDO:2 = Joint disease',
    concept('MONDO:3 = Gone gout', { xrefs: ['MESH:D1'], obsolete: { replacedBy: [], consider: [] } }),
  );
  const both = partsFor([mesh, mondo]);
  const hitsFor = (query: string, rest: Partial<SearchRequest> = {}, among = both) =>
    ask(among, { ...plainRequest(query, 20), ...rest });
  const found = (query: string, rest: Partial<SearchRequest> = {}, among = both) =>
    hitsFor(query, rest, among).map((hit) => [
      hit.concept.id,
      hit.matched,
      ...(hit.alsoIn ?? []).map(({ conceptId, kbHash }) => `${conceptId} in ${kbHash[0]}`),
    ]);

  it('are shown once, by the one that stands for all, whichever of their names or ids matches', () => {
    const gout = ['MONDO:1 in o'];
    expect(found('gout')).toEqual([['D1', 'Gout', ...gout]]);
    expect(found('gouty disease')).toEqual([['D1', 'Gouty disease', ...gout]]);
    expect(found('MONDO:1')).toEqual([['D1', 'Gout', ...gout]]);
    expect(hitsFor('gouty').map(({ kbHash, role }) => [kbHash?.[0], role])).toEqual([['m', 'preferred']]);
    expect(found('gout', {}, partsFor([mondo, mesh]))).toEqual([['MONDO:1', 'Gout', 'D1 in m']]);
    expect(found('measles')).toEqual([['D2', 'Measles']]);
  });

  it('are shown as the first knowledge base has them that is preferred', () => {
    const preferring = (...kbs: readonly LoadedKb[]) =>
      found('gout', { preferred: { type: 'Disease', kbs: kbs.map(({ hash }) => hash) } });
    expect(preferring(mondo)).toEqual([['MONDO:1', 'Gout', 'D1 in m']]);
    expect(preferring(mondo, mesh)).toEqual([['MONDO:1', 'Gout', 'D1 in m']]);
    expect(preferring(mesh, mondo)).toEqual([['D1', 'Gout', 'MONDO:1 in o']]);
    expect(preferring()).toEqual([['D1', 'Gout', 'MONDO:1 in o']]);
  });

  it('leave obsolete ones to themselves', () => {
    expect(found('gon', { withObsolete: true })).toEqual([['MONDO:3', 'Gone gout']]);
    expect(found('old', { withObsolete: true })).toEqual([['D3', 'Old gout']]);
  });

  it('are used together, and lie in a branch together', () => {
    const uses = new Map([
      [idOf('D1'), 1],
      [idOf('MONDO:1'), 2],
    ]);
    expect(hitsFor('gouty disease', { uses }).map((hit) => hit.uses)).toEqual([3]);
    expect(found('gout', { branches: idsOf('MONDO:1') })).toEqual([['D1', 'Gout', 'MONDO:1 in o']]);
    expect(found('gout', { branches: idsOf('D2') })).toEqual([]);
  });

  it('are not found by a name that is blocked for one of them, but by others and by id', () => {
    const blocked = [{ conceptId: idOf('D1'), name: 'gout' }];
    const held = partsFor([mesh, mondo], { blocked });
    expect(found('gout', {}, held)).toEqual([['D1', 'Gouty disease', 'MONDO:1 in o']]);
    expect(found('D1', {}, held)).toEqual([['D1', 'Gout', 'MONDO:1 in o']]);
    const none = partsFor([mesh, mondo], { blocked: [{ conceptId: null, name: 'measles' }] });
    expect(found('measles', {}, none)).toEqual([]);
    expect(found('D2', {}, none)).toEqual([['D2', 'Measles']]);
  });

  const SEED = 20_261_128;
  it(`are found as by a search of each list by itself, and a limit only cuts (seed ${SEED})`, () => {
    const someRefs = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 8 });
    fc.assert(
      fc.property(anyConcepts, anyConcepts, someRefs, anyName, fc.nat(4), (a, b, refs, query, cut) => {
        const referring = b.map((each, place): Concept => {
          const targets = refs.filter(([from]) => from === place).map(([, to]) => `A:X${to}`);
          return { ...each, id: idOf(`B:${each.id}`), parents: [], xrefs: targets };
        });
        const prefixed = a.map((each): Concept => ({ ...each, id: idOf(`A:${each.id}`), parents: [] }));
        const kbs = [kbOf('a', ...prefixed), kbOf('b', ...referring)];
        const joined = createKbView(kbs.map(whole), NO_OVERLAY);
        const parts = partsFor(kbs);
        const request = plainRequest(query, 100);
        const hits = ask(parts, request).map((hit) => `${hit.concept.id} ${hit.how}`);
        const apart = kbs.flatMap((kb) => ask(partsFor([kb]), request));
        const best = new Map<string, number>();
        for (const { concept: own, how } of apart) {
          const shown = joined.concepts.idAt(joined.sameAs(joined.concepts.indexOf(own.id)));
          best.set(shown, Math.min(WAYS.indexOf(how), best.get(shown) ?? WAYS.length));
        }
        expect([...hits].sort()).toEqual(Array.from(best, ([id, way]) => `${id} ${WAYS[way]}`).sort());
        const few = ask(parts, plainRequest(query, cut)).map((hit) => `${hit.concept.id} ${hit.how}`);
        expect(few).toEqual(hits.slice(0, cut));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
