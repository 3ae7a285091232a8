import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { openDB, unwrap } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from './database.js';
import { DATABASE_VERSION } from './migrations.js';
import { requestPersistence } from './persistence.js';
import { DATABASE_NAME } from './schema.js';
import { IndexedDbSettingsRepository } from './settings-repository.js';
import { openRepositories } from './storage.js';
import { freshIndexedDb } from './testing/fixtures.js';

beforeEach(freshIndexedDb);
afterEach(() => {
  vi.restoreAllMocks();
});

describe('openDatabase', () => {
  it('says that it waits for another tab, and goes on once that tab lets go', async () => {
    // A tab whose older version ignores the request to close, as a page frozen in the background does.
    const old = await openDB(DATABASE_NAME, DATABASE_VERSION);
    const request = indexedDB.open(DATABASE_NAME, DATABASE_VERSION + 1);
    const queued = new Promise((resolve) => request.addEventListener('success', resolve));
    const blocked = vi.fn();
    const opening = openDatabase({ blocked, blockedAfter: 20 }).then(
      () => 'opened',
      (error: unknown) => error,
    );
    await vi.waitFor(() => {
      expect(blocked).toHaveBeenCalledOnce();
    });
    old.close();
    await queued;
    // The tab before it in the queue made the database newer than this code.
    expect(await opening).toMatchObject({ kind: 'bad-version' });
  });

  it('lets go when a newer version asks, says so, and saves no more', async () => {
    const blocking = vi.fn();
    const database = await openDatabase({ blocking });
    const newer = await openDB(DATABASE_NAME, DATABASE_VERSION + 1);
    expect(blocking).toHaveBeenCalledOnce();
    const settings = new IndexedDbSettingsRepository(database);
    await expect(settings.set('theme', 'dark')).rejects.toMatchObject({ kind: 'bad-version' });
    newer.close();
  });

  it('reopens once after the connection was lost', async () => {
    const settings = new IndexedDbSettingsRepository(await openDatabase());
    await settings.set('theme', 'dark');
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('Connection to Indexed Database server lost. Refresh', 'UnknownError');
    });
    const opened = vi.spyOn(indexedDB, 'open');
    expect(await settings.get('theme')).toBe('dark');
    expect(opened).toHaveBeenCalledOnce();
  });

  it('gives up after the second loss, with a typed error, and works again later', async () => {
    const settings = new IndexedDbSettingsRepository(await openDatabase());
    const lose = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    });
    await expect(settings.set('theme', 'dark')).rejects.toMatchObject({ kind: 'storage-unavailable' });
    expect(lose).toHaveBeenCalledTimes(2);
    lose.mockRestore();
    await settings.set('theme', 'light');
    expect(await settings.get('theme')).toBe('light');
  });

  it('tells when the browser closes the connection, and opens a new one at the next use', async () => {
    const terminated = vi.fn();
    const database = await openDatabase({ terminated });
    await database.use('Looking', (connection) => {
      // Its typings ask for the class where it takes an instance.
      forceCloseDatabase(unwrap(connection) as unknown as Parameters<typeof forceCloseDatabase>[0]);
      return Promise.resolve();
    });
    await vi.waitFor(() => {
      expect(terminated).toHaveBeenCalledOnce();
    });
    const settings = new IndexedDbSettingsRepository(database);
    await settings.set('theme', 'dark');
    expect(await settings.get('theme')).toBe('dark');
  });
});

describe('openRepositories', () => {
  it('works in memory, and says so, when storage is refused', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    const repositories = await openRepositories();
    expect(repositories.durable).toBe(false);
    expect(repositories.notice).toMatch(/refused.*Everything else works.*Export/s);
    await repositories.settings.set('theme', 'dark');
    expect(await repositories.settings.get('theme')).toBe('dark');
  });

  it('does not hide data that a newer version wrote', async () => {
    (await openDB(DATABASE_NAME, DATABASE_VERSION + 1)).close();
    await expect(openRepositories()).rejects.toMatchObject({ kind: 'bad-version' });
  });
});

describe('requestPersistence', () => {
  it('asks once and reports what the browser says', async () => {
    const persist = vi.fn(() => Promise.resolve(true));
    const manager = {
      persisted: () => Promise.resolve(false),
      persist,
      estimate: () => Promise.resolve({ usage: 5, quota: 50 }),
    };
    expect(await requestPersistence(manager)).toEqual({ usedBytes: 5, quotaBytes: 50, persistent: true });
    expect(persist).toHaveBeenCalledOnce();
  });

  it('reports nothing where the browser refuses to answer', async () => {
    const refuse = () => Promise.reject(new Error('no'));
    const report = await requestPersistence({ persisted: refuse, persist: refuse, estimate: refuse });
    expect(report).toEqual({ usedBytes: null, quotaBytes: null, persistent: false });
  });
});
