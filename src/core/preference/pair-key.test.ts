import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../ids.js';
import { createRandom } from '../random.js';
import { pairKey, type KeyedPair } from './pair-key.js';

const side = (name: string) => ({ conceptId: 'C1' as ConceptId, name, rank: 1, score: -0.5 });
const pair = {
  chosen: side('gait ataxia'),
  rejected: side('ataxia'),
  mentionText: 'unsteady walk',
  longForm: null,
  contextBefore: 'After lithium an ',
  contextAfter: ' was seen.',
};

describe('pairKey', () => {
  it('is the same for the same names and words, whatever concept, rank and score', () => {
    const again = {
      ...pair,
      chosen: { ...pair.chosen, conceptId: 'X9' as ConceptId, rank: null, score: null },
    };
    expect(pairKey(again)).toBe(pairKey(pair));
    expect(pairKey(pair)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('differs for each thing that the model is shown, and for turned sides', () => {
    const others: KeyedPair[] = [
      pair,
      { ...pair, chosen: pair.rejected, rejected: pair.chosen },
      { ...pair, chosen: side('gait ataxias') },
      { ...pair, rejected: side('ataxias') },
      { ...pair, mentionText: 'Unsteady walk' },
      { ...pair, longForm: '' },
      { ...pair, longForm: 'unsteady walk' },
      { ...pair, contextBefore: 'After lithium an' },
      { ...pair, contextBefore: '', contextAfter: 'After lithium an  was seen.' },
    ];
    expect(new Set(others.map(pairKey)).size).toBe(others.length);
  });

  it('gives a hundred thousand pairs that are nearly the same different keys', () => {
    const random = createRandom(7);
    const letters = () => Math.floor(random() * 36 ** 4).toString(36);
    const names = new Set(Array.from({ length: 100_000 }, () => `ataxia ${letters()} ${letters()}`));
    const keys = [...names].map((name) => pairKey({ ...pair, rejected: side(name) }));
    expect(new Set(keys).size).toBe(names.size);
  });
});
