import { describe, expect, it } from 'vitest';
import { ANY_TYPE, type Project } from '../../project/project.js';
import { NO_OVERLAY, wholeKb } from '../../project/scopes.js';
import { createConcept } from '../knowledge-base.js';
import { createProjectViews, KbPool } from './project-views.js';
import { idOf, idsOf, kbOf, offeredFor } from './testing/kbs.js';

const mondo = kbOf('mondo', 'MONDO:1 = Cold Fever', 'MONDO:2 = Chill');
const genes = kbOf('hgnc', 'HGNC:1 = CHILL1 | chill');
const pool = new KbPool(new Map([mondo, genes].map((kb) => [kb.hash, kb])));
const project: Project = {
  scopes: [
    { type: 'Disease', kbs: [{ ...wholeKb(mondo.hash), branches: idsOf('MONDO:2') }] },
    { type: ANY_TYPE, kbs: [wholeKb(genes.hash), wholeKb(mondo.hash)] },
  ],
  overlay: {
    ...NO_OVERLAY,
    concepts: [createConcept({ id: idOf('SERAPH:0000001'), name: 'Moon Fever', group: 'Disease' })],
  },
};

describe('createProjectViews', () => {
  const views = createProjectViews(project, pool);

  it('gives a type its own view, all others one in common', () => {
    const [disease, gene] = ['Disease', 'Gene'].map((type) => views.viewFor(type));
    expect(views.viewFor('Cell')).toBe(gene);
    expect(disease && offeredFor(disease, 'cold fever')).toEqual([]);
    expect(disease && offeredFor(disease, 'chill')).toEqual(['MONDO:2']);
    expect(gene && offeredFor(gene, 'chill')).toEqual(['HGNC:1', 'MONDO:2']);
    const [own, other] = [disease, gene].map((view) => view && offeredFor(view, 'moon fever'));
    expect([own, other]).toEqual([['SERAPH:0000001'], []]);
    expect(createProjectViews({ ...project, scopes: [] }, pool).viewFor('Disease')).toBeNull();
  });

  it('has everything, once and unfiltered, to search in', () => {
    expect(views.whole().parts).toEqual([mondo, genes]);
    expect(offeredFor(views.whole(), 'cold fever')).toEqual(['MONDO:1']);
    expect(offeredFor(views.whole(), 'moon fever')).toEqual(['SERAPH:0000001']);
  });

  it('says which knowledge base is missing, when it is needed', () => {
    const lacking = createProjectViews(project, new KbPool(new Map([[mondo.hash, mondo]])));
    expect(lacking.viewFor('Disease')).not.toBeNull();
    expect(() => lacking.viewFor('Gene')).toThrow(
      expect.objectContaining({ kind: 'kb-missing', data: { expected: genes.hash, got: null } }),
    );
  });
});
