import { describe, expect, it } from 'vitest';
import type { ConceptId, DocumentId, EventId, Sha256 } from '../ids.js';
import { doc } from '../text/testing/marked.js';
import { CONTEXT_CHARACTERS, draftEvent, draftReversal, type DraftInput } from './draft.js';
import { shownOf } from './testing/log.js';

const filler = 'lithium '.repeat(100);
const { text, span } = doc(`${filler}<a>MI</a> ${filler}`);
const input: DraftInput = {
  id: 'e1' as EventId,
  time: '2026-01-01T00:00:00.000Z',
  curator: 'ada',
  document: { id: 'd1' as DocumentId, text },
  mention: {
    id: 'm1' as DraftInput['mention']['id'],
    span: span('a'),
    type: 'Disease',
    longForm: 'myocardial infarction',
    origin: 'abbreviation',
  },
  action: { kind: 'accept', conceptId: 'C1' as ConceptId, name: 'infarction', rank: 1 },
  shown: shownOf('infarction'),
  modelHash: null,
  kbHash: 'ab' as Sha256,
};

describe('draftEvent', () => {
  it('writes down the mention, its words and what was shown', () => {
    expect(draftEvent(input)).toEqual({
      id: 'e1',
      documentId: 'd1',
      mentionId: 'm1',
      mentionText: 'MI',
      longForm: 'myocardial infarction',
      contextBefore: text.slice(span('a').start - CONTEXT_CHARACTERS, span('a').start),
      contextAfter: text.slice(span('a').end, span('a').end + CONTEXT_CHARACTERS),
      mentionType: 'Disease',
      action: input.action,
      shown: input.shown,
      modelHash: null,
      kbHash: 'ab',
      time: input.time,
      curator: 'ada',
    });
  });

  it('refuses a mention that is not in the text', () => {
    const elsewhere = { ...input, document: { ...input.document, text: 'short' } };
    expect(() => draftEvent(elsewhere)).toThrow(expect.objectContaining({ kind: 'bad-span' }));
  });
});

describe('draftReversal', () => {
  it('is about the same mention, names the event, shows nothing', () => {
    const target = { ...draftEvent(input), action: input.action, sequence: 7 } as Parameters<
      typeof draftReversal
    >[1];
    const by = { id: 'e2' as EventId, time: '2026-01-02T00:00:00.000Z', curator: 'grace' };
    expect(draftReversal('undo', target, by)).toEqual({
      ...draftEvent(input),
      ...by,
      action: { kind: 'undo', target: 'e1' },
      shown: [],
    });
  });
});
