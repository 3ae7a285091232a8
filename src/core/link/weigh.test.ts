import { describe, expect, it } from 'vitest';
import type { MentionId } from '../ids.js';
import { doc } from '../text/testing/marked.js';
import { FEATURES, type CombinerSet, type CombinerWeights, type Feature } from './combine.js';
import { Meanings } from './meaning.js';
import { memoryFrom } from './memory.js';
import { NO_OTHER_NAMES } from './other-names.js';
import { concept, kbOf } from './testing/tiny-kb.js';
import { contextOf, weighAll } from './weigh.js';

const kb = kbOf([
  concept('X0', 'Kidney Function Tests'),
  concept('X1', 'Renal Insufficiency', 'Loss of Kidney Work'),
  concept('X2', 'Winter Cough'),
]);

/** Means the same, the same way round; nothing else is near anything. */
const SAME = ['loss of kidney function', 'renal insufficiency'];

/** Reads texts as one of two directions, and keeps what it was asked. */
function observedMeanings() {
  const asked: string[][] = [];
  const meanings = new Meanings((texts) => {
    asked.push([...texts]);
    return Promise.resolve(texts.map((text) => Float32Array.from(SAME.includes(text) ? [1, 0] : [0.6, 0.8])));
  });
  return { asked, meanings };
}

function weights(given: Partial<Record<Feature, number>>, none: number): CombinerWeights {
  const all = Object.fromEntries(FEATURES.map((name) => [name, given[name] ?? 0]));
  return { weights: all as Record<Feature, number>, none };
}

const BY_LETTERS = weights({ preferredSimilarity: 2, similarity: 0.1 }, -1);
const SET: CombinerSet = {
  model: BY_LETTERS,
  system: BY_LETTERS,
  open: weights({ preferredSimilarity: 2, similarity: 0.1, meaning: 10 }, -1),
};

function ask(marked: string) {
  const { text, span } = doc(marked);
  const mention = { id: 'm' as MentionId, span: span('m'), type: 'Disease', origin: 'file' as const };
  return { text, mention };
}

async function ranking(
  marked: string,
  set: CombinerSet,
  meanings: Meanings | null,
  mode: 'model' | 'system' = 'system',
) {
  const { text, mention } = ask(marked);
  const context = contextOf(kb, { text, memory: new Map(), mode, otherNames: NO_OTHER_NAMES }, [mention]);
  const [found = []] = await weighAll(kb, { combiner: set, meanings }, context, [
    { mention, hypotheses: [] },
  ]);
  return found.map(({ evidence, share }) => ({
    id: kb.concepts.idAt(evidence.conceptIndex),
    share,
    meaning: evidence.meaning,
  }));
}

const OPEN = 'after <m>loss of kidney function</m> she';

describe('weighAll', () => {
  it('compares meanings where letters leave the answer open, and says of which name', async () => {
    const before = await ranking(OPEN, { ...SET, open: null }, observedMeanings().meanings);
    expect(before.map(({ id }) => id)).toEqual(['X0', 'X1']);
    const after = await ranking(OPEN, SET, observedMeanings().meanings);
    expect(after.map(({ id }) => id)).toEqual(['X1', 'X0']);
    expect(after[0]?.meaning).toEqual({
      name: 'renal insufficiency',
      similarity: expect.closeTo(1, 6) as number,
      preferred: expect.closeTo(1, 6) as number,
      nearest: expect.closeTo(1, 6) as number,
    });
    expect(after[1]?.meaning?.similarity).toBeCloseTo(0.6, 6);
  });

  it('leaves what is settled, and reads no name for it', async () => {
    const sure: CombinerSet = { ...SET, system: weights({ exact: 9 }, -1) };
    const { asked, meanings } = observedMeanings();
    const found = await ranking('a <m>winter cough</m> again', sure, meanings);
    expect(found[0]).toMatchObject({ id: 'X2', meaning: null });
    expect(found[0]?.share).toBeGreaterThan(0.9);
    expect(asked).toEqual([]);
  });

  it('does not compare by generation alone, nor without a name encoder', async () => {
    const { asked, meanings } = observedMeanings();
    await ranking(OPEN, SET, meanings, 'model');
    expect(asked).toEqual([]);
    expect((await ranking(OPEN, SET, null)).map(({ id, meaning }) => [id, meaning])).toEqual([
      ['X0', null],
      ['X1', null],
    ]);
  });

  it('stops when it is cancelled', async () => {
    const { text, mention } = ask(OPEN);
    const context = contextOf(kb, { text, memory: new Map(), mode: 'system', otherNames: NO_OTHER_NAMES }, [
      mention,
    ]);
    const weigher = { combiner: SET, meanings: observedMeanings().meanings };
    const watch = { signal: AbortSignal.abort() };
    await expect(weighAll(kb, weigher, context, [{ mention, hypotheses: [] }], watch)).rejects.toMatchObject({
      kind: 'aborted',
    });
  });

  it('compares with remembered texts, too', async () => {
    const { text, mention } = ask('<m>loss of kidney functions</m>');
    const memory = memoryFrom([{ text: SAME[0] ?? '', longForm: null, conceptId: kb.concepts.idAt(2) }]);
    const context = contextOf(kb, { text, memory, mode: 'system', otherNames: NO_OTHER_NAMES }, [mention]);
    const [found = []] = await weighAll(
      kb,
      { combiner: SET, meanings: observedMeanings().meanings },
      context,
      [{ mention, hypotheses: [] }],
    );
    const remembered = found.find(({ evidence }) => evidence.conceptIndex === 2)?.evidence.meaning;
    expect(remembered?.similarity).toBeCloseTo(1, 6);
    expect(remembered?.nearest).toBeCloseTo(1, 6);
  });
});

describe('Meanings', () => {
  it('reads each text once, in batches of like length', async () => {
    const { asked, meanings } = observedMeanings();
    const texts = Array.from({ length: 40 }, (_, i) => 'x'.repeat(40 - i));
    await meanings.learn([...texts, 'x']);
    await meanings.learn(['x', 'new']);
    expect(asked.map(({ length }) => length)).toEqual([32, 8, 1]);
    expect(asked[0]?.[0]).toBe('x');
    expect(meanings.similarity('x', 'new')).toBeCloseTo(1, 6);
  });

  it('compares no text that it has not read', () => {
    expect(() => observedMeanings().meanings.similarity('a', 'b')).toThrow(/“a” was not learnt/);
  });
});
