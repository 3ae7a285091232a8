import { describe, expect, it } from 'vitest';
import { DEFAULT_TRAINING, problemsOf } from './settings.js';

describe('problemsOf', () => {
  it('finds nothing wrong with the defaults', () => {
    expect(problemsOf(DEFAULT_TRAINING)).toEqual([]);
  });

  it('names each setting that cannot be trained with, what it takes and what it got', () => {
    const problems = problemsOf({
      ...DEFAULT_TRAINING,
      rank: 0,
      rate: Number.NaN,
      epochs: 2.5,
      targets: [],
      heldOut: 1,
      seed: -1,
    });
    expect(problems.map(({ field }) => field).sort()).toEqual(
      ['epochs', 'heldOut', 'rank', 'rate', 'seed', 'targets'].sort(),
    );
    expect(problems.find(({ field }) => field === 'rank')).toEqual({
      field: 'rank',
      expected: 'a whole number from 1 to 64',
      got: '0',
    });
  });
});
