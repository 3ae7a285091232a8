import { describe, expect, it } from 'vitest';
import { groupBy } from './group-by.js';

describe('groupBy', () => {
  it('keeps the order of keys and of values, and takes null for a key', () => {
    const groups = groupBy(['ox', 'a', 'eel', 'by', 'cow', ''], (word) => (word === '' ? null : word.length));
    expect([...groups]).toEqual([
      [2, ['ox', 'by']],
      [1, ['a']],
      [3, ['eel', 'cow']],
      [null, ['']],
    ]);
  });
});
