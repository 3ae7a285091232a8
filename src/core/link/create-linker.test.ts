import { describe, expect, it } from 'vitest';
import { observedScorer, pseudoModel } from '../decode/testing/pseudo-model.js';
import type { ConceptId, MentionId, Sha256 } from '../ids.js';
import { tablesOf } from '../kb/array-tables.js';
import { createConcept } from '../kb/knowledge-base.js';
import { createKbView } from '../kb/view/view.js';
import type { Progress } from '../progress.js';
import { NO_OVERLAY, wholeKb } from '../project/scopes.js';
import type { Mention } from '../text/document.js';
import { spanOf } from '../text/span.js';
import { UNFITTED, type CombinerSet } from './combine.js';
import { createLinker, type LinkerParts } from './create-linker.js';
import { createLinkView } from './link-view.js';
import type { LinkedMention, LinkRequest } from './linker.js';
import { NO_OTHER_NAMES } from './other-names.js';
import { concept, kbOf, layout, tokenizer, trieOf } from './testing/tiny-kb.js';

const kb = kbOf([
  concept('X0', 'Cold Fever', 'Fever, Cold'),
  concept('X1', 'Warm Fever'),
  concept('X2', 'Dry Eye'),
  concept('X3', 'Sleep Loss', 'loss of sleep'),
]);
const text = 'After cold fever she had dry eyes, then CF again.';
const words = ['cold fever', 'dry eyes', 'CF'];
const mentionOf = (word: string, id: string): Mention => ({
  id: id as MentionId,
  span: spanOf(text.indexOf(word), text.indexOf(word) + word.length),
  type: 'Disease',
  origin: 'dictionary',
  ...(word === 'CF' ? { longForm: 'cold fever' } : {}),
});
const mentions = words.map((word, i) => mentionOf(word, `m${i}`));

function linkerOver(combiner: CombinerSet | null = UNFITTED, viewFor: LinkerParts['viewFor'] = () => kb) {
  const scorer = observedScorer(pseudoModel(tokenizer.vocabularySize, 3));
  return {
    scorer,
    linker: createLinker({
      scorer,
      tokenizer,
      layout,
      viewFor,
      combiner,
      meanings: null,
      otherNames: NO_OTHER_NAMES,
    }),
  };
}
const request: LinkRequest = { text, mentions, top: 5, beams: 3, memory: new Map(), mode: 'system' };

describe('createLinker', () => {
  it('answers every mention in order, only with concepts of the KB, best first', async () => {
    const linked = await linkerOver().linker.link(request);
    expect(linked.map(({ mentionId }) => mentionId)).toEqual(['m0', 'm1', 'm2']);
    for (const { candidates } of linked) {
      expect(candidates.every(({ conceptId }) => kb.concepts.indexOf(conceptId) >= 0)).toBe(true);
      const shares = candidates.map(({ share }) => share ?? Number.NaN);
      expect(shares).toEqual([...shares].sort((a, b) => b - a));
    }
  });

  it('puts an equal name first and says so; a short form is read through its long form', async () => {
    const [full, , short] = await linkerOver().linker.link(request);
    expect(full?.candidates[0]).toMatchObject({
      conceptId: 'X0',
      evidence: { exact: true, abbreviation: false },
    });
    expect(short?.candidates[0]).toMatchObject({
      conceptId: 'X0',
      evidence: { exact: true, abbreviation: true },
    });
  });

  it('lets memory decide, in system mode only', async () => {
    const memory = new Map([['dry eyes', new Map([['X3' as ConceptId, 4]])]]);
    const { linker } = linkerOver();
    const [, system] = await linker.link({ ...request, memory });
    expect(system?.candidates[0]).toMatchObject({ conceptId: 'X3', evidence: { remembered: 4 } });
    const [, model] = await linker.link({ ...request, memory, mode: 'model' });
    expect(model?.candidates.every(({ evidence }) => evidence.remembered === 0)).toBe(true);
    expect(model?.candidates.every(({ evidence }) => evidence.generated !== undefined)).toBe(true);
  });

  it('reports progress up to the end, and frees every session, also when cancelled', async () => {
    const many = Array.from({ length: 40 }, (_, i) => mentionOf('dry eyes', `n${i}`));
    const seen: Progress[] = [];
    const { linker, scorer } = linkerOver();
    await linker.link({ ...request, mentions: many }, { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toMatchObject({ done: 40, total: 40 });
    await expect(linker.link(request, { signal: { aborted: true } })).rejects.toMatchObject({
      kind: 'aborted',
    });
    expect(scorer.open).toBe(0);
  });

  it('searches once for mentions with one input', async () => {
    const one = linkerOver();
    await one.linker.link({ ...request, mentions: [mentionOf('dry eyes', 'once')] });
    const twice = linkerOver();
    const same = ['once', 'again'].map((id) => mentionOf('dry eyes', id));
    const linked = await twice.linker.link({ ...request, mentions: same });
    expect(twice.scorer.steps).toBe(one.scorer.steps);
    expect(linked[0]?.candidates).toEqual(linked[1]?.candidates);
  });

  it('states no probabilities for a model without fitted weights, but keeps the order', async () => {
    const [fitted] = await linkerOver().linker.link(request);
    const [unfitted] = await linkerOver(null).linker.link(request);
    const ids = (linked: LinkedMention | undefined) => linked?.candidates.map(({ conceptId }) => conceptId);
    expect(unfitted?.candidates.every(({ share }) => share === null)).toBe(true);
    expect(ids(unfitted)).toEqual(ids(fitted));
  });

  it('lets mentions of the document speak that are not linked now', async () => {
    const [, , short] = mentions;
    const alone = {
      ...request,
      mentions: short === undefined ? [] : [{ ...short, id: 'alone' as MentionId }],
    };
    const { linker } = linkerOver();
    const supportOf = async (around?: readonly Mention[]): Promise<number | undefined> => {
      const [linked] = await linker.link(around === undefined ? alone : { ...alone, around });
      return linked?.candidates.find(({ conceptId }) => conceptId === 'X0')?.evidence.inDocument;
    };
    const other = text.indexOf('dry eyes');
    const wording = {
      ...mentionOf('dry eyes', 'w'),
      span: spanOf(other, other + 8),
      longForm: 'fever, cold',
    };
    expect(await supportOf()).toBeUndefined();
    expect(await supportOf([wording])).toBeUndefined();
    const memory = new Map([['dry eyes', new Map([['X0' as ConceptId, 2]])]]);
    const [linked] = await linker.link({ ...alone, memory, around: [mentionOf('dry eyes', 'w')] });
    expect(linked?.candidates[0]).toMatchObject({ conceptId: 'X0', evidence: { inDocument: 1 } });
  });

  it('has nothing to say on no mentions', async () => {
    expect(await linkerOver().linker.link({ ...request, mentions: [] })).toEqual([]);
  });

  it('links each type in its own view, in the order of the mentions, and nothing where there is none', async () => {
    const other = kbOf([concept('Y0', 'Cold Fever'), concept('Y1', 'Warm Fever')]);
    const types = ['Disease', 'Eye', 'Planet', 'Disease', 'Eye'];
    const many = types.map((type, i) => ({ ...mentionOf('cold fever', `t${i}`), type }));
    const views = new Map([
      ['Disease', kb],
      ['Eye', other],
    ]);
    const { linker, scorer } = linkerOver(UNFITTED, (type) => views.get(type) ?? null);
    const done: number[] = [];
    const watch = { onProgress: (progress: Progress) => done.push(progress.done) };
    const linked = await linker.link({ ...request, mentions: many }, watch);
    expect(linked.map(({ mentionId }) => mentionId)).toEqual(many.map(({ id }) => id));
    expect(linked.map(({ candidates }) => candidates[0]?.conceptId)).toEqual([
      'X0',
      'Y0',
      undefined,
      'X0',
      'Y0',
    ]);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(4);
    expect(scorer.open).toBe(0);
  });

  it('says which knowledge base a candidate is from, and which other concepts it stands for', async () => {
    const kbs = [
      { id: 'mondo', concepts: [{ ...concept('MONDO:1', 'Cold Fever'), xrefs: ['MESH:X0'] }] },
      { id: 'mesh', concepts: [concept('X0', 'Febris'), concept('X9', 'Cold Fevers')] },
    ].map((each) => ({
      ...tablesOf(each.concepts),
      info: each,
      hash: each.id.charAt(1).repeat(64) as Sha256,
    }));
    const moon = { conceptId: 'SERAPH:0000001' as ConceptId, name: 'cold fever, lunar' };
    const parts = kbs.map((each) => ({ kb: each, use: wholeKb(each.hash) }));
    const overlay = { ...NO_OVERLAY, concepts: [createConcept({ id: moon.conceptId, name: moon.name })] };
    const view = createLinkView(createKbView(parts, overlay), kbs.map(trieOf), trieOf);
    const { linker } = linkerOver(UNFITTED, () => view);
    const [linked] = await linker.link({ ...request, beams: 8, mentions: [mentionOf('cold fever', 'm')] });
    const about = (id: string) => linked?.candidates.find(({ conceptId }) => conceptId === id);
    expect(about('MONDO:1')).toMatchObject({
      kbHash: kbs[0]?.hash,
      alsoIn: [{ conceptId: 'X0', kbHash: kbs[1]?.hash }],
    });
    expect(about('X0')).toBeUndefined();
    expect(about('X9')?.kbHash).toBe(kbs[1]?.hash);
    expect(about('X9')).not.toHaveProperty('alsoIn');
    expect(about(moon.conceptId)?.kbHash).toBeNull();
  });
});
