import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from '../../../core/kb/import.js';
import { COLUMN_ROLES, roleOf, withRole } from './column-roles.js';

const NOTHING: ColumnMapping = {
  id: null,
  name: null,
  synonyms: null,
  synonymSeparator: '|',
  definition: null,
  type: null,
  parents: null,
  obsolete: null,
  hasHeader: true,
};

const role = fc.option(fc.constantFrom(...COLUMN_ROLES.map((entry) => entry.role)), { nil: null });

describe('roles of columns', () => {
  it('gives each column at most one role and each role at most one column, whatever is chosen', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), role), { maxLength: 30 }), (choices) => {
        let mapping = NOTHING;
        for (const [index, chosen] of choices) {
          mapping = withRole(mapping, index, chosen);
          expect(roleOf(mapping, index)).toBe(chosen);
        }
        const held = COLUMN_ROLES.map((entry) => mapping[entry.role]).filter((index) => index !== null);
        expect(new Set(held).size).toBe(held.length);
        expect(mapping.synonymSeparator).toBe('|');
      }),
      { seed: 11 },
    );
  });
});
