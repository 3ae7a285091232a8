import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../ids.js';
import type { DecisionEvent } from './events.js';
import { activeEvents, historyOf, type DoingEvent } from './history.js';
import { mentionOf, TestLog } from './testing/log.js';

const SEED = 20260102;
const ataxia = mentionOf('ataxia');
const accept = { kind: 'accept', conceptId: 'C1' as ConceptId, name: 'ataxia', rank: 1 } as const;
const nil = { kind: 'nil', reason: null } as const;

describe('activeEvents', () => {
  it('leaves out what was undone and takes back what was redone', () => {
    const log = new TestLog();
    const first = log.do({ mention: ataxia, action: accept });
    const second = log.do({ mention: ataxia, action: nil });
    log.undo(first);
    expect(activeEvents(log.events)).toEqual([second]);
    log.redo(first);
    expect(activeEvents(log.events)).toEqual([first, second]);
  });

  it('ignores undoing twice, undoing an undo, and undoing what is not there', () => {
    const log = new TestLog();
    const first = log.do({ mention: ataxia, action: accept });
    log.undo(first);
    log.undo(first);
    log.undo({ ...first, id: 'e2' as DecisionEvent['id'] });
    log.undo({ ...first, id: 'nowhere' as DecisionEvent['id'] });
    log.redo(first);
    expect(activeEvents(log.events)).toEqual([first]);
  });
});

describe('historyOf', () => {
  const undoTarget = (log: TestLog) => historyOf(log.events).done.at(-1);
  const redoTarget = (log: TestLog) => historyOf(log.events).undone.at(-1);

  it('walks back and forth over documents, newest first', () => {
    const log = new TestLog();
    const first = log.do({ mention: ataxia, action: accept });
    const second = log.do({ mention: ataxia, action: accept, documentId: 'd2' });
    expect(undoTarget(log)).toEqual(second);
    expect(redoTarget(log)).toBeUndefined();
    log.undo(second);
    log.undo(first);
    expect(undoTarget(log)).toBeUndefined();
    expect(redoTarget(log)).toEqual(first);
    log.redo(first);
    expect(redoTarget(log)).toEqual(second);
    expect(undoTarget(log)).toEqual(first);
  });

  it('closes redo at a new action', () => {
    const log = new TestLog();
    const first = log.do({ mention: ataxia, action: accept });
    log.undo(first);
    expect(redoTarget(log)).toEqual(first);
    log.do({ mention: ataxia, action: nil });
    expect(redoTarget(log)).toBeUndefined();
  });

  it('goes on when the curator takes another name', () => {
    const log = new TestLog();
    const first = log.do({ mention: ataxia, action: accept });
    const renamed = log.do({ mention: ataxia, action: nil, curator: 'grace' });
    expect(historyOf(log.events).done).toEqual([first, renamed]);
  });

  it(`agrees with an editor's two stacks over random sessions (seed ${SEED})`, () => {
    const step = fc.constantFrom('do', 'undo', 'redo');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const log = new TestLog();
        const done: DoingEvent[] = [];
        const undone: DoingEvent[] = [];
        for (const kind of steps) {
          if (kind === 'do') {
            done.push(log.do({ mention: ataxia, action: accept }));
            undone.length = 0;
          } else if (kind === 'undo') {
            const target = done.pop();
            if (target === undefined) continue;
            log.undo(target);
            undone.push(target);
          } else {
            const target = undone.pop();
            if (target === undefined) continue;
            log.redo(target);
            done.push(target);
          }
          expect(historyOf(log.events)).toEqual({ done, undone });
          expect(activeEvents(log.events)).toEqual(done);
        }
      }),
      { seed: SEED },
    );
  });
});
