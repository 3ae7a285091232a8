import type { IDBPDatabase, IDBPTransaction } from 'idb';

/** The transaction that all steps of one upgrade run in. */
export type Upgrade = IDBPTransaction<unknown, string[], 'versionchange'>;

/**
 * One step of the database's history. Steps are numbered 1, 2, 3 without gaps, never changed once released, and know
 * only the shape of their own time: hence no typed schema here.
 */
export interface Migration {
  readonly version: number;
  /** Runs inside the upgrade transaction. Throwing leaves the database as it was. */
  run(database: IDBPDatabase, upgrade: Upgrade): void;
}

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    run(database) {
      database.createObjectStore('events', { keyPath: 'sequence' }).createIndex('id', 'id', { unique: true });
      database
        .createObjectStore('documents', { autoIncrement: true })
        .createIndex('id', 'id', { unique: true });
      database.createObjectStore('suggestions', { keyPath: 'documentId' });
      database.createObjectStore('settings');
      database.createObjectStore('shards');
      database.createObjectStore('manifests', { keyPath: 'key' });
    },
  },
  {
    // Shards got a generation in their key. What is in these two stores is made again from the original files.
    version: 2,
    run(database) {
      database.deleteObjectStore('shards');
      database.deleteObjectStore('manifests');
      database.createObjectStore('shards');
      database.createObjectStore('manifests', { keyPath: 'key' });
    },
  },
  {
    // Several knowledge bases, and a log of what the curator does to the project that uses them.
    // The one before, stored in another shape under `kb:`, is made again from its file.
    version: 3,
    run(database, upgrade) {
      database.createObjectStore('knowledgeBases', { keyPath: 'hash' });
      database
        .createObjectStore('projectEvents', { keyPath: 'sequence' })
        .createIndex('id', 'id', { unique: true });
      void upgrade.objectStore('shards').delete(IDBKeyRange.bound(['kb:'], ['kb;']));
      void upgrade.objectStore('manifests').delete(IDBKeyRange.bound('kb:', 'kb;'));
    },
  },
  {
    // Learning in the tab: versions of the model, the run that is under way, and what training is given.
    version: 4,
    run(database) {
      database.createObjectStore('versions', { keyPath: 'hash' }).createIndex('time', 'time');
      database.createObjectStore('versionFiles');
      database.createObjectStore('run');
      database.createObjectStore('runCheckpoint');
      database.createObjectStore('references');
      database
        .createObjectStore('importedPairs', { autoIncrement: true })
        .createIndex('key', 'key', { unique: true });
      database.createObjectStore('goldDocuments', { autoIncrement: true });
    },
  },
];

export const DATABASE_VERSION = MIGRATIONS.length;

/** Runs every step after `from` (0: a new database) up to and including `to`. */
export function migrate(database: IDBPDatabase, upgrade: Upgrade, from: number, to: number): void {
  for (const migration of MIGRATIONS.slice(from, to)) migration.run(database, upgrade);
}
