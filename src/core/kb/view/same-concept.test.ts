import { describe, expect, it } from 'vitest';
import type { Concept } from '../knowledge-base.js';
import { NO_OVERLAY } from '../../project/scopes.js';
import { mappedTo } from './mapped.js';
import { concept, idOf, idsOf, kbOf, offeredFor, sameAs, whole } from './testing/kbs.js';
import { createKbView, type KbView } from './view.js';

const viewOf = (...kbs: Parameters<typeof whole>[0][]): KbView => createKbView(kbs.map(whole), NO_OVERLAY);
const obsolete: Partial<Concept> = { obsolete: { replacedBy: [], consider: [] } };
const referring = (written: string, ...xrefs: readonly string[]) => concept(written, { xrefs });

describe('concepts that count as one', () => {
  const mesh = kbOf('mesh-diseases', 'D1 = Cold Fever', 'D2 = Chill', 'D3 = Dry Eye');

  it.each([['MESH:D1'], ['mesh:D1'], ['MSH:D1']])('are those that refer as %s, in either order', (xref) => {
    const mondo = kbOf('mondo', referring('MONDO:1 = Febris', xref, 'UMLS:C1'), 'MONDO:2 = Frost');
    const first = viewOf(mondo, mesh);
    expect([sameAs(first, 'D1'), sameAs(first, 'D2'), sameAs(first, 'MONDO:1')]).toEqual([
      'MONDO:1',
      'D2',
      'MONDO:1',
    ]);
    expect(first.membersOf(0).map((member) => first.concepts.idAt(member))).toEqual(['MONDO:1', 'D1']);
    const second = viewOf(mesh, mondo);
    expect(sameAs(second, 'MONDO:1')).toBe('D1');
    expect(offeredFor(second, 'febris')).toEqual(['D1']);
  });

  it('are named for each of them, whichever stands for all', () => {
    const mondo = kbOf('mondo', referring('MONDO:1 = Febris', 'MESH:D1'), 'MONDO:2 = Frost');
    const view = viewOf(mondo, mesh);
    const namedFor = (id: string) => mappedTo(view, view.concepts.indexOf(idOf(id)));
    expect(namedFor('MONDO:1')).toEqual([{ conceptId: 'D1', kbHash: mesh.hash }]);
    expect(namedFor('D1')).toEqual([{ conceptId: 'MONDO:1', kbHash: mondo.hash }]);
    expect(namedFor('D2')).toEqual([]);
  });

  it('have one id, or an alias of it, in two lists of one id space', () => {
    const view = viewOf(
      kbOf('mesh', concept('D1 = Cold Fever', { aliases: idsOf('D0') })),
      kbOf('mesh-2020', 'D0 = Febris Frigida', 'D1 = Febris'),
    );
    expect(view.membersOf(0)).toEqual([0, 1, 2]);
    expect(offeredFor(view, 'febris frigida')).toEqual(['D1']);
  });

  it('do not have one id by accident: bare ids belong to their own list', () => {
    const view = viewOf(kbOf('ncbigene', '7 = Alpha'), kbOf('omim', '7 = Beta'));
    expect([view.sameAs(0), view.sameAs(1)]).toEqual([0, 1]);
    expect(offeredFor(view, 'beta')).toEqual(['7']);
  });

  it('are never two of the first list, and never a guess among two', () => {
    const mondo = kbOf('mondo', referring('MONDO:1 = One', 'MESH:D1'), referring('MONDO:2 = Two', 'MESH:D1'));
    const split = viewOf(mondo, mesh);
    expect(['MONDO:1', 'MONDO:2', 'D1'].map((id) => sameAs(split, id))).toEqual(['MONDO:1', 'MONDO:2', 'D1']);
    const lumped = viewOf(mesh, mondo);
    expect(['MONDO:1', 'MONDO:2', 'D1'].map((id) => sameAs(lumped, id))).toEqual(['D1', 'D1', 'D1']);
  });

  it('prefer the one with their own id to one that refers', () => {
    const first = kbOf('mix', referring('MESH:D2 = Chill'), referring('MIX:9 = Frost', 'MESH:D2'));
    expect(sameAs(viewOf(first, mesh), 'D2')).toBe('MESH:D2');
  });

  it('are found over three lists, and circles of references end', () => {
    const view = viewOf(
      kbOf('mondo', referring('MONDO:1 = One', 'DOID:1')),
      kbOf('doid', referring('DOID:1 = Uno', 'MESH:D1', 'MONDO:1', 'DOID:1')),
      kbOf('mesh', referring('D1 = Eins', 'DOID:1')),
    );
    expect([0, 1, 2].map((index) => view.sameAs(index))).toEqual([0, 0, 0]);
    expect(view.membersOf(0)).toEqual([0, 1, 2]);
  });

  it('do not hide behind one that is not offered', () => {
    const mondo = kbOf('mondo', concept('MONDO:1 = Febris', { ...obsolete, xrefs: ['MESH:D1'] }));
    expect(sameAs(viewOf(mondo, mesh), 'D1')).toBe('D1');
    const other = kbOf('mondo', referring('MONDO:1 = Febris', 'MESH:D1'), 'MONDO:2 = Else');
    const use = { kb: other.hash, semanticTypes: [], branches: idsOf('MONDO:2') };
    const filtered = createKbView([{ kb: other, use }, whole(mesh)], NO_OVERLAY);
    expect(sameAs(filtered, 'D1')).toBe('D1');
    expect(offeredFor(filtered, 'cold fever')).toEqual(['D1']);
  });

  it('share the names that are blocked for one of them', () => {
    const mondo = kbOf('mondo', referring('MONDO:1 = Febris', 'MESH:D1'));
    const view = createKbView([whole(mondo), whole(mesh)], {
      ...NO_OVERLAY,
      blocked: [{ conceptId: idOf('MONDO:1'), name: 'cold fever' }],
    });
    expect(offeredFor(view, 'cold fever')).toEqual([]);
    expect(offeredFor(view, 'febris')).toEqual(['MONDO:1']);
  });

  it('are one knowledge base used twice', () => {
    const view = viewOf(mesh, mesh);
    expect([0, 1, 2, 3, 4, 5].map((index) => view.sameAs(index))).toEqual([0, 1, 2, 0, 1, 2]);
    expect(offeredFor(view, 'chill')).toEqual(['D2']);
  });
});
