import { describe, expect, it } from 'vitest';
import type { Hypothesis } from '../decode/hypothesis.js';
import type { ConceptId } from '../ids.js';
import { stateAfter } from '../trie/testing/make-trie.js';
import { directEvidence, generatedEvidence } from './evidence.js';
import type { LinkView } from './link-view.js';
import { namePieces } from './source.js';
import { concept, kbOf, layout, tokenizer } from './testing/tiny-kb.js';

const kb = kbOf([
  concept('X0', 'Cold Fever', 'Fever, Cold', 'chill'),
  concept('X1', 'Chill', 'shiver'),
  concept('X2', 'Neoplasms, Breast'),
]);

/** The hypothesis that generation of `name` would give, every piece at the given log-probability. */
function hypothesisOf(view: LinkView, name: string, logProb: number): Hypothesis {
  const tokens = namePieces(layout, tokenizer, name);
  const state = stateAfter(view.trie, tokens);
  if (state === undefined) throw new Error(`No name begins with ${name}.`);
  return { tokens, state, score: logProb, logProbs: new Float32Array(tokens.length + 1).fill(logProb) };
}

describe('generatedEvidence', () => {
  it('gives a shared name to each of its concepts, owner of the preferred name first', () => {
    const found = generatedEvidence(kb, [hypothesisOf(kb, 'chill', -1)]);
    expect([...found.keys()]).toEqual([1, 0]);
    expect(found.get(1)).toMatchObject({ ambiguity: 0, preferred: true, meanLogProb: -1 });
    expect(found.get(0)).toMatchObject({ ambiguity: 1, preferred: false });
  });

  it('keeps the best of several generated names of a concept', () => {
    const found = generatedEvidence(kb, [
      hypothesisOf(kb, 'fever, cold', -1),
      hypothesisOf(kb, 'cold fever', -2),
    ]);
    expect(found.size).toBe(1);
    expect(kb.names.nameAt(found.get(0)?.nameIndex ?? -1)).toBe('fever, cold');
    expect(found.get(0)?.meanLogProb).toBe(-1);
    const steps = (name: string) => namePieces(layout, tokenizer, name).length + 1;
    const sum = Math.exp(-steps('fever, cold')) + Math.exp(-2 * steps('cold fever'));
    expect(found.get(0)?.massLogProb).toBeCloseTo(Math.log(sum), 9);
  });

  it('adds a shared name to the mass of each of its concepts, so that what else was written decides', () => {
    const found = generatedEvidence(kb, [hypothesisOf(kb, 'chill', -1), hypothesisOf(kb, 'cold fever', -2)]);
    expect(found.get(0)?.meanLogProb).toBe(found.get(1)?.meanLogProb);
    expect(found.get(0)?.massLogProb).toBeGreaterThan(found.get(1)?.massLogProb ?? 0);
  });
});

describe('directEvidence', () => {
  const none = new Map<string, ReadonlyMap<ConceptId, number>>();
  const about = (index: number, found: ReturnType<typeof directEvidence>) => found.get(index);

  it('adds equal names, loosely equal names and memory to what was generated', () => {
    const memory = new Map([['chill', new Map([['X1' as ConceptId, 3]])]]);
    const found = directEvidence(
      kb,
      [hypothesisOf(kb, 'cold fever', -1)],
      { text: 'chill', longForm: null },
      memory,
    );
    expect(about(0, found)).toMatchObject({
      exact: true,
      meanLogProb: -1,
      remembered: 0,
    });
    expect(about(1, found)).toMatchObject({
      exact: true,
      meanLogProb: null,
      remembered: 3,
    });
  });

  it('finds an inflected, reordered name as normalised but not exact', () => {
    expect(about(2, directEvidence(kb, [], { text: 'Breast neoplasm', longForm: null }, none))).toMatchObject(
      {
        exact: false,
        normalised: true,
      },
    );
  });

  it('takes a name equal to a short form for near only, where the document defines another long form', () => {
    const found = directEvidence(kb, [], { text: 'Chill', longForm: 'cold fever' }, none);
    expect(about(0, found)).toMatchObject({ exact: true });
    expect(about(1, found)).toMatchObject({ exact: false, normalised: true });
  });

  it('skips concepts that the KB no longer has', () => {
    const counts = new Map([
      ['X0' as ConceptId, 2],
      ['GONE' as ConceptId, 5],
    ]);
    const found = directEvidence(
      kb,
      [],
      { text: 'cold fever', longForm: null },
      new Map([['cold fever', counts]]),
    );
    expect(about(0, found)).toMatchObject({ remembered: 2 });
    expect(found.size).toBe(1);
  });
});
