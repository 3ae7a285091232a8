import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../ids.js';
import { memoryFrom, recall, usesIn } from './memory.js';

const id = (text: string): ConceptId => text as ConceptId;
const memory = memoryFrom([
  { text: 'MS', longForm: 'multiple sclerosis', conceptId: id('A') },
  { text: 'MS', longForm: null, conceptId: id('A') },
  { text: 'Multiple Sclerosis', longForm: null, conceptId: id('B') },
]);

describe('usesIn', () => {
  it('counts every decision on a concept, under each form it is remembered by', () => {
    expect(usesIn(memory)).toEqual(
      new Map([
        ['A', 3],
        ['B', 1],
      ]),
    );
  });
});

describe('recall', () => {
  it('finds a short form without a definition, whatever its case', () => {
    expect(recall(memory, 'ms', null)).toEqual(new Map([['A', 2]]));
  });

  it('finds a long form by itself and through its short form', () => {
    const counts = new Map([
      ['A', 1],
      ['B', 1],
    ]);
    expect(recall(memory, 'multiple sclerosis', null)).toEqual(counts);
    expect(recall(memory, 'XY', 'multiple sclerosis')).toEqual(counts);
  });

  it('does not take a short form for what it stood for in another document', () => {
    expect(recall(memory, 'MS', 'mitral stenosis').size).toBe(0);
  });
});
