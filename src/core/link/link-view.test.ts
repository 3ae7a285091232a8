import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hypothesis } from '../decode/hypothesis.js';
import type { ConceptId, Sha256 } from '../ids.js';
import { tablesOf } from '../kb/array-tables.js';
import { createConcept, type Concept } from '../kb/knowledge-base.js';
import { normaliseName } from '../kb/normalise-name.js';
import type { LoadedKb } from '../kb/view/loaded-kb.js';
import { createKbView } from '../kb/view/view.js';
import type { Overlay } from '../project/project.js';
import { NO_OVERLAY, wholeKb } from '../project/scopes.js';
import { listNames, stateAfter } from '../trie/testing/make-trie.js';
import { allEvidence } from './all-evidence.js';
import { NO_SUPPORT } from './document-support.js';
import { directEvidence, generatedEvidence } from './evidence.js';
import { createLinkView, wholeKbView, type LinkView } from './link-view.js';
import { NO_OTHER_NAMES } from './other-names.js';
import { memoryFrom } from './memory.js';
import { namePieces } from './source.js';
import { singleKbEvidence } from './testing/single-kb-evidence.js';
import { concept, layout, tokenizer, trieOf } from './testing/tiny-kb.js';

const SEED = 20261124;
const NO_MEMORY = new Map<string, ReadonlyMap<ConceptId, number>>();
const id = (text: string) => text as ConceptId;

/** Sums of probabilities differ in their last digits by the order of their terms. */
function rounded<T extends { readonly massLogProb: number | null }>(evidence: T): T {
  const { massLogProb } = evidence;
  return {
    ...evidence,
    massLogProb: massLogProb === null ? null : massLogProb.toFixed(9).replace(/^-(?=[0.]*$)/, ''),
  };
}

function loaded(kbId: string, concepts: readonly Concept[]): LoadedKb {
  return { ...tablesOf(concepts), hash: kbId.charAt(0).repeat(64) as Sha256, info: { id: kbId } };
}

const mondo = loaded('mondo', [
  { ...concept('MONDO:1', 'Cold Fever', 'winter fever'), xrefs: ['MESH:D1'] },
  concept('MONDO:2', 'Chill'),
  { ...concept('MONDO:3', 'Old Chill', 'chill'), obsolete: { replacedBy: [id('MONDO:2')], consider: [] } },
]);
const mesh = loaded('mesh', [concept('D1', 'Febris', 'cold fever'), concept('D2', 'Dry Eye')]);

function viewOf(kbs: readonly LoadedKb[], overlay: Partial<Overlay> = {}, branches: string[] = []): LinkView {
  const parts = kbs.map((kb, place) => ({
    kb,
    use: { ...wholeKb(kb.hash), branches: place === 0 ? branches.map(id) : [] },
  }));
  return createLinkView(createKbView(parts, { ...NO_OVERLAY, ...overlay }), kbs.map(trieOf), trieOf);
}

/** Names that the trie can generate, with the ids that they are evidence for. */
function generated(view: LinkView): Record<string, readonly string[]> {
  return Object.fromEntries(
    listNames(view.trie).map(({ tokens }) => {
      const state = stateAfter(view.trie, tokens) ?? -1;
      const hypothesis = {
        tokens,
        state,
        score: -1,
        logProbs: new Float32Array([-1]),
      } as unknown as Hypothesis;
      const [first = -1] = view.trie.namesAt(state);
      const ids = [...generatedEvidence(view, [hypothesis]).keys()].map((index) => view.concepts.idAt(index));
      return [view.names.nameAt(first), ids];
    }),
  );
}

const evidenceOf = (view: LinkView, text: string, memory = NO_MEMORY) => [
  ...directEvidence(view, [], { text, longForm: null }, memory).values(),
];
const idsOf = (view: LinkView, text: string, memory = NO_MEMORY) =>
  evidenceOf(view, text, memory).map(({ conceptIndex }) => view.concepts.idAt(conceptIndex));

describe('createLinkView', () => {
  it('leaves the trie of a single whole knowledge base as it is', () => {
    const trie = trieOf(mondo);
    const view = createKbView([{ kb: mondo, use: wholeKb(mondo.hash) }], NO_OVERLAY);
    expect(createLinkView(view, [trie], trieOf).trie).toBe(trie);
    expect(wholeKbView(mondo, trie).trie).toBe(trie);
  });

  it('generates names of all parts and of the overlay, each for the concept that stands for its own', () => {
    const moon = createConcept({ id: id('SERAPH:0000001'), name: 'Moon Fever' });
    const synonyms = [{ conceptId: id('D2'), name: 'Sore Eye', scope: 'exact' as const }];
    expect(generated(viewOf([mondo, mesh], { concepts: [moon], synonyms }))).toEqual({
      'cold fever': ['MONDO:1'],
      'winter fever': ['MONDO:1'],
      chill: ['MONDO:2'],
      febris: ['MONDO:1'],
      'dry eye': ['D2'],
      'moon fever': [moon.id],
      'sore eye': ['D2'],
    });
  });

  it('generates nothing that is filtered out, blocked or given up', () => {
    const blocked = [
      { conceptId: null, name: 'winter fever' },
      { conceptId: id('D2'), name: 'dry eye' },
      { conceptId: id('MONDO:3'), name: 'chill' },
    ];
    expect(Object.keys(generated(viewOf([mondo, mesh], { blocked }))).sort()).toEqual([
      'chill',
      'cold fever',
      'febris',
    ]);
    expect(generated(viewOf([mondo, mesh], {}, ['MONDO:2']))).toEqual({
      chill: ['MONDO:2'],
      febris: ['D1'],
      'cold fever': ['D1'],
      'dry eye': ['D2'],
    });
    expect(generated(viewOf([mondo], {}, ['MONDO:3', 'NO:1']))).toEqual({});
  });

  it(`generates a name when, and only when, equality finds something to offer for it (seed ${SEED})`, () => {
    const words = ['cold fever', 'chill', 'dry eye', 'winter fever'];
    const lists = fc.array(fc.uniqueArray(fc.constantFrom(...words), { minLength: 1 }), {
      minLength: 1,
      maxLength: 3,
    });
    const blocks = fc.array(fc.tuple(fc.option(fc.nat(2)), fc.constantFrom(...words)), { maxLength: 3 });
    fc.assert(
      fc.property(lists, lists, blocks, fc.subarray(['A:0', 'A:1']), (a, b, blocked, branches) => {
        const made = (kb: string, names: readonly (readonly string[])[]) =>
          loaded(
            kb,
            names.map(([name = '', ...synonyms], place) =>
              concept(`${kb.toUpperCase()}:${place}`, name, ...synonyms),
            ),
          );
        const view = viewOf(
          [made('a', a), made('b', b)],
          {
            blocked: blocked.map(([of, name]) => ({ conceptId: of === null ? null : id(`A:${of}`), name })),
          },
          branches,
        );
        const names = generated(view);
        for (const word of words) expect(names[word] ?? []).toEqual(idsOf(view, word));
        expect(Object.values(names).every((ids) => ids.length > 0)).toBe(true);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });
});

describe('evidence in a view', () => {
  it('puts what speaks for mapped concepts together, under the one that goes first', () => {
    const memory = new Map([
      [
        'cold fever',
        new Map([
          [id('D1'), 2],
          [id('MONDO:1'), 1],
        ]),
      ],
      ['febris', new Map([[id('D1'), 4]])],
    ]);
    const [only, ...others] = evidenceOf(viewOf([mondo, mesh]), 'cold fever', memory);
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      conceptIndex: 0,
      exact: true,
      preferred: true,
      remembered: 3,
    });
    const all = allEvidence(
      viewOf([mondo, mesh]),
      [],
      { text: 'cold fever', longForm: null },
      memory,
      NO_SUPPORT,
      NO_OTHER_NAMES,
    );
    expect(all.find(({ conceptIndex }) => conceptIndex === 0)).toMatchObject({ conceptUses: 7 });
    expect(idsOf(viewOf([mesh, mondo]), 'cold fever', memory)).toEqual(['D1']);
  });

  it('follows memory, added names and blocks to a list that offers the id where the first does not', () => {
    const pest = loaded('pest', [concept('D7', 'Plague', 'pest'), concept('D8', 'Chorea')]);
    const more = loaded('more', [concept('D7', 'Black Plague', 'pest'), concept('D9', 'Ague')]);
    const memory = new Map([['that thing', new Map([[id('D7'), 2]])]]);
    const overlay: Partial<Overlay> = {
      synonyms: [{ conceptId: id('D7'), name: 'bubonic thing', scope: 'exact' }],
      blocked: [{ conceptId: id('D7'), name: 'pest' }],
    };
    const view = viewOf([pest, more], overlay, ['D8']);
    for (const text of ['that thing', 'bubonic thing', 'black plague']) {
      const [found, ...others] = evidenceOf(view, text, memory);
      expect(others).toEqual([]);
      expect(view.concepts.at(found?.conceptIndex ?? -1)?.name).toBe('Black Plague');
    }
    expect(idsOf(view, 'pest')).toEqual([]);
    expect(Object.keys(generated(view)).sort()).toEqual(['ague', 'black plague', 'bubonic thing', 'chorea']);
  });

  it('never offers an obsolete concept: not by name, not by likeness, not from memory', () => {
    const view = viewOf([mondo]);
    const memory = new Map([['old chills', new Map([[id('MONDO:3'), 9]])]]);
    expect(idsOf(view, 'old chill')).toEqual([]);
    expect(idsOf(view, 'old chills', memory)).toEqual([]);
    expect(evidenceOf(view, 'chill')).toMatchObject([{ conceptIndex: 1, ambiguity: 0 }]);
  });

  it('never offers a concept by a name that is blocked for it, near or equal, and again once that is undone', () => {
    const blocked = [{ conceptId: id('MONDO:2'), name: 'chill' }];
    expect([
      idsOf(viewOf([mondo], { blocked }), 'chill'),
      idsOf(viewOf([mondo], { blocked }), 'chills'),
    ]).toEqual([[], []]);
    expect(idsOf(viewOf([mondo]), 'chills')).toEqual(['MONDO:2']);
  });

  it('finds an added synonym with its own role', () => {
    const synonyms = [{ conceptId: id('MONDO:2'), name: 'Goose Bumps', scope: 'related' as const }];
    expect(evidenceOf(viewOf([mondo], { synonyms }), 'goose bump')).toMatchObject([
      { conceptIndex: 1, exact: false, normalised: true, preferred: false, conceptNames: 2 },
    ]);
  });

  it(`is that of a single knowledge base, bit for bit, where there is one (seed ${SEED})`, () => {
    const words = ['cold fever', 'Fever, Cold', 'fevers cold', 'Chill', 'chills', 'dry eye'];
    const word = fc.constantFrom(...words);
    const lists = fc.array(fc.uniqueArray(word, { minLength: 1, maxLength: 4, selector: normaliseName }), {
      minLength: 1,
      maxLength: 4,
    });
    const remembered = fc.array(fc.tuple(word, fc.nat(5), fc.integer({ min: 1, max: 3 })), { maxLength: 4 });
    const spoken = fc.array(fc.tuple(word, fc.double({ min: -3, max: 0, noNaN: true })), { maxLength: 4 });
    fc.assert(
      fc.property(lists, remembered, spoken, word, fc.option(word), (names, past, said, text, longForm) => {
        const concepts = names.map(([name = '', ...synonyms], place) =>
          concept(`X${place}`, name, ...synonyms),
        );
        const view = viewOf([loaded('tiny', concepts)]);
        const hypotheses = said.flatMap(([name, logProb]) => {
          const tokens = namePieces(layout, tokenizer, name);
          const state = stateAfter(view.trie, tokens);
          const logProbs = new Float32Array(tokens.length + 1).fill(logProb);
          return state === undefined ? [] : [{ tokens, state, score: logProb, logProbs }];
        });
        const memory = memoryFrom(
          past.flatMap(([form, place, count]) =>
            Array.from({ length: count }, () => ({ text: form, longForm: null, conceptId: id(`X${place}`) })),
          ),
        );
        const namesAt = ({ state }: Hypothesis) =>
          view.trie.namesAt(state).map((nameIndex) => view.names.nameAt(nameIndex));
        const mention = { text, longForm };
        const found = [...directEvidence(view, hypotheses, mention, memory).values()];
        expect(found.map(({ nameIndex, ...rest }) => (nameIndex < 0 ? null : rounded(rest)))).toEqual(
          singleKbEvidence(concepts, namesAt, hypotheses, mention, memory).map(rounded),
        );
      }),
      { seed: SEED },
    );
  });
});
