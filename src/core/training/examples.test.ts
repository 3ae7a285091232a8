import { describe, expect, it } from 'vitest';
import { draftEvent } from '../decision/draft.js';
import { shownOf, TestLog } from '../decision/testing/log.js';
import type { ConceptId, DocumentId, EventId, MentionId } from '../ids.js';
import { NO_EXCLUSIONS } from '../preference/exclusions.js';
import { pairsOf } from '../preference/pairs.js';
import { decide, importedOf } from '../preference/testing/deciding.js';
import { trainingSet } from '../preference/training-set.js';
import { spanOf, textOf } from '../text/span.js';
import { examplesOf, isUnknown, positivesOf } from './examples.js';

const TEXT = 'A rash of the palms (RP) came after the drug, and RP went when it was stopped.';
const start = TEXT.indexOf('RP went');
const mention = {
  id: 'm-rp' as MentionId,
  span: spanOf(start, start + 2),
  type: 'Disease',
  longForm: 'rash of the palms',
  origin: 'abbreviation',
} as const;
const correct = { kind: 'correct', conceptId: 'C9' as ConceptId, name: 'palmar rash' } as const;

function setOf() {
  const log = new TestLog();
  log.do({ documentId: 'd1', text: TEXT, mention, action: correct, shown: shownOf('rash', 'red palm') });
  decide(log, { documentId: 'd2', text: TEXT, words: 'rash', shown: ['itch', 'rash'], rank: 2 });
  const bare = importedOf(pairsOf(log.events)[0] ?? missing(), { documentId: null, mentionText: 'rp rash' });
  const settings = { heldOut: 0, seed: 1 };
  return trainingSet({ events: log.events, imported: [bare], exclusions: NO_EXCLUSIONS, settings });
}

describe('examplesOf', () => {
  it('puts the mention into its words, with its long form, names, weight and document', () => {
    const { entries } = setOf();
    const [first, , third, imported] = examplesOf(entries);
    expect(first).toEqual({
      key: entries[0]?.key,
      text: TEXT,
      mention: { ...mention, origin: 'curator' },
      chosen: 'palmar rash',
      rejected: 'rash',
      weight: entries[0]?.weight,
      documentId: 'd1',
    });
    expect(third && textOf(third.text, third.mention.span)).toBe('rash');
    expect(third?.mention).not.toHaveProperty('longForm');
    expect(imported?.mention).toMatchObject({ id: `p-${imported?.key}`, origin: 'file', type: 'Disease' });
    expect(imported && textOf(imported.text, imported.mention.span)).toBe('rp rash');
    expect(imported).not.toHaveProperty('documentId');
  });

  it('keeps as much of a long text as the log does', () => {
    const long = `${'One more word. '.repeat(60)}${TEXT}${' And another one.'.repeat(60)}`;
    const at = long.indexOf('RP went');
    const draft = draftEvent({
      id: 'e1' as EventId,
      time: '2026-01-01T00:00:00.000Z',
      curator: 'ada',
      document: { id: 'd1' as DocumentId, text: long },
      mention: { ...mention, span: spanOf(at, at + 2) },
      action: correct,
      shown: shownOf('rash'),
      modelHash: null,
      kbHash: null,
    });
    const events = [{ ...draft, sequence: 1 }];
    const set = trainingSet({
      events,
      imported: [],
      exclusions: NO_EXCLUSIONS,
      settings: { heldOut: 0, seed: 1 },
    });
    const [example] = examplesOf(set.entries);
    expect(example?.text).toBe(long.slice(at - 300, at + 302));
    expect(example && textOf(example.text, example.mention.span)).toBe('RP');
  });
});

describe('positivesOf', () => {
  it('has each chosen name of a mention once, 1 on average', () => {
    const positives = positivesOf(setOf().entries);
    expect(positives.map(({ chosen, rejected, mention: { id } }) => [chosen, rejected, id])).toEqual([
      ['palmar rash', null, 'm-rp'],
      ['rash', null, expect.stringMatching(/^m-/)],
      ['palmar rash', null, `p-${positives[2]?.key}`],
    ]);
    expect(new Set(positives.map(({ key }) => key)).size).toBe(3);
    expect(positives.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(3, 12);
    expect(positives[0]?.weight).toBeLessThan(positives[1]?.weight ?? 0);
  });
});

describe('isUnknown', () => {
  it('asks for each name that there is', () => {
    const has = (name: string): boolean => name === 'rash' || name === 'itch';
    expect(isUnknown({ chosen: 'rash', rejected: 'itch' }, has)).toBe(false);
    expect(isUnknown({ chosen: 'rash', rejected: 'gout' }, has)).toBe(true);
    expect(isUnknown({ chosen: 'gout', rejected: 'rash' }, has)).toBe(true);
    expect(isUnknown({ chosen: 'rash', rejected: null }, has)).toBe(false);
  });
});

function missing(): never {
  throw new Error('no pair');
}
