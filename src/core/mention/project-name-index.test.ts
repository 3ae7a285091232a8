import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoadedKb } from '../kb/view/loaded-kb.js';
import { createProjectViews, KbPool } from '../kb/view/project-views.js';
import { concept, idOf, idsOf, kbOf } from '../kb/view/testing/kbs.js';
import { ANY_TYPE, type KbUse, type Overlay, type Project } from '../project/project.js';
import { NO_OVERLAY, startingProject, wholeKb } from '../project/scopes.js';
import { textOf } from '../text/span.js';
import { createMentionFinder } from './finder.js';
import { buildNameIndex } from './name-index.js';
import { projectNameIndex } from './project-name-index.js';

const SEED = 20261124;

const mesh = kbOf(
  'mesh',
  'D1 = Ataxia | shaky walk',
  concept('D2 = Lithium', { group: 'Chemical' }),
  concept('D3 = Old Ague', { obsolete: { replacedBy: [], consider: [] } }),
  'D4 = Marsh Fever',
);
const hpo = kbOf(
  'hp',
  concept('HP:1 = Tremor', { group: 'Phenotype' }),
  concept('HP:2 = Ataxia', { group: 'Phenotype' }),
  concept('HP:3 = Fine Tremor', { group: 'Phenotype', parents: idsOf('HP:1') }),
);
const pool = new KbPool(new Map([mesh, hpo].map((kb) => [kb.hash, kb])));
const text = 'Ataxia and fine tremor after lithium; marsh fever, old ague and tremor, a shaky walk.';

function found(project: Project, kbs = pool, inText = text): string[] {
  const index = projectNameIndex(project, createProjectViews(project, kbs), buildNameIndex);
  return createMentionFinder(index)(inText).map(({ span, type }) => `${textOf(inText, span)}: ${type}`);
}
const scoped = (scopes: Record<string, readonly KbUse[]>, overlay: Partial<Overlay> = {}): Project => ({
  scopes: Object.entries(scopes).map(([type, kbs]) => ({ type, kbs })),
  overlay: { ...NO_OVERLAY, ...overlay },
});
const use = (kb: LoadedKb, filter: Partial<KbUse> = {}): KbUse => ({ ...wholeKb(kb.hash), ...filter });

describe('projectNameIndex', () => {
  it('finds what a single whole knowledge base finds by itself', () => {
    expect(found(startingProject(mesh.hash))).toEqual([
      'Ataxia: Disease',
      'lithium: Chemical',
      'marsh fever: Disease',
      'shaky walk: Disease',
    ]);
  });

  it('types a name by the scope that offers it, and by group in the scope of any type', () => {
    expect(found(scoped({ [ANY_TYPE]: [use(mesh)], Disease: [use(hpo)] }))).toEqual([
      'Ataxia: Disease',
      'fine tremor: Disease',
      'lithium: Chemical',
      'tremor: Disease',
    ]);
  });

  it('takes only the type itself out of a whole knowledge base that knows it, and all that a filter leaves', () => {
    expect(found(scoped({ Disease: [use(mesh)] }))).toEqual([
      'Ataxia: Disease',
      'marsh fever: Disease',
      'shaky walk: Disease',
    ]);
    const chosen = use(mesh, { semanticTypes: ['Chemical'] });
    expect(found(scoped({ Disease: [chosen, use(hpo, { branches: idsOf('HP:3') })] }))).toEqual([
      'fine tremor: Disease',
      'lithium: Disease',
    ]);
  });

  it('gives a name that two scopes offer to the first of them', () => {
    expect(found(scoped({ Sign: [use(hpo)], Disease: [use(mesh)] }))[0]).toBe('Ataxia: Sign');
    expect(found(scoped({ Disease: [use(mesh)], Sign: [use(hpo)] }))[0]).toBe('Ataxia: Disease');
  });

  it('follows the overlay: added, provisional, blocked', () => {
    const fresh = concept('SERAPH:0000001 = fine tremor after lithium', { group: 'Event' });
    const overlay = {
      concepts: [fresh],
      synonyms: [{ conceptId: idOf('D1'), name: 'walk', scope: 'broad' as const }],
      blocked: [
        { conceptId: idOf('D4'), name: 'marsh fever' },
        { conceptId: null, name: 'shaky walk' },
      ],
    };
    expect(found(scoped({ [ANY_TYPE]: [use(mesh)] }, overlay))).toEqual([
      'Ataxia: Disease',
      'fine tremor after lithium: Event',
      'walk: Disease',
    ]);
  });

  describe('outside what is mostly marked in MeSH', () => {
    const placed = (written: string, ...trees: readonly string[]) =>
      concept(written, { group: 'Chemical', trees });
    const chemicals = kbOf(
      'chem',
      placed('D10 = Actions', 'D27.505'),
      placed('D11 = Anticonvulsants', 'D27.505.954'),
      placed('D12 = Insulin', 'D12.776.1', 'D06.472'),
      placed('D13 = Catalase', 'D08.811.1'),
      'D14 = Catalase deficiency | catalase',
    );
    const bag = new KbPool(new Map([[chemicals.hash, chemicals]]));
    const inText = 'insulin, catalase and anticonvulsants';
    const names = (uses: Partial<KbUse>, overlay: Partial<Overlay> = {}) =>
      found(scoped({ [ANY_TYPE]: [use(chemicals, uses)] }, overlay), bag, inText);

    it('passes over concepts that stand nowhere else', () => {
      expect(names({})).toEqual(['insulin: Chemical', 'catalase: Disease']);
      expect(names({ semanticTypes: ['Chemical'] })).toEqual(['insulin: Chemical']);
    });

    it('looks for them where their branch was chosen, or the curator added the name', () => {
      expect(names({ branches: idsOf('D10') })).toEqual(['anticonvulsants: Chemical']);
      expect(names({ branches: idsOf('D13', 'D12') })).toEqual(['insulin: Chemical', 'catalase: Chemical']);
      const synonyms = [{ conceptId: idOf('D13'), name: 'and anticonvulsants', scope: 'exact' as const }];
      expect(names({}, { synonyms })).toContain('and anticonvulsants: Chemical');
    });
  });

  it('finds nothing where nothing is linked to', () => {
    expect(found(scoped({}))).toEqual([]);
    expect(found(scoped({ Disease: [] }))).toEqual([]);
  });

  it(`splits no knowledge base wrongly: two halves find what the whole finds (seed ${SEED})`, () => {
    const word = fc.constantFrom('ataxia', 'tremor', 'fever', 'chorea');
    const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 6 }), fc.array(word, { maxLength: 12 }), (names, words) => {
        const concepts = names.map((each, place) => concept(`X:${place} = ${each}`));
        const whole = kbOf('x', ...concepts);
        const halves = [kbOf('a', ...concepts.slice(0, 3)), kbOf('b', ...concepts.slice(3))];
        const kbs = new KbPool(new Map([whole, ...halves].map((kb) => [kb.hash, kb])));
        const inText = words.join(' ');
        expect(found(scoped({ [ANY_TYPE]: halves.map((kb) => use(kb)) }), kbs, inText)).toEqual(
          found(startingProject(whole.hash), kbs, inText),
        );
      }),
      { seed: SEED },
    );
  });
});
