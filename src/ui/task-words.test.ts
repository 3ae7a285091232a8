import { describe, expect, it } from 'vitest';
import { taskWords } from './task-words.js';

const words = (done: number, elapsed: number, startedWith = 0) =>
  taskWords({
    id: 1,
    progress: { task: 'Training', done, total: 100, unit: 'steps' },
    startedAt: 0,
    startedWith,
    elapsed,
    cancel: () => undefined,
  });

describe('taskWords', () => {
  it('says how long it will take, by what was done since it began', () => {
    expect(words(10, 2000)).toBe('Training, 10 of 100 · about 18 s left');
    // A run that goes on at step 50: ten steps took ten seconds, forty are left.
    expect(words(60, 10_000, 50)).toBe('Training, 60 of 100 · about 40 s left');
    expect(words(10, 60_000)).toBe('Training, 10 of 100 · about 9 min left');
    expect(words(1, 120_000)).toBe('Training, 1 of 100 · about 3.3 h left');
  });

  it('does not guess from nothing', () => {
    expect([words(1, 100), words(50, 9000, 50), words(100, 9000)]).toEqual([
      'Training, 1 of 100',
      'Training, 50 of 100',
      'Training, 100 of 100',
    ]);
  });
});
