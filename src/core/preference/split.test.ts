import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TestLog } from '../decision/testing/log.js';
import type { DocumentId } from '../ids.js';
import { pairsOf } from './pairs.js';
import { createSplit, LEAST_TO_HOLD_OUT, type SplitPart } from './split.js';
import { decide, importedOf, textAbout } from './testing/deciding.js';

const SEED = 20261129;
const WORDS = ['grey cough', 'blue cough'];
const SHOWN = ['cough', 'grey cough', 'blue cough'];

/** A log that decides on each number's document, twice at most; what is odd gives no pair. */
function logOf(numbers: readonly number[]): TestLog {
  const log = new TestLog();
  for (const [place, number] of numbers.entries()) {
    const words = WORDS[place % 2] ?? '';
    const shown = number % 5 === 4 ? SHOWN.slice(0, 1) : SHOWN;
    const rank = number % 5 === 4 ? 1 : 2;
    const event = decide(log, {
      documentId: `d${number}`,
      text: textAbout(WORDS, number),
      words,
      shown,
      rank,
    });
    if (number % 7 === 3) log.undo(event);
  }
  return log;
}
const partsOf = (log: TestLog, heldOut: number, seed: number): Map<DocumentId, SplitPart> => {
  const split = createSplit(log.events, [], { heldOut, seed });
  return new Map(log.events.map(({ documentId }) => [documentId, split.partOf(documentId)]));
};
const logs = fc.array(fc.nat(30), { minLength: 1, maxLength: 40 });

describe('createSplit', () => {
  it('never holds a document out later that was trained on, however the log grows', () => {
    fc.assert(
      fc.property(logs, fc.nat(), fc.double({ min: 0, max: 0.9, noNaN: true }), (numbers, seed, heldOut) => {
        const whole = logOf(numbers);
        const wasTrainedOn = new Set<DocumentId>();
        for (let length = 1; length <= whole.events.length; length++) {
          const events = whole.events.slice(0, length);
          const split = createSplit(events, [], { heldOut, seed });
          for (const { documentId } of pairsOf(events)) {
            if (split.partOf(documentId) === 'training') wasTrainedOn.add(documentId);
            else expect(wasTrainedOn.has(documentId)).toBe(false);
          }
        }
      }),
      { seed: SEED },
    );
  });

  it('asks only the hash where the order in the log does not matter', () => {
    fc.assert(
      fc.property(logs, fc.nat(), (numbers, seed) => {
        const rest = numbers.map((number) => number + 100);
        const first = Array.from({ length: LEAST_TO_HOLD_OUT }, (_, number) => 5 * number);
        const one = partsOf(logOf([...first, ...rest]), 0.3, seed);
        const other = partsOf(logOf([...first, ...rest.toReversed()]), 0.3, seed);
        for (const [id, part] of one) expect(other.get(id)).toBe(part);
      }),
      { seed: SEED },
    );
  });

  it('trains on the first document, and holds one out of five', () => {
    for (let seed = 0; seed < 200; seed++) {
      const parts = [...partsOf(logOf([0, 1, 2, 5, 6]), 0.05, seed).values()];
      expect(parts[0]).toBe('training');
      expect(parts).toContain('held-out');
      expect(new Set(partsOf(logOf([0, 1, 2, 5, 6]), 0, seed).values())).toEqual(new Set(['training']));
    }
  });

  it('holds out about the share that is asked for, others for another seed', () => {
    const numbers = Array.from({ length: 400 }, (_, number) => number);
    const [one, other] = [1, 2].map((seed) => partsOf(logOf(numbers), 0.2, seed));
    const heldOut = [...(one?.values() ?? [])].filter((part) => part === 'held-out').length;
    expect(Math.abs(heldOut - 80)).toBeLessThan(25);
    expect(other).not.toEqual(one);
  });
});

describe('imported pairs', () => {
  const numbers = Array.from({ length: 40 }, (_, number) => 5 * number);
  const log = logOf(numbers);
  const pairs = pairsOf(log.events);
  const settings = { heldOut: 0.3, seed: 1 };

  it('go with their document, or with the same text under another id', () => {
    const known = pairs.map((pair) => importedOf(pair));
    const copies = pairs.map((pair) => importedOf(pair, { documentId: `copy of ${pair.documentId}` }));
    const without = pairs.map((pair) => importedOf(pair, { documentId: null }));
    const split = createSplit(log.events, [...known, ...copies, ...without], settings);
    const expected = pairs.map(({ documentId }) => split.partOf(documentId));
    expect(new Set(expected).size).toBe(2);
    for (const imported of [known, copies, without]) {
      expect(imported.map((pair) => split.partOfPair(pair))).toEqual(expected);
    }
  });

  it('of no text go by the words of the mention, whatever the order', () => {
    const bare = Array.from({ length: 60 }, (_, number) =>
      importedOf(
        { ...(pairs[0] ?? fail()), contextBefore: '', contextAfter: '' },
        { documentId: null, mentionText: `${number % 2 === 0 ? 'Grey' : 'grey'} cough ${number >> 1}` },
      ),
    );
    const split = createSplit([], bare, settings);
    const turned = createSplit([], bare.toReversed(), settings);
    const parts = bare.map((pair) => split.partOfPair(pair));
    expect(bare.map((pair) => turned.partOfPair(pair))).toEqual(parts);
    expect(new Set(parts).size).toBe(2);
    for (let place = 0; place < parts.length; place += 2) expect(parts[place]).toBe(parts[place + 1]);
  });
});

function fail(): never {
  throw new Error('no pair');
}
