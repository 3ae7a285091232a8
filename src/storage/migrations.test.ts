import 'fake-indexeddb/auto';
import { openDB, type IDBPDatabase } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DATABASE_VERSION, MIGRATIONS, migrate } from './migrations.js';
import { freshIndexedDb } from './testing/fixtures.js';

/**
 * One test a migration: `before` fills a database of the version before it, as real users left it; `after` checks what
 * the migration made of it. Fixtures stay as they are when later migrations come.
 */
const TESTED: Record<
  number,
  { before(database: IDBPDatabase): Promise<void>; after(database: IDBPDatabase): Promise<void> }
> = {
  1: {
    before: () => Promise.resolve(),
    async after(database) {
      const stores = ['documents', 'events', 'manifests', 'settings', 'shards', 'suggestions'];
      expect([...database.objectStoreNames]).toEqual(stores);
      await database.add('events', { sequence: 1, id: 'e' });
      await database.add('documents', { id: 'd' });
      await database.put('suggestions', { documentId: 'd' });
      await database.put('settings', 'dark', 'theme');
      await database.put('shards', new ArrayBuffer(1), ['kb', 0]);
      await database.put('manifests', { key: 'kb' });
      expect(await database.getFromIndex('events', 'id', 'e')).toEqual({ sequence: 1, id: 'e' });
      await expect(database.add('documents', { id: 'd' })).rejects.toMatchObject({ name: 'ConstraintError' });
    },
  },
  2: {
    async before(database) {
      await database.put('documents', { id: 'd' });
      await database.put('shards', new ArrayBuffer(1), ['kb', 0]);
      await database.put('manifests', { key: 'kb', sections: [], shards: [], meta: {} });
    },
    async after(database) {
      expect(await database.count('documents')).toBe(1);
      expect(await database.count('shards')).toBe(0);
      expect(await database.count('manifests')).toBe(0);
      await database.put('shards', new ArrayBuffer(1), ['kb', 'g', 0]);
      await database.put('manifests', { key: 'kb', generation: 'g' });
    },
  },
  3: {
    async before(database) {
      await database.put('events', { sequence: 1, id: 'e' });
      for (const key of ['kb:a:b', 'model:c']) {
        await database.put('shards', new ArrayBuffer(1), [key, 'g', 0]);
        await database.put('manifests', { key, generation: 'g', sections: [], shards: [], meta: {} });
      }
    },
    async after(database) {
      expect(await database.getAll('events')).toEqual([{ sequence: 1, id: 'e' }]);
      expect(await database.getAllKeys('shards')).toEqual([['model:c', 'g', 0]]);
      expect(await database.getAllKeys('manifests')).toEqual(['model:c']);
      await database.put('knowledgeBases', { hash: 'h' });
      expect(await database.getAllKeys('knowledgeBases')).toEqual(['h']);
      await database.add('projectEvents', { sequence: 1, id: 'p' });
      expect(await database.getFromIndex('projectEvents', 'id', 'p')).toEqual({ sequence: 1, id: 'p' });
      await expect(database.add('projectEvents', { sequence: 2, id: 'p' })).rejects.toMatchObject({
        name: 'ConstraintError',
      });
    },
  },
  4: {
    async before(database) {
      await database.put('events', { sequence: 1, id: 'e' });
      await database.put('projectEvents', { sequence: 1, id: 'p' });
      await database.put('knowledgeBases', { hash: 'h' });
      await database.put('shards', new ArrayBuffer(1), ['model:c', 'g', 0]);
    },
    async after(database) {
      expect(await database.getAll('events')).toEqual([{ sequence: 1, id: 'e' }]);
      expect(await database.getAll('projectEvents')).toEqual([{ sequence: 1, id: 'p' }]);
      expect(await database.getAllKeys('knowledgeBases')).toEqual(['h']);
      expect(await database.getAllKeys('shards')).toEqual([['model:c', 'g', 0]]);
      await database.put('versions', { hash: 'b', time: '2' });
      await database.put('versions', { hash: 'c', time: '1' });
      const versions = await database.getAllFromIndex('versions', 'time');
      expect(versions).toEqual([
        { hash: 'c', time: '1' },
        { hash: 'b', time: '2' },
      ]);
      await database.put('versionFiles', new ArrayBuffer(1), 'b');
      await database.put('run', { id: 'r' }, 'only');
      await database.put('runCheckpoint', { runId: 'r' }, 'only');
      await database.put('references', [-1, -2], 'h k');
      expect(await database.add('importedPairs', { key: 'k' })).toBe(1);
      expect(await database.getFromIndex('importedPairs', 'key', 'k')).toEqual({ key: 'k' });
      await expect(database.add('importedPairs', { key: 'k' })).rejects.toMatchObject({
        name: 'ConstraintError',
      });
      expect(await database.add('goldDocuments', { id: 'd' })).toBe(1);
    },
  },
};

const open = (to: number) =>
  openDB('test', to || 1, {
    upgrade: (database, from, _, transaction) => migrate(database, transaction, from, to),
  });

beforeEach(freshIndexedDb);

describe('migrations', () => {
  it('are numbered 1, 2, 3 without gaps', () => {
    expect(MIGRATIONS.map((migration) => migration.version)).toEqual(
      Array.from({ length: DATABASE_VERSION }, (_, index) => index + 1),
    );
  });

  it('have a test each', () => {
    expect(Object.keys(TESTED).map(Number)).toEqual(MIGRATIONS.map((migration) => migration.version));
  });

  it.each(MIGRATIONS)('$version turns data of the version before into its own', async ({ version }) => {
    const fixture = TESTED[version];
    if (version > 1) {
      const before = await open(version - 1);
      await fixture?.before(before);
      before.close();
    }
    const after = await open(version);
    await fixture?.after(after);
    after.close();
    expect.hasAssertions();
  });

  it.each(MIGRATIONS.map(({ version }) => version - 1))(
    'bring a database of version %i to the newest in one step, with what the curator did',
    async (from) => {
      if (from > 0) {
        const before = await open(from);
        await before.put('events', { sequence: 1, id: 'e' });
        await before.put('documents', { id: 'd' });
        await before.put('settings', 'dark', 'theme');
        before.close();
      }
      const after = await open(DATABASE_VERSION);
      if (from > 0) {
        expect(await after.getAll('events')).toEqual([{ sequence: 1, id: 'e' }]);
        expect(await after.getAll('documents')).toEqual([{ id: 'd' }]);
        expect(await after.get('settings', 'theme')).toBe('dark');
      }
      const stores = [...after.objectStoreNames];
      after.close();
      freshIndexedDb();
      const fresh = await open(DATABASE_VERSION);
      expect(stores).toEqual([...fresh.objectStoreNames]);
      fresh.close();
    },
  );
});
