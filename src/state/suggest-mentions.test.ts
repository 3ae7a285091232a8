import { describe, expect, it } from 'vitest';
import type { DecisionEvent } from '../core/decision/events.js';
import type { DocumentId, MentionId } from '../core/ids.js';
import type { Suggestions } from '../core/repositories.js';
import type { Mention } from '../core/text/document.js';
import { spanOf } from '../core/text/span.js';
import { withAdded } from './suggest-mentions.js';
import { kbHash } from './testing/fakes.js';

const mention = (start: number, end: number): Mention => ({
  id: `${start}-${end}` as MentionId,
  span: spanOf(start, end),
  type: 'Disease',
  origin: 'dictionary',
});

const kept: Suggestions = {
  documentId: 'd' as DocumentId,
  mentions: [mention(0, 5)],
  linked: null,
  modelHash: null,
  kbHash,
};

describe('mentions of another choice of knowledge bases, in a document with decisions', () => {
  it('stand beside the old ones, and never over a suggested or the curator’s own', () => {
    const events = [
      { action: { kind: 'add-mention', mention: mention(10, 15) } },
      { action: { kind: 'resize-mention', before: mention(20, 22), after: mention(20, 29) } },
    ] as DecisionEvent[];
    const found = [mention(0, 5), mention(4, 8), mention(11, 12), mention(25, 27), mention(30, 33)];
    expect(withAdded(kept, found, events).mentions).toEqual([mention(0, 5), mention(30, 33)]);
  });

  it('leave the suggestions as they are when nothing is new', () => {
    expect(withAdded(kept, [mention(0, 5)], [])).toBe(kept);
  });
});
