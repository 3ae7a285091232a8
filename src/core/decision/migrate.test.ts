import { describe, expect, it } from 'vitest';
import type { ConceptId, DocumentId, EventId, Sha256 } from '../ids.js';
import { pairsOf } from '../preference/pairs.js';
import { draftMigration } from './draft.js';
import { foldDocument, memoryOf } from './fold.js';
import type { DoingEvent } from './history.js';
import { mentionOf, shownOf, TestLog } from './testing/log.js';
import { decidedConcept, verdictsOf } from './verdict.js';

const fever = mentionOf('Fever');
const D1 = 'd1' as DocumentId;
const id = (text: string) => text as ConceptId;
const accept = { kind: 'accept', conceptId: id('C2'), name: 'two', rank: 2 } as const;
const migrate = (before: string, after: string): DoingEvent['action'] => ({
  kind: 'migrate',
  conceptId: id(before),
  after: id(after),
  name: `name of ${after.toLowerCase()}`,
});

function logOf(...actions: readonly DoingEvent['action'][]): TestLog {
  const log = new TestLog();
  for (const action of actions) log.do({ mention: fever, action, shown: shownOf('one', 'two') });
  return log;
}
const decisionIn = (log: TestLog) => foldDocument(D1, log.events, [fever]).mentions[0]?.decision;

describe('a migrated decision', () => {
  it('stays what it was, with the new concept, through one version after another', () => {
    const log = logOf(accept, migrate('C2', 'N2'), migrate('N2', 'M2'));
    expect(decisionIn(log)).toEqual({
      kind: 'accepted',
      conceptId: 'M2',
      name: 'name of m2',
      rank: 2,
      eventId: log.events[2]?.id,
    });
    expect(memoryOf(log.events)).toEqual(new Map([['fever', new Map([['M2', 1]])]]));
  });

  it('is taken back alone, and gives the decision before', () => {
    const log = logOf(accept);
    log.undo(log.do({ mention: fever, action: migrate('C2', 'N2') }));
    expect(decisionIn(log)).toMatchObject({ kind: 'accepted', conceptId: 'C2', name: 'two' });
  });

  it('neither makes nor unmakes preference pairs', () => {
    const pairs = pairsOf(logOf(accept, migrate('C2', 'N2')).events);
    expect(pairs).toHaveLength(1);
    expect(pairs).toEqual(pairsOf(logOf(accept).events));
  });

  it.each<[string, readonly DoingEvent['action'][]]>([
    ['another concept than the one that stands', [accept, migrate('C1', 'N1')]],
    ['nothing that was decided', [migrate('C2', 'N2'), accept]],
    ['a concept that was corrected meanwhile', [migrate('C1', 'C2'), accept, migrate('C1', 'N1')]],
  ])('does not follow for %s', (_, actions) => {
    expect(decisionIn(logOf(...actions))).toMatchObject({ kind: 'accepted', conceptId: 'C2' });
  });

  it('does not follow for "none of these", nor for a mention left open', () => {
    const nil = { kind: 'nil', reason: null } as const;
    expect(decisionIn(logOf(nil, migrate('C2', 'N2')))?.kind).toBe('nil');
    expect(decisionIn(logOf(migrate('C2', 'N2')))).toEqual({ kind: 'undecided' });
  });

  it('is withdrawn by rejecting the concept it became, and replaced by deciding again', () => {
    const reject = { kind: 'reject', conceptId: id('N2'), name: 'x', rank: 1 } as const;
    expect(decisionIn(logOf(accept, migrate('C2', 'N2'), reject))).toEqual({ kind: 'undecided' });
    expect(decisionIn(logOf(accept, migrate('C2', 'N2'), accept))).toMatchObject({ conceptId: 'C2' });
  });

  it('records the version it went to, with the words of the decision it follows', () => {
    const log = logOf(accept);
    const [decided] = verdictsOf(log.events);
    if (!decided?.settled) throw new Error('nothing decided');
    const kbHash = 'f'.repeat(64) as Sha256;
    const authorship = { id: 'e9' as EventId, time: '2026-02-02T00:00:00.000Z', curator: 'ada' };
    const target = { conceptId: id('N2'), name: 'new two', kbHash };
    const draft = draftMigration(decided.settled, id('C2'), target, authorship);
    expect(draft).toMatchObject({
      ...authorship,
      mentionText: 'Fever',
      contextAfter: decided.settled.contextAfter,
      shown: [],
      kbHash,
      action: { kind: 'migrate', conceptId: 'C2', after: 'N2', name: 'new two' },
    });
    const [after] = verdictsOf([...log.events, { ...draft, sequence: 2 }]);
    expect(after && decidedConcept(after)).toEqual(target);
  });
});
