import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../../../core/ids.js';
import type { MigrationLine } from '../../../state/kbs/kb-state.js';
import { choicesFor, mentionsIn, proposed, withChoice } from './selection.js';

const named = (id: string) => ({ id: id as ConceptId, name: `Name of ${id}` });

const line = (part: Partial<MigrationLine> & Pick<MigrationLine, 'before'>): MigrationLine => ({
  kind: 'merged',
  after: null,
  consider: [],
  mentions: 1,
  documents: [],
  ...part,
});

const merged = line({ before: named('A'), after: named('B'), mentions: 3 });
const hinted = line({
  before: named('C'),
  kind: 'obsolete',
  consider: [named('D'), named('E')],
  mentions: 5,
});

describe('what a change of version does to decisions', () => {
  it('proposes what the new version names, and decides nothing where it only hints', () => {
    const selection = proposed([merged, hinted]);
    expect([...selection]).toEqual([['A', named('B')]]);
    expect(mentionsIn([merged, hinted], selection)).toBe(3);
  });

  it('lets the curator follow a hint, and leave a proposal', () => {
    const followed = withChoice(proposed([merged, hinted]), hinted.before.id, named('E'));
    expect(mentionsIn([merged, hinted], followed)).toBe(8);
    const left = withChoice(followed, merged.before.id, null);
    expect(mentionsIn([merged, hinted], left)).toBe(5);
  });

  it('offers each concept once', () => {
    const both = line({ before: named('F'), after: named('B'), consider: [named('B'), named('G')] });
    expect(choicesFor(both).map(({ id }) => id)).toEqual(['B', 'G']);
  });
});
