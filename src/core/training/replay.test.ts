import { describe, expect, it } from 'vitest';
import type { Concept } from '../kb/knowledge-base.js';
import { normaliseName } from '../kb/normalise-name.js';
import { concept, idOf, kbOf, whole } from '../kb/view/testing/kbs.js';
import { createKbView, type KbView } from '../kb/view/view.js';
import { NO_OVERLAY } from '../project/scopes.js';
import { textOf } from '../text/span.js';
import { drawReplay } from './replay.js';

const LETTERS = 'acegikmoqs';
/** A word that no other number has. */
const wordOf = (number: number): string =>
  String(number)
    .padStart(4, '0')
    .replace(/\d/g, (digit) => LETTERS[Number(digit)] ?? '');

/** Concepts of two names and more, every third of one name only, every fifth obsolete. */
function manyConcepts(count: number): readonly Concept[] {
  return Array.from({ length: count }, (_, number) => {
    const word = wordOf(number);
    const names = number % 3 === 0 ? word : `${word} fever | ${word} palsy | Fever of ${word}`;
    const obsolete = number % 5 === 4 ? { replacedBy: [], consider: [] } : null;
    return concept(`D${number} = ${names}`, { group: number % 2 === 0 ? 'Disease' : 'Symptom', obsolete });
  });
}

const viewOf = (...concepts: readonly (string | Concept)[]): KbView =>
  createKbView([whole(kbOf('a', ...concepts))], NO_OVERLAY);
const conceptOf = (view: KbView, key: string) => view.concepts.at(Number(key.replace('replay-', '')));

describe('drawReplay', () => {
  const view = viewOf(...manyConcepts(300));

  it('pairs one name of a concept with another, of concepts in use with two names at least', () => {
    const { examples, documents } = drawReplay(view, { examples: 40, cases: 20, seed: 3 });
    expect([examples.length, documents.length]).toEqual([40, 20]);
    for (const { mention, text, chosen, rejected, weight } of examples) {
      const owner = conceptOf(view, mention.id);
      const names = [owner?.name ?? '', ...(owner?.synonyms ?? []).map(({ name }) => name)];
      expect(names).toContain(text);
      expect(names.map(normaliseName)).toContain(chosen);
      expect(chosen).not.toBe(normaliseName(text));
      expect([textOf(text, mention.span), rejected, weight]).toEqual([text, null, 1]);
      expect([owner?.obsolete, mention.type]).toEqual([null, owner?.group]);
    }
    expect(new Set(examples.map(({ key }) => key)).size).toBe(40);
  });

  it('judges names of other concepts, the whole text a mention of its concept', () => {
    const { examples, documents } = drawReplay(view, { examples: 40, cases: 20, seed: 3 });
    const trained = new Set(examples.map(({ mention }) => mention.id));
    for (const { documentId, text, around, cases } of documents) {
      const [judged] = cases;
      expect(judged?.gold).toEqual([conceptOf(view, documentId)?.id]);
      expect(judged && textOf(text, judged.mention.span)).toBe(text);
      expect(around).toEqual([judged?.mention]);
      expect(judged && trained.has(judged.mention.id)).toBe(false);
    }
  });

  it('is the same for the same seed, and another for another', () => {
    const draw = (seed: number) => drawReplay(view, { examples: 30, cases: 30, seed });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1).examples.map(({ key }) => key)).not.toEqual(draw(2).examples.map(({ key }) => key));
  });

  it('shares a small knowledge base out between training and judging, and uses all of it once', () => {
    const usable = manyConcepts(60).filter(({ synonyms, obsolete }) => synonyms.length > 0 && !obsolete);
    const { examples, documents } = drawReplay(viewOf(...manyConcepts(60)), {
      examples: 400,
      cases: 200,
      seed: 1,
    });
    expect(examples.length + documents.length).toBe(usable.length);
    expect(Math.abs(examples.length - 2 * documents.length)).toBeLessThanOrEqual(2);
    expect(drawReplay(viewOf('A1 = alone'), { examples: 4, cases: 2, seed: 1 })).toEqual({
      examples: [],
      documents: [],
    });
  });

  it('draws every concept alike', () => {
    const small = viewOf(
      ...Array.from(
        { length: 10 },
        (_, number) => `E${number} = ${wordOf(number)} fever | ${wordOf(number)}`,
      ),
    );
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 2000; seed++) {
      const [example] = drawReplay(small, { examples: 1, cases: 0, seed }).examples;
      counts.set(example?.mention.id ?? '', (counts.get(example?.mention.id ?? '') ?? 0) + 1);
    }
    expect(counts.size).toBe(10);
    // 200 expected each; the deviation is 13.
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(60);
  });

  it('reads no more concepts of a large knowledge base than it needs', () => {
    let read = 0;
    const large = viewOf(...manyConcepts(3000));
    const concepts = new Proxy(large.concepts, {
      get(table, property) {
        const value: unknown = Reflect.get(table, property);
        if (typeof value !== 'function') return value;
        if (property === 'at') read++;
        return value.bind(table) as unknown;
      },
    });
    drawReplay({ ...large, concepts }, { examples: 20, cases: 10, seed: 1 });
    expect(read).toBeLessThan(150);
  });
});

describe('the name that a synonym is paired with', () => {
  /** Cosine of trigram counts, words padded by one space: brute force. */
  const likeness = (a: string, b: string): number => {
    const count = (text: string) => {
      const grams = new Map<string, number>();
      for (const word of text.split(' ')) {
        const padded = ` ${word} `;
        for (let at = 0; at + 3 <= padded.length; at++) {
          const gram = padded.slice(at, at + 3);
          grams.set(gram, (grams.get(gram) ?? 0) + 1);
        }
      }
      return grams;
    };
    const [one, other] = [count(a), count(b)];
    const dot = (x: Map<string, number>, y: Map<string, number>) =>
      [...x].reduce((sum, [gram, times]) => sum + times * (y.get(gram) ?? 0), 0);
    return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
  };

  it('is the one most like it by trigrams', () => {
    const names = ['lutal fever', 'fever lutal type', 'morbus lutalis', 'the shakes', 'shaking fever'];
    const view = viewOf(`D1 = ${names.join(' | ')}`);
    const drawn = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const [example] = drawReplay(view, { examples: 1, cases: 0, seed }).examples;
      const text = example?.text ?? '';
      const others = names.filter((name) => name !== text);
      const best = Math.max(...others.map((name) => likeness(text, name)));
      expect(likeness(text, example?.chosen ?? '')).toBeCloseTo(best, 6);
      drawn.add(text);
    }
    expect(drawn.size).toBe(names.length);
  });

  it('is not another writing of the same name, a blocked one or a formula', () => {
    const long = 'x'.repeat(101);
    const parts = [whole(kbOf('a', `D1 = Lutal Fever | lutal  fever | ${long} | blocked fever | palsy`))];
    const overlay = { ...NO_OVERLAY, blocked: [{ conceptId: idOf('D1'), name: 'blocked fever' }] };
    const view = createKbView(parts, overlay);
    for (let seed = 0; seed < 20; seed++) {
      const [example] = drawReplay(view, { examples: 1, cases: 0, seed }).examples;
      expect([example?.text, example?.chosen]).toEqual(
        example?.text === 'palsy' ? ['palsy', 'lutal fever'] : ['Lutal Fever', 'palsy'],
      );
    }
  });
});

describe('a name that several concepts have', () => {
  const shared = ['D1 = shared | first fever', 'D2 = shared | second fever'];

  it('is right for each where it is judged, and not trained on', () => {
    const view = viewOf(...shared);
    for (let seed = 0; seed < 30; seed++) {
      const { documents } = drawReplay(view, { examples: 0, cases: 2, seed });
      for (const { text, cases, documentId } of documents) {
        const own = conceptOf(view, documentId)?.id;
        expect(cases[0]?.gold).toEqual(text === 'shared' ? ['D1', 'D2'] : [own]);
      }
      const { examples } = drawReplay(view, { examples: 2, cases: 0, seed });
      expect(examples.map(({ text }) => text)).not.toContain('shared');
    }
  });

  it('is of one concept where those of two knowledge bases count as one', () => {
    const view = createKbView(
      [whole(kbOf('a', 'X:1 = shared | first fever')), whole(kbOf('b', 'X:1 = shared | other fever'))],
      NO_OVERLAY,
    );
    const { examples } = drawReplay(view, { examples: 5, cases: 0, seed: 1 });
    expect(examples).toHaveLength(1);
    const types = drawReplay(view, { examples: 5, cases: 0, seed: 1, typeOf: (group) => `any ${group}` });
    expect(types.examples[0]?.mention.type).toBe('any Disease');
  });
});
