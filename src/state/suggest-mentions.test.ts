import { describe, expect, it } from 'vitest';
import type { DecisionEvent } from '../core/decision/events.js';
import type { DocumentId, MentionId } from '../core/ids.js';
import type { Suggestions } from '../core/repositories.js';
import type { Mention } from '../core/text/document.js';
import { spanOf } from '../core/text/span.js';
import { foundAnew } from './suggest-mentions.js';
import { kbHash } from './testing/fakes.js';

const mention = (start: number, end: number): Mention => ({
  id: `${start}-${end}` as MentionId,
  span: spanOf(start, end),
  type: 'Disease',
  origin: 'dictionary',
});

const kept: Suggestions = {
  documentId: 'd' as DocumentId,
  mentions: [mention(0, 5), mention(40, 44)],
  linked: null,
  modelHash: null,
  kbHash,
};

describe('names looked for anew in a document with decisions', () => {
  it('leave what decisions name, and never stand over it or over the curator’s own', () => {
    const events = [
      { mentionId: '0-5', action: { kind: 'nil', reason: null } },
      { mentionId: '10-15', action: { kind: 'add-mention', mention: mention(10, 15) } },
      {
        mentionId: '20-22',
        action: { kind: 'resize-mention', before: mention(20, 22), after: mention(20, 29) },
      },
    ] as DecisionEvent[];
    const found = [mention(4, 8), mention(11, 12), mention(25, 27), mention(30, 33)];
    expect(foundAnew(kept, found, events).mentions).toEqual([mention(0, 5), mention(30, 33)]);
  });

  it('are gone where they are not found any more and no decision names them', () => {
    const events = [{ mentionId: '0-5', action: { kind: 'nil', reason: null } }] as DecisionEvent[];
    expect(foundAnew(kept, [mention(0, 5)], events).mentions).toEqual([mention(0, 5)]);
  });
});
