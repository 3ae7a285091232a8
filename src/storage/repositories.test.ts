import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DocumentId } from '../core/ids.js';
import type { Suggestions } from '../core/repositories.js';
import { openDatabase } from './database.js';
import { IndexedDbDocumentRepository } from './document-repository.js';
import { IndexedDbEventLog } from './event-log.js';
import { memoryJournal, MemoryDocumentRepository, MemorySettingsRepository } from './memory.js';
import { IndexedDbSettingsRepository } from './settings-repository.js';
import { openRepositories, type Repositories } from './storage.js';
import { decision, freshIndexedDb, projectChange, sourceDocument } from './testing/fixtures.js';

type Plain = Pick<Repositories, 'journal' | 'documents' | 'settings'>;

const IMPLEMENTATIONS: [string, () => Promise<Plain>][] = [
  ['IndexedDB', () => openRepositories()],
  [
    'memory',
    () =>
      Promise.resolve({
        journal: memoryJournal(),
        documents: new MemoryDocumentRepository(),
        settings: new MemorySettingsRepository(),
      }),
  ],
];

beforeEach(freshIndexedDb);

describe.each(IMPLEMENTATIONS)('repositories in %s', (_, open) => {
  it('numbers decisions from 1 and gives them back in order', async () => {
    const { decisions: log } = (await open()).journal;
    expect(await log.appendAll([decision('a')])).toEqual([{ ...decision('a'), sequence: 1 }]);
    await log.appendAll([decision('b'), decision('c')]);
    expect((await log.all()).map((event) => [event.sequence, event.id])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
  });

  it('does not write an event a second time', async () => {
    const { decisions: log } = (await open()).journal;
    await log.appendAll([decision('a')]);
    const again = await log.appendAll([decision('a'), decision('b')]);
    expect(again.map((event) => event.sequence)).toEqual([1, 2]);
    expect(await log.all()).toHaveLength(2);
  });

  it('numbers each log by itself and writes to both at once', async () => {
    const { journal } = await open();
    await journal.decisions.appendAll([decision('a')]);
    const written = await journal.appendTogether({
      decisions: [decision('b'), decision('c')],
      project: [projectChange('p')],
    });
    expect(written.decisions.map(({ sequence }) => sequence)).toEqual([2, 3]);
    expect(written.project).toEqual([{ ...projectChange('p'), sequence: 1 }]);
    expect(await journal.project.all()).toEqual(written.project);
    expect((await journal.decisions.all()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('keeps documents in the order added and removes one with its suggestions', async () => {
    const { documents } = await open();
    const id = 'z' as DocumentId;
    const suggestions = { documentId: id, mentions: [], linked: null, modelHash: null, kbHash: 'k' };
    await documents.add([sourceDocument('z'), sourceDocument('b')]);
    await documents.add([sourceDocument('a'), sourceDocument('b', 'changed')]);
    await documents.saveSuggestions(suggestions as unknown as Suggestions);
    expect(await documents.list()).toEqual(['z', 'b', 'a'].map((name) => sourceDocument(name)));
    expect(await documents.suggestions(id)).toEqual(suggestions);
    await documents.remove(id);
    expect((await documents.list()).map((document) => document.id)).toEqual(['b', 'a']);
    expect(await documents.suggestions(id)).toBeUndefined();
  });

  it('gives the decisions after a place in the log, in order', async () => {
    const { decisions: log } = (await open()).journal;
    await log.appendAll(['a', 'b', 'c'].map(decision));
    expect((await log.after(1)).map(({ id }) => id)).toEqual(['b', 'c']);
    expect(await log.after(3)).toEqual([]);
    expect(await log.after(0)).toEqual(await log.all());
  });

  it('keeps text exactly, lone surrogates included', async () => {
    const { documents } = await open();
    await documents.add([sourceDocument('odd', 'a\ud800b\u0000c')]);
    expect((await documents.list())[0]?.text).toBe('a\ud800b\u0000c');
  });

  it('keeps the last value of a setting', async () => {
    const { settings } = await open();
    expect(await settings.get('theme')).toBeUndefined();
    await settings.set('theme', 'dark');
    await settings.set('theme', 'light');
    expect(await settings.get('theme')).toBe('light');
  });
});

describe('repositories over IndexedDB', () => {
  it('gives everything back after a reload', async () => {
    const first = await openRepositories();
    await first.journal.decisions.appendAll([decision('a')]);
    await first.documents.add([sourceDocument('d')]);
    await first.settings.set('curator', 'Ada');
    const second = await openRepositories();
    expect(second.durable).toBe(true);
    expect(await second.journal.decisions.all()).toHaveLength(1);
    expect(await second.documents.list()).toHaveLength(1);
    expect(await second.settings.get('curator')).toBe('Ada');
  });

  it('leaves no gap and no double when two tabs append at once', async () => {
    const left = new IndexedDbEventLog(await openDatabase(), 'events');
    const right = new IndexedDbEventLog(await openDatabase(), 'events');
    const writes = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? left : right).appendAll([decision(`event-${index}`)]),
    );
    await Promise.all(writes);
    const sequences = (await left.all()).map((event) => event.sequence);
    expect(sequences).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('writes decisions and documents with strict durability', async () => {
    const database = await openDatabase();
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await new IndexedDbEventLog(database, 'events').appendAll([decision('a')]);
    await new IndexedDbDocumentRepository(database).add([sourceDocument('d')]);
    expect(transaction.mock.calls.map(([, mode, options]) => [mode, options])).toEqual([
      ['readwrite', { durability: 'strict' }],
      ['readwrite', { durability: 'strict' }],
    ]);
    transaction.mockRestore();
  });

  it('writes nothing to either log when an event of one cannot be written', async () => {
    const { journal } = await openRepositories();
    const broken = { ...projectChange('p'), curator: (() => 'not cloneable') as unknown as string };
    const both = journal.appendTogether({ decisions: [decision('a')], project: [broken] });
    await expect(both).rejects.toMatchObject({ kind: 'internal' });
    expect([await journal.decisions.all(), await journal.project.all()]).toEqual([[], []]);
  });

  it('writes nothing of a batch when one event of it cannot be written', async () => {
    const log = new IndexedDbEventLog(await openDatabase(), 'events');
    const broken = { ...decision('b'), curator: (() => 'not cloneable') as unknown as string };
    await expect(log.appendAll([decision('a'), broken])).rejects.toMatchObject({ kind: 'internal' });
    expect(await log.all()).toEqual([]);
    expect((await log.appendAll([decision('c')]))[0]?.sequence).toBe(1);
  });

  it('says that the storage is full, keeps what was there, and goes on when there is room again', async () => {
    const settings = new IndexedDbSettingsRepository(await openDatabase());
    await settings.set('curator', 'Ada');
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    });
    await expect(settings.set('curator', 'Bo')).rejects.toMatchObject({
      kind: 'storage-full',
      data: { task: 'Saving a setting' },
    });
    full.mockRestore();
    expect(await settings.get('curator')).toBe('Ada');
    await settings.set('curator', 'Bo');
    expect(await settings.get('curator')).toBe('Bo');
  });
});
