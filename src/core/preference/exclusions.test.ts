import { describe, expect, it } from 'vitest';
import type { DocumentId } from '../ids.js';
import { foldProject } from '../project/fold.js';
import { startingProject } from '../project/scopes.js';
import { hashOf, idOf, TestProjectLog } from '../project/testing/log.js';
import { projectHashOf } from '../project/view-hash.js';
import { changesLinking, exclusionOf, exclusionsOf, isAskedFor } from './exclusions.js';

const D1 = 'd1' as DocumentId;
const exclude = (key: string) => ({ kind: 'exclude-pair', key }) as const;
const include = (key: string) => ({ kind: 'include-pair', key }) as const;
const excludeAll = (documentId: DocumentId) => ({ kind: 'exclude-document', documentId }) as const;
const includeAll = (documentId: DocumentId) => ({ kind: 'include-document', documentId }) as const;
const standing = (log: TestProjectLog, key: string, documentId: string | null = D1) =>
  exclusionOf(exclusionsOf(log.events), key, documentId);

describe('exclusionsOf', () => {
  it('excludes a pair, or all of a document, until it is included or undone', () => {
    const log = new TestProjectLog();
    const one = log.do(exclude('a'));
    expect([standing(log, 'a'), standing(log, 'b')]).toEqual(['pair', null]);
    const all = log.do(excludeAll(D1));
    expect([
      standing(log, 'a'),
      standing(log, 'b'),
      standing(log, 'b', 'd2'),
      standing(log, 'b', null),
    ]).toEqual(['pair', 'document', null, null]);
    log.undo(one);
    expect(standing(log, 'a')).toBe('document');
    log.undo(all);
    expect(standing(log, 'a')).toBeNull();
    log.redo(one);
    expect(standing(log, 'a')).toBe('pair');
    log.do(include('a'));
    expect(standing(log, 'a')).toBeNull();
  });

  it('lets a pair be included out of an excluded document, and excludes it again with all of it', () => {
    const log = new TestProjectLog();
    log.do(excludeAll(D1));
    log.do(include('a'));
    expect([standing(log, 'a'), standing(log, 'b')]).toEqual([null, 'document']);
    log.do(excludeAll(D1));
    expect(standing(log, 'a')).toBe('document');
  });

  it('keeps what was excluded by itself when its document is included', () => {
    const log = new TestProjectLog();
    log.do(exclude('a'));
    log.do(excludeAll(D1));
    log.do(includeAll(D1));
    expect([standing(log, 'a'), standing(log, 'b')]).toEqual(['pair', null]);
  });

  it('knows which pairs were asked for', () => {
    const log = new TestProjectLog();
    const asked = log.do(include('a'));
    log.do(exclude('b'));
    const exclusions = exclusionsOf(log.events);
    expect(['a', 'b', 'c'].map((key) => isAskedFor(exclusions, key))).toEqual([true, false, false]);
    log.undo(asked);
    expect(isAskedFor(exclusionsOf(log.events), 'a')).toBe(false);
  });

  it('is the very same after undo as before, and after redo as after the first time', () => {
    const log = new TestProjectLog();
    log.do(exclude('a'));
    log.do(excludeAll(D1));
    for (const action of [include('a'), exclude('b'), includeAll(D1), excludeAll('d2' as DocumentId)]) {
      const before = exclusionsOf(log.events);
      const done = log.do(action);
      const after = exclusionsOf(log.events);
      expect(after).not.toEqual(before);
      log.undo(done);
      expect(exclusionsOf(log.events)).toEqual(before);
      log.redo(done);
      expect(exclusionsOf(log.events)).toEqual(after);
    }
  });
});

describe('exclusions in the log of the project', () => {
  it('change neither the project nor the hash of what is linked to', async () => {
    const start = startingProject(hashOf('a'));
    const log = new TestProjectLog();
    log.do({ kind: 'add-synonym', conceptId: idOf('C1'), name: 'sore eye', scope: 'exact' });
    const before = foldProject(log.events, start);
    const hash = await projectHashOf(before);
    log.undo(log.do(exclude('a')));
    for (const action of [exclude('b'), include('a'), excludeAll(D1), includeAll(D1)]) log.do(action);
    const after = foldProject(log.events, start);
    expect(after).toEqual(before);
    expect(await projectHashOf(after)).toBe(hash);
  });

  it('are told from what changes linking, undone or not', () => {
    const log = new TestProjectLog();
    const synonym = log.do({ kind: 'add-synonym', conceptId: idOf('C1'), name: 'sore eye', scope: 'exact' });
    const pair = log.do(exclude('a'));
    log.do(excludeAll(D1));
    const changes = (from: number) => changesLinking(log.events.slice(from), log.events);
    expect([changes(0), changes(1)]).toEqual([true, false]);
    log.undo(pair);
    log.redo(pair);
    expect(changes(1)).toBe(false);
    log.undo(synonym);
    expect([changes(1), changes(5)]).toEqual([true, true]);
    expect(changesLinking(log.events.slice(5), [])).toBe(true);
  });
});
