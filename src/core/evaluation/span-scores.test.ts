import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spanOf } from '../text/span.js';
import { ofType, spanScores, type TypedSpan } from './span-scores.js';

const SEED = 20261124;
const at = (start: number, end: number, type = 'Disease'): TypedSpan => ({ span: spanOf(start, end), type });
const mentions = fc.array(
  fc
    .tuple(fc.nat(4), fc.nat(4), fc.constantFrom('Disease', 'Chemical'))
    .map(([start, length, type]) => at(start, start + length + 1, type)),
);

describe('spanScores', () => {
  it('counts a mention whose start, end and type are right', () => {
    const gold = [at(0, 5), at(6, 9, 'Chemical'), at(10, 12), at(20, 22)];
    const found = [at(0, 5), at(6, 9), at(10, 13), at(20, 22)];
    expect(spanScores([{ gold, found }])).toEqual({
      gold: 4,
      found: 4,
      right: 2,
      precision: 50,
      recall: 50,
      f1: 50,
    });
  });

  it('adds up documents before it divides, and never matches across them', () => {
    const scores = spanScores([
      { gold: [at(0, 5)], found: [at(0, 5), at(7, 8), at(9, 10)] },
      { gold: [at(7, 8), at(20, 30)], found: [] },
    ]);
    expect(scores.precision).toBeCloseTo(100 / 3);
    expect(scores.recall).toBeCloseTo(100 / 3);
    expect(scores.f1).toBeCloseTo(100 / 3);
  });

  it('asks for more where more is asked', () => {
    const gold = [
      { ...at(0, 5), ids: ['D1', 'D2'] },
      { ...at(6, 9), ids: ['D3'] },
    ];
    const found = [
      { ...at(0, 5), id: 'D2' },
      { ...at(6, 9), id: 'D4' },
    ];
    expect(spanScores([{ gold, found }], ({ id }, { ids }) => ids.includes(id)).right).toBe(1);
  });

  it('has no figures where nothing is to be found', () => {
    expect(spanScores([])).toEqual({ gold: 0, found: 0, right: 0, precision: null, recall: null, f1: null });
    expect(spanScores([{ gold: [], found: [at(0, 1)] }])).toMatchObject({
      precision: 0,
      recall: null,
      f1: 0,
    });
  });

  it('is the harmonic mean, the same both ways round, and whatever the order and repeats', () => {
    fc.assert(
      fc.property(mentions, mentions, (gold, found) => {
        const scores = spanScores([{ gold, found }]);
        const turned = spanScores([{ gold: found, found: gold }]);
        expect([turned.precision, turned.recall, turned.f1]).toEqual([
          scores.recall,
          scores.precision,
          scores.f1,
        ]);
        expect(spanScores([{ gold: [...gold, ...gold], found: found.toReversed() }])).toEqual(scores);
        const { precision, recall, f1 } = scores;
        if (precision && recall) expect(f1).toBeCloseTo((2 * precision * recall) / (precision + recall));
        const each = ['Disease', 'Chemical'].map((type) => spanScores(ofType([{ gold, found }], type)));
        expect(each.reduce((sum, { right }) => sum + right, 0)).toBe(scores.right);
      }),
      { seed: SEED },
    );
  });
});
