import { describe, expect, it } from 'vitest';
import type { TableShape } from '../../../core/kb/import.js';
import { headed } from './headed.js';

const mapping: TableShape['mapping'] = {
  id: 0,
  name: 1,
  synonyms: null,
  synonymSeparator: '|',
  definition: null,
  type: null,
  parents: null,
  obsolete: null,
  hasHeader: true,
};
const table: TableShape = {
  separator: ',',
  columns: ['key', 'word'],
  rows: [
    ['T1', 'Sneeze'],
    ['T2', 'Snort'],
  ],
  mapping,
};

describe('the first row of a table', () => {
  it('is what was guessed as long as the curator agrees', () => {
    expect(headed(table, true)).toEqual({ columns: table.columns, rows: table.rows });
  });

  it('is one of the rows when it names no columns', () => {
    expect(headed(table, false)).toEqual({
      columns: ['Column 1', 'Column 2'],
      rows: [['key', 'word'], ...table.rows],
    });
  });

  it('names the columns when the curator says so, also where it is short', () => {
    const plain: TableShape = {
      ...table,
      columns: ['Column 1', 'Column 2'],
      rows: [['key'], ['T1', 'Sneeze']],
      mapping: { ...mapping, hasHeader: false },
    };
    expect(headed(plain, true)).toEqual({ columns: ['key', 'Column 2'], rows: [['T1', 'Sneeze']] });
    expect(headed({ ...plain, rows: [] }, true)).toEqual({ columns: plain.columns, rows: [] });
  });
});
