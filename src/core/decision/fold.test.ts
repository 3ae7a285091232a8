import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConceptId, DocumentId, EventId } from '../ids.js';
import type { Mention } from '../text/document.js';
import { spanOf, textOf } from '../text/span.js';
import { foldDocument, memoryOf, type DocumentState } from './fold.js';
import type { DoingEvent } from './history.js';
import { mentionOf, shownOf, TestLog, TEXT } from './testing/log.js';

const SEED = 20260103;
const D1 = 'd1' as DocumentId;
const fever = mentionOf('Fever');
const ataxia = mentionOf('ataxia');
const tremor = mentionOf('tremor');
const lithium = mentionOf('lithium', 'Chemical');
const SUGGESTED = [fever, ataxia, tremor];
const concept = (id: string) => id as ConceptId;
const accept = (id: string, rank = 1) =>
  ({ kind: 'accept', conceptId: concept(id), name: `name of ${id}`, rank }) as const;
const correct = (id: string) => ({ kind: 'correct', conceptId: concept(id), name: `name of ${id}` }) as const;
const reject = (id: string, rank = 1) => ({ ...accept(id, rank), kind: 'reject' }) as const;
const nil = { kind: 'nil', reason: 'too general' } as const;
const migrate = (before: string, after: string) =>
  ({ kind: 'migrate', conceptId: concept(before), after: concept(after), name: `name of ${after}` }) as const;

function fold(log: TestLog): DocumentState {
  return foldDocument(D1, log.events, SUGGESTED);
}

function stateOf(log: TestLog, mention: Mention) {
  return fold(log).mentions.find((state) => state.mention.id === mention.id);
}

describe('foldDocument', () => {
  it('without events, gives the suggestions in order of reading, undecided', () => {
    const state = foldDocument(D1, [], [tremor, fever, ataxia]);
    expect(state.mentions.map(({ mention }) => mention)).toEqual([fever, ataxia, tremor]);
    expect(state.mentions.every(({ decision }) => decision.kind === 'undecided')).toBe(true);
  });

  it('keeps each kind of decision; the latest wins', () => {
    const log = new TestLog();
    log.do({ mention: fever, action: accept('C2', 2) });
    log.do({ mention: ataxia, action: nil });
    log.do({ mention: tremor, action: nil });
    log.do({ mention: tremor, action: correct('C9') });
    expect(fold(log).mentions.map(({ decision }) => decision)).toEqual([
      { kind: 'accepted', conceptId: 'C2', name: 'name of C2', rank: 2, eventId: 'e1' },
      { kind: 'nil', reason: 'too general', eventId: 'e2' },
      { kind: 'corrected', conceptId: 'C9', name: 'name of C9', eventId: 'e4' },
    ]);
  });

  it('rejects single candidates, opens a mention whose accepted concept is rejected, and lets it be accepted after all', () => {
    const log = new TestLog();
    log.do({ mention: fever, action: reject('C1') });
    log.do({ mention: fever, action: accept('C2', 2) });
    expect(stateOf(log, fever)).toMatchObject({ decision: { kind: 'accepted' }, rejected: new Set(['C1']) });
    log.do({ mention: fever, action: reject('C2', 2) });
    expect(stateOf(log, fever)).toMatchObject({
      decision: { kind: 'undecided' },
      rejected: new Set(['C1', 'C2']),
    });
    log.do({ mention: fever, action: accept('C1') });
    expect(stateOf(log, fever)).toMatchObject({
      decision: { kind: 'accepted', conceptId: 'C1' },
      rejected: new Set(['C2']),
    });
  });

  it('adds, resizes, retypes and deletes mentions', () => {
    const log = new TestLog();
    const longer = { ...ataxia, span: spanOf(ataxia.span.start, tremor.span.end) };
    log.do({ mention: lithium, action: { kind: 'add-mention', mention: lithium } });
    log.do({ mention: lithium, action: { kind: 'retype-mention', before: 'Chemical', after: 'Drug' } });
    log.do({ mention: ataxia, action: { kind: 'resize-mention', before: ataxia, after: longer } });
    log.do({ mention: tremor, action: { kind: 'delete-mention', mention: tremor } });
    const mentions = fold(log).mentions.map(({ mention }) => mention);
    expect(mentions.map(({ span, type }) => [textOf(TEXT, span), type])).toEqual([
      ['Fever', 'Disease'],
      ['ataxia with tremor', 'Disease'],
      ['lithium', 'Drug'],
    ]);
    expect(mentions[1]?.id).toBe(ataxia.id);
  });

  it('drops the decision when the text of the mention changes, not when its type does', () => {
    const log = new TestLog();
    const shorter = { ...ataxia, span: spanOf(ataxia.span.start, ataxia.span.end - 1) };
    log.do({ mention: ataxia, action: accept('C1') });
    log.do({ mention: ataxia, action: { kind: 'retype-mention', before: 'Disease', after: 'Sign' } });
    expect(stateOf(log, ataxia)?.decision.kind).toBe('accepted');
    const resized = log.do({
      mention: ataxia,
      action: { kind: 'resize-mention', before: ataxia, after: shorter },
    });
    expect(stateOf(log, ataxia)?.decision.kind).toBe('undecided');
    log.undo(resized);
    expect(stateOf(log, ataxia)?.decision.kind).toBe('accepted');
  });

  it('passes over unknown and deleted mentions; an unknown one has its decision once it is suggested again', () => {
    const log = new TestLog();
    log.do({ mention: lithium, action: accept('C1') });
    log.do({ mention: fever, action: { kind: 'delete-mention', mention: fever } });
    log.do({ mention: fever, action: accept('C1') });
    expect(fold(log).mentions.map(({ mention }) => mention)).toEqual([ataxia, tremor]);
    const again = foldDocument(D1, log.events, [lithium]);
    expect(again.mentions).toMatchObject([{ mention: lithium, decision: { kind: 'accepted' } }]);
  });

  it('passes over other documents, whose mention ids may be the same', () => {
    const log = new TestLog();
    log.do({ mention: fever, action: accept('C1'), documentId: 'd2' });
    expect(stateOf(log, fever)?.decision.kind).toBe('undecided');
  });
});

describe('memoryOf', () => {
  it('counts the mentions that now stand linked, by lower-cased text', () => {
    const log = new TestLog();
    log.do({ mention: fever, action: accept('C1') });
    log.do({ mention: fever, action: accept('C2', 2) });
    log.do({ mention: fever, action: correct('C2'), documentId: 'd2' });
    log.do({ mention: fever, action: accept('C3', 3), documentId: 'd3' });
    log.do({ mention: ataxia, action: nil });
    log.undo(log.do({ mention: tremor, action: accept('C1') }));
    expect(memoryOf(log.events)).toEqual(
      new Map([
        [
          'fever',
          new Map([
            ['C2', 2],
            ['C3', 1],
          ]),
        ],
      ]),
    );
  });
});

interface Entry {
  readonly mention: Mention;
  readonly action: (on: Mention) => DoingEvent['action'];
  readonly curator: string;
}

describe(`laws of the fold (seed ${SEED})`, () => {
  const mention = fc.constantFrom(fever, ataxia, tremor, lithium);
  const id = fc.constantFrom('C1', 'C2', 'C3');
  const action: fc.Arbitrary<(on: Mention) => DoingEvent['action']> = fc.oneof(
    id.map((concept) => () => accept(concept)),
    id.map((concept) => () => correct(concept)),
    id.map((concept) => () => reject(concept)),
    fc.constant(() => nil),
    fc.tuple(id, id).map(
      ([before, after]) =>
        () =>
          migrate(before, after),
    ),
    fc.constant((on: Mention) => ({ kind: 'add-mention' as const, mention: on })),
    fc.constant((on: Mention) => ({ kind: 'delete-mention' as const, mention: on })),
    fc.constant((on: Mention) => ({ kind: 'retype-mention' as const, before: on.type, after: 'Sign' })),
    fc.constant((on: Mention) => ({
      kind: 'resize-mention' as const,
      before: on,
      after: { ...on, span: spanOf(on.span.start, on.span.end - 1) },
    })),
  );
  const deed = fc.record({ mention, action, curator: fc.constantFrom('ada', 'grace') });
  const session = fc.array(deed, { maxLength: 25 });
  const write = (log: TestLog, { mention: on, action: of, curator }: Entry) =>
    log.do({ mention: on, action: of(on), curator, shown: shownOf('one', 'two', 'three') });

  it('undo after do changes nothing, redo brings it back, wherever they come in the log', () => {
    fc.assert(
      fc.property(session, deed, session, (before, middle, after) => {
        const without = new TestLog();
        const undone = new TestLog();
        const redone = new TestLog();
        const plain = new TestLog();
        for (const entry of before) for (const log of [without, undone, redone, plain]) write(log, entry);
        const target = [undone, redone, plain].map((log) => write(log, middle))[0];
        if (target === undefined) throw new Error('nothing written');
        for (const log of [undone, redone]) log.undo(target);
        for (const entry of after) for (const log of [without, undone, redone, plain]) write(log, entry);
        redone.redo(target);
        expect(nameless(fold(undone))).toEqual(nameless(fold(without)));
        expect(nameless(fold(redone))).toEqual(nameless(fold(plain)));
      }),
      { seed: SEED },
    );
  });

  it('undoing everything gives the suggestions again; the log itself is untouched', () => {
    fc.assert(
      fc.property(session, (entries) => {
        const log = new TestLog();
        const events = entries.map((entry) => write(log, entry));
        const written = structuredClone(log.events);
        for (const event of events.reverse()) log.undo(event);
        expect(fold(log)).toEqual(foldDocument(D1, [], SUGGESTED));
        expect(log.events.slice(0, events.length)).toEqual(written);
      }),
      { seed: SEED },
    );
  });
});

/** A state without the ids of events, which differ between logs of different length. */
function nameless(state: DocumentState) {
  return {
    mentions: state.mentions.map((entry) => ({
      ...entry,
      decision: { ...entry.decision, eventId: '' as EventId },
    })),
  };
}
