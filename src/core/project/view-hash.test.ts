import { describe, expect, it } from 'vitest';
import { ANY_TYPE, type Overlay, type Project } from './project.js';
import { NO_OVERLAY, startingProject, wholeKb } from './scopes.js';
import { hashOf, idOf, provisional } from './testing/log.js';
import { projectHashOf, viewHashOf } from './view-hash.js';

const plain = startingProject(hashOf('a'));
const withOverlay = (overlay: Partial<Overlay>): Project => ({
  ...plain,
  overlay: { ...NO_OVERLAY, ...overlay },
});

describe('viewHashOf', () => {
  it("is the knowledge base's own where one is used whole, and none where nothing is used", async () => {
    expect(await viewHashOf(plain, 'Disease')).toBe(hashOf('a'));
    expect(await projectHashOf(plain)).toBe(hashOf('a'));
    expect(await viewHashOf({ ...plain, scopes: [] }, 'Disease')).toBeNull();
    expect(await viewHashOf({ ...plain, scopes: [{ type: 'Gene', kbs: [] }] }, 'Gene')).toBeNull();
  });

  it('differs for every difference that matters', async () => {
    const use = wholeKb(hashOf('a'));
    const scopes = [
      [{ ...use, branches: [idOf('C1')] }],
      [{ ...use, semanticTypes: ['C1'] }],
      [use, wholeKb(hashOf('b'))],
      [wholeKb(hashOf('b')), use],
    ].map((kbs): Project => ({ ...plain, scopes: [{ type: ANY_TYPE, kbs }] }));
    const overlays = [
      withOverlay({ blocked: [{ conceptId: null, name: 'cold' }] }),
      withOverlay({ blocked: [{ conceptId: idOf('C1'), name: 'cold' }] }),
      withOverlay({ synonyms: [{ conceptId: idOf('C1'), name: 'cold', scope: 'exact' }] }),
      withOverlay({ synonyms: [{ conceptId: idOf('C1'), name: 'cold', scope: 'broad' }] }),
      withOverlay({ concepts: [provisional(1, 'Cold')] }),
    ];
    const all = [plain, ...scopes, ...overlays];
    for (const hash of [viewHashOf, projectHashOf]) {
      const hashes = await Promise.all(all.map((project) => hash(project, 'Disease')));
      expect(new Set(hashes).size).toBe(all.length);
      expect(hashes.every((value) => /^[0-9a-f]{64}$/.test(value ?? ''))).toBe(true);
    }
  });

  it('is the same in whatever order filters were switched and names added', async () => {
    const blocked = ['cold', 'flu'].map((name) => ({ conceptId: null, name }));
    const branches = [idOf('C1'), idOf('C2')];
    const made = (turn: <T>(list: readonly T[]) => readonly T[]): Project => ({
      scopes: [{ type: 'Disease', kbs: [{ ...wholeKb(hashOf('a')), branches: turn(branches) }] }],
      overlay: { ...NO_OVERLAY, blocked: turn(blocked) },
    });
    const turned = made((list) => [...list].reverse());
    expect(
      await viewHashOf(
        made((list) => list),
        'Disease',
      ),
    ).toBe(await viewHashOf(turned, 'Disease'));
  });

  it('leaves a type alone when a concept is added to another, with names and blocks of its own', async () => {
    const project = (concepts: Overlay['concepts'], more: Partial<Overlay> = {}): Project => ({
      scopes: [
        { type: 'Disease', kbs: [wholeKb(hashOf('a'))] },
        { type: ANY_TYPE, kbs: [wholeKb(hashOf('b'))] },
      ],
      overlay: { ...NO_OVERLAY, concepts, ...more },
    });
    const moonFever = provisional(1, 'Moon fever', 'Disease');
    const after = project([moonFever], {
      synonyms: [{ conceptId: moonFever.id, name: 'Lunar fever', scope: 'exact' }],
      blocked: [{ conceptId: moonFever.id, name: 'moon fever' }],
    });
    expect(await viewHashOf(after, 'Gene')).toBe(hashOf('b'));
    const bare = project([moonFever]);
    const hashes = [bare, after].map((each) => viewHashOf(each, 'Disease'));
    expect(new Set([hashOf('a'), ...(await Promise.all(hashes))]).size).toBe(3);
    expect(await projectHashOf(after)).not.toBe(await projectHashOf(project([])));
  });
});
