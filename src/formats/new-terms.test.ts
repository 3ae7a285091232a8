import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../core/ids.js';
import { createConcept } from '../core/kb/knowledge-base.js';
import { serialiseNewTerms, type NewTerm } from './new-terms.js';

const term: NewTerm = {
  concept: createConcept({
    id: 'SERAPH:0000001' as ConceptId,
    name: 'Oxen "grey" palsy, late',
    group: 'Disease',
    synonyms: [{ name: '=1+1', scope: 'exact' }],
    definition: 'Two\nlines\tand a tab',
    parents: ['D1', 'D2'] as ConceptId[],
  }),
  mentions: 3,
  example: '-seen after',
};

describe('new terms', () => {
  it('are one row each below the header, with values that cannot break out of their cells', () => {
    const [header, row, rest] = serialiseNewTerms([term], 'tsv').split('\n');
    expect(header?.split('\t').slice(0, 3)).toEqual(['id', 'name', 'type']);
    expect(row?.split('\t')).toEqual([
      'SERAPH:0000001',
      'Oxen "grey" palsy, late',
      'Disease',
      "'=1+1 [exact]",
      'Two lines and a tab',
      'D1|D2',
      '',
      '',
      '3',
      "'-seen after",
    ]);
    expect(rest).toBe('');
  });

  it('are quoted in CSV where they must be', () => {
    const csv = serialiseNewTerms([term], 'csv');
    expect(csv).toContain('SERAPH:0000001,"Oxen ""grey"" palsy, late",Disease,');
    expect(csv).toContain('"Two\nlines\tand a tab"');
    expect(csv.endsWith('\r\n')).toBe(true);
  });
});
