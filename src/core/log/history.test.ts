import { describe, expect, it } from 'vitest';
import { lastCommand } from './history.js';

describe('lastCommand', () => {
  const at = (id: string, time: string) => ({ id, time });

  it('is the last event with all others of its moment, wherever they stand in the stack', () => {
    const stack = [at('a', '1'), at('b', '2'), at('c', '1'), at('d', '2')];
    expect(lastCommand(stack).map(({ id }) => id)).toEqual(['b', 'd']);
    expect(lastCommand(stack.slice(0, 3)).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(lastCommand([])).toEqual([]);
  });
});
