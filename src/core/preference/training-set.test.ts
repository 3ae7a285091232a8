import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionOf, TestLog } from '../decision/testing/log.js';
import type { ConceptId, DocumentId } from '../ids.js';
import { TestProjectLog } from '../project/testing/log.js';
import { exclusionsOf, NO_EXCLUSIONS, type Exclusions } from './exclusions.js';
import type { ImportedPair } from './imported-pair.js';
import { pairKey } from './pair-key.js';
import { pairsOf } from './pairs.js';
import { decide, importedOf, textAbout } from './testing/deciding.js';
import { isTrainedOn, trainingSet, weightsOf, type TrainingSet } from './training-set.js';

const SEED = 20261129;
const WORDS = ['grey cough', 'blue cough', 'dry hands'];
const TEXT = textAbout(WORDS, 1);
const D1 = { documentId: 'd1', text: TEXT };
const NAMES = ['cough', 'grey cough', 'blue cough'];
const NEVER = { heldOut: 0, seed: 1 };

const setOf = (
  log: TestLog,
  imported: readonly ImportedPair[] = [],
  exclusions: Exclusions = NO_EXCLUSIONS,
  settings = NEVER,
): TrainingSet => trainingSet({ events: log.events, imported, exclusions, settings });
const written = ({ entries }: TrainingSet) =>
  entries.map(({ pair, conflict, isUsed }) => [
    `${pair.chosen.name} > ${pair.rejected.name}`,
    conflict ?? (isUsed ? 'used' : 'not used'),
  ]);
/** One decision in the first document: "grey cough" before "cough". */
function oneDecision() {
  const log = new TestLog();
  decide(log, { ...D1, words: 'grey cough', shown: NAMES, rank: 2 });
  const [pair] = pairsOf(log.events);
  if (!pair) throw new Error('no pair');
  return { log, pair };
}
const side = (id: string, name: string) => ({ conceptId: id as ConceptId, name, rank: null, score: null });
const LATER = '2026-02-01T00:00:00.000Z';
const EARLIER = '2025-02-01T00:00:00.000Z';

describe('trainingSet', () => {
  it('has each example once, the log before the files, with where it comes from', () => {
    const { log, pair } = oneDecision();
    decide(log, { ...D1, documentId: 'copy', words: 'grey cough', shown: NAMES, rank: 2 });
    const other = importedOf(pair, { rejected: side('C7', 'dry cough'), documentId: 'x1' });
    const set = setOf(log, [importedOf(pair), other, importedOf(other, { file: 'again.jsonl' })]);
    expect(set.entries.map(({ key, origin, sequence }) => [key, origin, sequence])).toEqual([
      [pairKey(pair), 'decision', 1],
      [other.key, 'imported', null],
    ]);
    expect(set.entries[0]?.pair).toEqual(pair);
    expect(set.counts).toEqual({ training: 2, heldOut: 0, excluded: 0, contradicted: 0, concepts: 1 });
  });

  it('leaves out what is excluded, and is the very same again when that is undone', () => {
    const { log, pair } = oneDecision();
    decide(log, { ...D1, documentId: 'd2', words: 'dry hands', shown: NAMES, rank: 3 });
    const project = new TestProjectLog();
    const set = () => setOf(log, [], exclusionsOf(project.events));
    const before = set();
    const one = project.do({ kind: 'exclude-pair', key: pairKey(pair) });
    expect(set().entries.map(({ excluded, isUsed, weight }) => [excluded, isUsed, weight > 0])).toEqual([
      ['pair', false, false],
      [null, true, true],
      [null, true, true],
    ]);
    const all = project.do({ kind: 'exclude-document', documentId: 'd2' as DocumentId });
    expect(set().entries.map(({ excluded }) => excluded)).toEqual(['pair', 'document', 'document']);
    expect(set().counts).toMatchObject({ training: 0, excluded: 3, concepts: 0 });
    project.undo(all);
    project.undo(one);
    const { entries, conflicts, counts } = set();
    expect([entries, conflicts, counts]).toEqual([before.entries, before.conflicts, before.counts]);
  });

  it('has weights of mean 1 over what is trained on, and no document on both sides', () => {
    const decisions = fc.array(fc.tuple(fc.nat(12), fc.nat(2), fc.integer({ min: 1, max: 3 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(decisions, fc.nat(), fc.nat(3), (numbers, seed, excluded) => {
        const log = new TestLog();
        for (const [document, word, rank] of numbers) {
          const place = { documentId: `d${document}`, text: textAbout(WORDS, document) };
          decide(log, { ...place, words: WORDS[word] ?? '', shown: NAMES, rank });
        }
        const copies = pairsOf(log.events).map((pair) =>
          importedOf(pair, { documentId: `x${pair.documentId}`, rejected: side('C8', 'wet cough') }),
        );
        const project = new TestProjectLog();
        project.do({ kind: 'exclude-document', documentId: `d${excluded}` as DocumentId });
        const exclusions = exclusionsOf(project.events);
        const { entries } = setOf(log, copies, exclusions, { heldOut: 0.4, seed });
        const trained = entries.filter(isTrainedOn);
        const sum = trained.reduce((total, { weight }) => total + weight, 0);
        expect(sum).toBeCloseTo(trained.length, 9);
        const parts = new Map<string, string>();
        for (const { pair, part } of entries) {
          const text = pair.contextBefore + pair.mentionText + pair.contextAfter;
          expect(parts.get(text) ?? part).toBe(part);
          parts.set(text, part);
        }
      }),
      { seed: SEED },
    );
  });

  it('holds out whole documents, whose pairs count 1 each', () => {
    const log = new TestLog();
    for (let number = 0; number < 30; number++) {
      const place = { documentId: `d${number}`, text: textAbout(WORDS, number) };
      decide(log, { ...place, words: 'grey cough', shown: NAMES, rank: 3 });
    }
    const { entries, counts } = setOf(log, [], NO_EXCLUSIONS, { heldOut: 0.3, seed: 4 });
    const heldOut = entries.filter(({ part }) => part === 'held-out');
    expect(heldOut.length).toBe(counts.heldOut);
    expect(counts.heldOut + counts.training).toBe(60);
    expect(heldOut.length).toBeGreaterThan(0);
    expect(heldOut.every(({ weight }) => weight === 1)).toBe(true);
  });
});

describe('weightsOf', () => {
  it('gives the pairs of a concept together weight by the root of their number', () => {
    const weights = weightsOf(['a', 'b', 'b', 'b', 'b']);
    const total = (from: number, to: number) => weights.slice(from, to).reduce((sum, one) => sum + one, 0);
    expect(total(1, 5) / total(0, 1)).toBeCloseTo(2, 12);
    expect(total(0, 5)).toBeCloseTo(5, 12);
    expect(weightsOf([])).toEqual([]);
  });
});

describe('contradictory pairs', () => {
  it('of the same words put the other way round: the newest is used', () => {
    const { log, pair } = oneDecision();
    const turned = { chosen: pair.rejected, rejected: pair.chosen, documentId: 'x1' };
    const later = importedOf(pair, { ...turned, time: LATER });
    const set = setOf(log, [later]);
    expect(written(set)).toEqual([
      ['grey cough > cough', 'reversed'],
      ['cough > grey cough', 'used'],
    ]);
    expect(set.conflicts).toEqual([{ kind: 'reversed', kept: [later.key], left: [pairKey(pair)] }]);
    expect(set.counts).toMatchObject({ training: 1, contradicted: 1, excluded: 0 });
    for (const time of [EARLIER, pair.time, null, 'some day']) {
      expect(written(setOf(log, [importedOf(pair, { ...turned, time })]))[1]?.[1]).toBe('reversed');
    }
    const again = importedOf(pair, { time: '2026-03-01T00:00:00.000Z', documentId: 'x2' });
    expect(written(setOf(log, [later, again])).map(([, state]) => state)).toEqual(['used', 'reversed']);
  });

  it('of one mention of one document for two concepts: the newest source is used', () => {
    const { log, pair } = oneDecision();
    const third = { chosen: side('C3', 'blue cough'), rejected: side('C1', 'cough') };
    const later = importedOf(pair, { ...third, time: LATER });
    const set = setOf(log, [later]);
    expect(written(set)).toEqual([
      ['grey cough > cough', 'superseded'],
      ['blue cough > cough', 'used'],
    ]);
    expect(set.conflicts).toEqual([{ kind: 'superseded', kept: [later.key], left: [pairKey(pair)] }]);
    const early = importedOf(pair, { ...third, time: EARLIER });
    expect(written(setOf(log, [early])).map(([, state]) => state)).toEqual(['used', 'superseded']);
    const elsewhere = importedOf(pair, { ...third, time: LATER, documentId: 'x1' });
    expect(written(setOf(log, [elsewhere])).map(([, state]) => state)).toEqual(['used', 'used']);
  });

  it('are none where a concept goes by another name, or a name by another id', () => {
    const { log, pair } = oneDecision();
    const named = importedOf(pair, { chosen: side('C2', 'tussis grisea'), time: LATER });
    const renumbered = importedOf(pair, {
      chosen: side('N2', 'grey cough'),
      rejected: side('N5', 'dry cough'),
      time: LATER,
    });
    expect(setOf(log, [named, renumbered]).conflicts).toEqual([]);
  });

  it('are none within one log: two mentions of one span may be two concepts', () => {
    const log = new TestLog();
    const span = mentionOf('grey cough', 'Disease', TEXT);
    for (const [id, rank] of [
      ['one', 2],
      ['two', 3],
    ] as const) {
      const mention = { ...span, id: `${span.id}-${id}` as typeof span.id };
      const shown = NAMES.map((name, place) => ({
        ...side(`C${place + 1}`, name),
        rank: place + 1,
        share: null,
      }));
      const action = {
        kind: 'accept',
        conceptId: `C${rank}` as ConceptId,
        name: NAMES[rank - 1] ?? '',
        rank,
      } as const;
      log.do({ ...D1, mention, action, shown });
    }
    expect(written(setOf(log))).toEqual([
      ['grey cough > cough', 'used'],
      ['blue cough > cough', 'used'],
      ['blue cough > grey cough', 'used'],
    ]);
  });

  it('give way where the curator decided "none of these" since', () => {
    const { log, pair } = oneDecision();
    const nil = { kind: 'nil', reason: null } as const;
    log.do({ ...D1, mention: mentionOf('grey cough', 'Disease', TEXT), action: nil });
    const set = setOf(log, [importedOf(pair)]);
    expect(written(set)).toEqual([['grey cough > cough', 'superseded']]);
    expect(set.conflicts).toEqual([{ kind: 'superseded', kept: [], left: [pairKey(pair)] }]);
    expect(written(setOf(log, [importedOf(pair, { time: LATER })]))[0]?.[1]).toBe('used');
  });

  it('are used, still marked, where the curator asks for them', () => {
    const { log, pair } = oneDecision();
    const later = importedOf(pair, {
      chosen: pair.rejected,
      rejected: pair.chosen,
      documentId: 'x1',
      time: LATER,
    });
    const project = new TestProjectLog();
    project.do({ kind: 'include-pair', key: pairKey(pair) });
    project.do({ kind: 'exclude-pair', key: later.key });
    const { entries, counts } = setOf(log, [later], exclusionsOf(project.events));
    expect(entries.map(({ conflict, excluded, isUsed }) => [conflict, excluded, isUsed])).toEqual([
      ['reversed', null, true],
      [null, 'pair', false],
    ]);
    expect(counts).toMatchObject({ training: 1, contradicted: 0, excluded: 1 });
  });
});
