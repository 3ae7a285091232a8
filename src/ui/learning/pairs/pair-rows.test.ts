import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../../../core/ids.js';
import type { TrainingSetEntry } from '../../../core/preference/training-set.js';
import { filterPairs, NO_FILTER, stateOf } from './pair-rows.js';

const side = (id: string, name: string) => ({ conceptId: id as ConceptId, name, rank: 1, score: null });

function entry(key: string, part: Partial<TrainingSetEntry> = {}, documentId = 'd1'): TrainingSetEntry {
  return {
    key,
    pair: {
      key,
      mentionText: 'moon fever',
      longForm: null,
      contextBefore: `case ${key}: she had `,
      contextAfter: ' for a week',
      mentionType: 'Disease',
      chosen: side('A1', 'lunar fever'),
      rejected: side('B2', 'marsh fever'),
      documentId,
      decisionId: null,
      time: null,
      curator: null,
      modelHash: null,
      kbHash: null,
      file: 'pairs.jsonl',
    },
    origin: 'imported',
    part: 'training',
    weight: 1,
    excluded: null,
    conflict: null,
    isUsed: true,
    sequence: null,
    ...part,
  };
}

const entries = [
  entry('one'),
  entry('two', { part: 'held-out' }, 'd2'),
  entry('three', { isUsed: false, excluded: 'pair' }),
  entry('four', { isUsed: false, conflict: 'reversed' }, 'd2'),
];
const keys = (filter: Partial<typeof NO_FILTER>) =>
  filterPairs(entries, { ...NO_FILTER, ...filter }, (id) => (id === 'd2' ? 'Second text' : 'First text')).map(
    ({ key }) => key,
  );

describe('filterPairs', () => {
  it('lists the newest first', () => {
    expect(keys({})).toEqual(['four', 'three', 'two', 'one']);
  });

  it('looks for all words, in context, names, ids and the document', () => {
    expect(keys({ text: 'CASE two' })).toEqual(['two']);
    expect(keys({ text: 'marsh b2' })).toHaveLength(4);
    expect(keys({ text: 'second' })).toEqual(['four', 'two']);
    expect(keys({ text: 'second one' })).toEqual([]);
  });

  it('holds to part, state and document', () => {
    expect(keys({ part: 'held-out' })).toEqual(['two']);
    expect(keys({ state: 'excluded' })).toEqual(['three']);
    expect(keys({ state: 'contradicted' })).toEqual(['four']);
    expect(keys({ state: 'used', documentId: 'd1' })).toEqual(['one']);
  });
});

describe('stateOf', () => {
  it('calls one that was excluded so, even where it is contradicted, too', () => {
    expect(stateOf({ isUsed: false, excluded: 'document' })).toBe('excluded');
    expect(stateOf({ isUsed: false, excluded: null })).toBe('contradicted');
    expect(stateOf({ isUsed: true, excluded: null })).toBe('used');
  });
});
