import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../ids.js';
import { kbOf } from '../kb/view/testing/kbs.js';
import { textOf } from '../text/span.js';
import { createMentionFinder } from './finder.js';
import { buildNameIndex } from './name-index.js';
import { withoutBlocked } from './without-blocked.js';

const find = createMentionFinder(buildNameIndex(kbOf('a-kb', 'D1 = Shivers', 'D2 = Blue shiver')));
const text = 'A shiver, then shivers, then a blue shiver.';
const wordsBut = (...blocked: readonly { conceptId: ConceptId | null; name: string }[]) =>
  withoutBlocked(find, { blocked })(text).map(({ span }) => textOf(text, span));

describe('withoutBlocked', () => {
  it('passes over the very words that are blocked for every concept, and no others', () => {
    expect(wordsBut()).toEqual(['shiver', 'shivers', 'blue shiver']);
    expect(wordsBut({ conceptId: null, name: 'shiver' })).toEqual(['shivers', 'blue shiver']);
  });

  it('leaves to the names themselves what is blocked for one concept', () => {
    expect(wordsBut({ conceptId: 'D1' as ConceptId, name: 'shiver' })).toHaveLength(3);
  });
});
