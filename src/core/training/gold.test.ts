import { describe, expect, it } from 'vitest';
import type { ConceptId, DocumentId } from '../ids.js';
import { mentionOf, TEXT } from '../decision/testing/log.js';
import { withKnownIds } from './gold.js';

describe('withKnownIds', () => {
  it("puts the knowledge bases' own ids in place of those that mean the same, once, and keeps unknown ones", () => {
    const id = (text: string) => text as ConceptId;
    const find = (asked: ConceptId) => (['D1', 'OLD1', 'OLD2'].includes(asked) ? id('D1') : null);
    const judged = {
      mention: mentionOf('ataxia'),
      part: 'gold',
      gold: ['MESH:OLD1', 'OLD1', 'D1', 'OLD2', 'X7'].map(id),
    } as const;
    const document = { documentId: 'g1' as DocumentId, text: TEXT, around: [], cases: [judged] };
    expect(withKnownIds([document], find)).toEqual([
      { ...document, cases: [{ ...judged, gold: ['MESH:OLD1', 'D1', 'X7'] }] },
    ]);
  });
});
