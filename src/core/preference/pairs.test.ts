import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../ids.js';
import { mentionOf, shownOf, TestLog } from '../decision/testing/log.js';
import { pairsOf, rejectionsOf } from './pairs.js';

const ataxia = mentionOf('ataxia');
const tremor = mentionOf('tremor');
const shown = shownOf('ataxia', 'gait ataxia', 'spinocerebellar ataxia', 'dystaxia');

function accept(rank: number) {
  const candidate = shown[rank - 1];
  if (candidate === undefined) throw new Error(`no candidate at ${rank}`);
  const { conceptId, name } = candidate;
  return { kind: 'accept', conceptId, name, rank } as const;
}

const correct = { kind: 'correct', conceptId: 'C9' as ConceptId, name: 'ataxia telangiectasia' } as const;
const nil = { kind: 'nil', reason: 'absent' } as const;

/** The pairs as "chosen > rejected". */
function written(log: TestLog): string[] {
  return pairsOf(log.events).map(({ chosen, rejected }) => `${chosen.name} > ${rejected.name}`);
}

describe('pairsOf', () => {
  it('accepted at rank 3: better than each candidate above it, not than those below', () => {
    const log = new TestLog();
    log.do({ mention: ataxia, action: accept(3), shown });
    expect(written(log)).toEqual(['spinocerebellar ataxia > ataxia', 'spinocerebellar ataxia > gait ataxia']);
  });

  it('accepted at rank 1: better than the second', () => {
    const log = new TestLog();
    log.do({ mention: ataxia, action: accept(1), shown });
    expect(written(log)).toEqual(['ataxia > gait ataxia']);
    const alone = new TestLog();
    alone.do({ mention: ataxia, action: accept(1), shown: shown.slice(0, 1) });
    expect(written(alone)).toEqual([]);
  });

  it('corrected: better than every candidate shown', () => {
    const log = new TestLog();
    log.do({ mention: ataxia, action: correct, shown });
    expect(written(log)).toEqual(shown.map(({ name }) => `ataxia telangiectasia > ${name}`));
  });

  it('corrected to a concept that was shown: better than the others only', () => {
    const log = new TestLog();
    const action = { kind: 'correct', conceptId: 'C2' as ConceptId, name: 'ataxic gait' } as const;
    log.do({ mention: ataxia, action, shown });
    expect(written(log)).toEqual([
      'ataxic gait > ataxia',
      'ataxic gait > spinocerebellar ataxia',
      'ataxic gait > dystaxia',
    ]);
  });

  it('none of these, and single rejections, give no pair', () => {
    const log = new TestLog();
    log.do({ mention: ataxia, action: { ...accept(1), kind: 'reject' }, shown });
    log.do({ mention: ataxia, action: nil, shown });
    expect(pairsOf(log.events)).toEqual([]);
  });

  it('undone and superseded decisions give none, redone ones do', () => {
    const log = new TestLog();
    const first = log.do({ mention: ataxia, action: accept(2), shown });
    log.undo(first);
    expect(written(log)).toEqual([]);
    log.redo(first);
    expect(written(log)).toEqual(['gait ataxia > ataxia']);
    log.do({ mention: ataxia, action: accept(1), shown });
    expect(written(log)).toEqual(['ataxia > gait ataxia']);
    log.do({ mention: ataxia, action: nil, shown });
    expect(written(log)).toEqual([]);
  });

  it('leaves out equal names of different concepts, and repeats', () => {
    const twins = shownOf('Ataxia', 'ataxia', 'gait ataxia', 'gait ataxia');
    const log = new TestLog();
    const action = { kind: 'correct', conceptId: 'C9' as ConceptId, name: 'ataxia' } as const;
    log.do({ mention: ataxia, action, shown: twins });
    log.do({ mention: ataxia, action, shown: twins, documentId: 'copy' });
    expect(written(log)).toEqual(['ataxia > gait ataxia']);
    log.do({ mention: tremor, action, shown: twins });
    expect(written(log)).toHaveLength(2);
  });

  it('holds names as the model scores them: lower-cased, one space between words', () => {
    const log = new TestLog();
    const action = { kind: 'correct', conceptId: 'C9' as ConceptId, name: 'Ataxia  Telangiectasia' } as const;
    log.do({ mention: ataxia, action, shown: shownOf('Gait Ataxia', 'ATAXIA TELANGIECTASIA') });
    expect(written(log)).toEqual(['ataxia telangiectasia > gait ataxia']);
  });

  it('carries names, concepts, ranks, scores and the words around, in order of the decisions', () => {
    const log = new TestLog();
    log.do({ mention: { ...tremor, longForm: 'essential tremor' }, action: nil, shown });
    log.do({ mention: ataxia, action: accept(1), shown });
    log.do({ mention: { ...tremor, longForm: 'essential tremor' }, action: accept(2), shown });
    const pairs = pairsOf(log.events);
    expect(pairs.map((pair) => pair.eventId)).toEqual(['e2', 'e3']);
    expect(pairs[1]).toEqual({
      chosen: { conceptId: 'C2', name: 'gait ataxia', rank: 2, score: -0.5 },
      rejected: { conceptId: 'C1', name: 'ataxia', rank: 1, score: -0.25 },
      eventId: 'e3',
      documentId: 'd1',
      mentionId: tremor.id,
      mentionText: 'tremor',
      longForm: 'essential tremor',
      contextBefore: 'Fever and ataxia with ',
      contextAfter: ' after lithium in one patient.',
      mentionType: 'Disease',
      modelHash: null,
      kbHash: null,
      time: '2026-01-01T00:02:00.000Z',
      curator: 'ada',
    });
  });
});

describe('rejectionsOf', () => {
  it('keeps every candidate of "none of these" and each single rejection, once per mention', () => {
    const log = new TestLog();
    log.do({ mention: ataxia, action: { ...accept(2), kind: 'reject' }, shown });
    log.do({ mention: ataxia, action: nil, shown: shown.slice(0, 2) });
    log.do({ mention: tremor, action: { ...accept(4), kind: 'reject' }, shown });
    const kept = rejectionsOf(log.events);
    expect(kept.map((entry) => [entry.mentionText, entry.rejected.name, entry.cause, entry.reason])).toEqual([
      ['ataxia', 'ataxia', 'nil', 'absent'],
      ['ataxia', 'gait ataxia', 'nil', 'absent'],
      ['tremor', 'dystaxia', 'single', null],
    ]);
    expect(kept[2]?.rejected).toEqual({ conceptId: 'C4', name: 'dystaxia', rank: 4, score: -1 });
  });

  it('forgets those of a decision that was undone', () => {
    const log = new TestLog();
    log.undo(log.do({ mention: ataxia, action: nil, shown }));
    expect(rejectionsOf(log.events)).toEqual([]);
  });
});
