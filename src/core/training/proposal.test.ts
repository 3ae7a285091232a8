import { describe, expect, it } from 'vitest';
import type { AdapterVersion } from '../adapter/version.js';
import { TestLog } from '../decision/testing/log.js';
import { NO_EXCLUSIONS } from '../preference/exclusions.js';
import { pairsOf } from '../preference/pairs.js';
import { decide, importedOf, textAbout } from '../preference/testing/deciding.js';
import { trainingSet } from '../preference/training-set.js';
import { isTrainingProposed, newPairs } from './proposal.js';

const WORDS = ['grey cough', 'blue cough'];
const SHOWN = ['cough', 'grey cough', 'blue cough'];

/** One decision in each of some documents, of two pairs each. */
function setOf(documents: number, heldOut: number) {
  const log = new TestLog();
  for (let number = 0; number < documents; number++) {
    const place = { documentId: `d${number}`, text: textAbout(WORDS, number) };
    decide(log, { ...place, words: 'grey cough', shown: SHOWN, rank: 3 });
  }
  const imported = pairsOf(log.events)
    .slice(0, 3)
    .map((pair) => importedOf(pair, { mentionText: 'red cough' }));
  return trainingSet({
    events: log.events,
    imported,
    exclusions: NO_EXCLUSIONS,
    settings: { heldOut, seed: 1 },
  });
}
const learntTo = (lastDecision: number) =>
  ({ training: { lastDecision } }) as unknown as Pick<AdapterVersion, 'training'>;

describe('newPairs', () => {
  it('counts pairs of decisions since those that the version learnt from', () => {
    const set = setOf(10, 0);
    expect(
      [null, { training: null }, learntTo(0), learntTo(7), learntTo(10)].map((version) =>
        newPairs(set, version),
      ),
    ).toEqual([20, 20, 20, 6, 0]);
  });

  it('leaves held-out pairs aside', () => {
    const set = setOf(30, 0.4);
    const imported = set.entries.filter(
      (entry) => entry.part === 'training' && entry.origin === 'imported',
    ).length;
    expect(newPairs(set, null)).toBe(set.counts.training - imported);
    expect(newPairs(set, null)).toBeLessThan(60);
    expect(newPairs(set, null)).toBeGreaterThan(0);
  });
});

describe('isTrainingProposed', () => {
  it('is so from the number on, and never for 0', () => {
    expect([isTrainingProposed(49, 50), isTrainingProposed(50, 50), isTrainingProposed(90, 0)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
