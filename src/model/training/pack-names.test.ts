import { describe, expect, it } from 'vitest';
import type { TokenId } from '../../core/ids.js';
import { FORBIDDEN } from '../bart/layers.js';
import { ancestorMask, packNames } from './pack-names.js';

const ids = (...values: number[]): TokenId[] => values as TokenId[];

describe('packNames', () => {
  it('reads the prefix and shared pieces once', () => {
    const packed = packNames(ids(2, 5), [ids(7, 8, 9, 3), ids(7, 8, 6, 4, 3)]);
    expect(packed.tokens).toEqual([2, 5, 7, 8, 9, 6, 4]);
    expect(packed.positions).toEqual([0, 1, 2, 3, 4, 4, 5]);
    expect(packed.parents).toEqual([-1, 0, 1, 2, 3, 3, 5]);
    expect(packed.targets).toEqual([
      { from: 1, token: 7, names: [0, 1] },
      { from: 2, token: 8, names: [0, 1] },
      { from: 3, token: 9, names: [0] },
      { from: 4, token: 3, names: [0] },
      { from: 3, token: 6, names: [1] },
      { from: 5, token: 4, names: [1] },
      { from: 6, token: 3, names: [1] },
    ]);
  });

  it('reads nothing twice of equal names, nor of one that ends where another goes on', () => {
    expect(packNames(ids(2), [ids(7, 3), ids(7, 3)]).tokens).toEqual([2, 7]);
    const { tokens, targets } = packNames(ids(2), [ids(7, 3), ids(7, 8, 3)]);
    expect(tokens).toEqual([2, 7, 8]);
    expect(targets.filter(({ from }) => from === 1)).toEqual([
      { from: 1, token: 3, names: [0] },
      { from: 1, token: 8, names: [1] },
    ]);
  });

  it('lets a token see its ancestors only', () => {
    const rows = [packNames(ids(2), [ids(7, 3), ids(8, 3)])];
    const seen = Array.from(ancestorMask(rows, 4), (value) => (value === FORBIDDEN ? 0 : 1));
    expect(seen).toEqual([1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1]);
  });
});
