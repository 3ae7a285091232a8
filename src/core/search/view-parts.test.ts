import { describe, expect, it } from 'vitest';
import { concept, idOf, idsOf, kbOf, whole } from '../kb/view/testing/kbs.js';
import { createKbView } from '../kb/view/view.js';
import { buildSearchIndex } from './build-search-index.js';
import { plainRequest, type SearchRequest } from './kb-search.js';
import { finish } from '../steps.js';
import { ask } from './testing/made-search.js';
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

  it('need nothing added', () => {
    const none = { synonyms: [], concepts: [], blocked: [] };
    const plain = createKbView([whole(first)], none);
    expect(finish(partsOfView(plain, (kb) => finish(buildSearchIndex(kb, kb.hash))))).toHaveLength(1);
  });
});
