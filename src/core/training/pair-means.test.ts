import { describe, expect, it } from 'vitest';
import type { TokenId } from '../ids.js';
import { pairMeansOf, type ScoredPair } from './pair-means.js';

const pieces = (count: number) => Array.from({ length: count }, () => 5 as TokenId);
const pair = (
  scores: readonly [number, number],
  reference: readonly [number, number],
  { weight = 1, chosen = 2, rejected = 4 } = {},
): ScoredPair => ({
  example: { key: 'k', chosen: pieces(chosen), rejected: pieces(rejected), weight },
  scores,
  reference,
});

describe('pairMeansOf', () => {
  it('is ln 2 with no margin where nothing has changed, whatever the pair', () => {
    const same = [pair([-1, -9], [-1, -9]), pair([-30, -2], [-30, -2], { weight: 7 })];
    const means = pairMeansOf(same, { loss: 'dpo', beta: 0.3 });
    expect(means?.loss).toBeCloseTo(Math.LN2, 12);
    expect(means).toMatchObject({ accuracy: 0.5, margin: 0 });
    expect(means?.chosenFirst).toBeCloseTo(1 / 8, 12);
    expect(pairMeansOf([], { loss: 'dpo', beta: 0.3 })).toBeNull();
  });

  it('gives the worked values, pairs counting by their weights', () => {
    // Log-odds change by +3 and by -1.
    const pairs = [pair([-2, -5], [-3, -3]), pair([-4, -3], [-3, -3], { weight: 3 })];
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    const means = pairMeansOf(pairs, { loss: 'dpo', beta: 0.5 });
    expect(means?.loss).toBeCloseTo((-Math.log(sigmoid(1.5)) - 3 * Math.log(sigmoid(-0.5))) / 4, 12);
    expect(means?.margin).toBeCloseTo((1.5 - 3 * 0.5) / 4, 12);
    expect(means).toMatchObject({ accuracy: 0.25, chosenFirst: 0.25 });
    const ipo = pairMeansOf(pairs.slice(0, 1), { loss: 'ipo', beta: 0.5 });
    expect(ipo?.loss).toBeCloseTo((1 / 2 + 2 / 4 - 1) ** 2, 12);
    expect(pairMeansOf(pairs.slice(0, 1), { loss: 'positive', beta: 0.5 })?.loss).toBe(1);
  });

  it('stays finite for pairs that are far apart', () => {
    const [won, lost] = [pair([0, -9000], [0, 0]), pair([-9000, 0], [0, 0])];
    expect(pairMeansOf([won], { loss: 'dpo', beta: 1 })?.loss).toBe(0);
    expect(pairMeansOf([lost], { loss: 'dpo', beta: 1 })?.loss).toBe(9000);
  });
});
