import type { AdapterVersion } from '../../core/adapter/version.js';
import type { Sha256 } from '../../core/ids.js';
import type { AdapterRepository } from '../../core/repositories.js';
import { settle, type Database } from '../database.js';
import { checkVersionFile } from './check-version-file.js';

const STRICT = { durability: 'strict' } as const;

/** Versions of the model over IndexedDB. Facts and file come and go in one transaction. */
export class IndexedDbAdapterRepository implements AdapterRepository {
  constructor(private readonly database: Database) {}

  list(): Promise<readonly AdapterVersion[]> {
    return this.database.use('Reading the versions', (connection) =>
      connection.getAllFromIndex('versions', 'time'),
    );
  }

  /**
   * The facts of a version that is already there stay as they are; its file is written anew.
   *
   * @throws SeraphError `bad-hash` for a file that is not the version's, `storage-full`
   */
  async add(version: AdapterVersion, file: Uint8Array): Promise<void> {
    await checkVersionFile(version.hash, file);
    await this.database.use('Saving a version', (connection) => {
      const transaction = connection.transaction(['versions', 'versionFiles'], 'readwrite', STRICT);
      const versions = transaction.objectStore('versions');
      return settle(transaction, async () => {
        await transaction.objectStore('versionFiles').put(file.slice().buffer, version.hash);
        if ((await versions.getKey(version.hash)) === undefined) await versions.add(version);
      });
    });
  }

  rename(hash: Sha256, name: string): Promise<void> {
    return this.database.use('Renaming a version', (connection) => {
      const transaction = connection.transaction('versions', 'readwrite', STRICT);
      return settle(transaction, async () => {
        const version = await transaction.store.get(hash);
        if (version) await transaction.store.put({ ...version, name });
      });
    });
  }

  remove(hash: Sha256): Promise<void> {
    return this.database.use('Removing a version', (connection) => {
      const transaction = connection.transaction(['versions', 'versionFiles'], 'readwrite', STRICT);
      return settle(transaction, async () => {
        await transaction.objectStore('versions').delete(hash);
        await transaction.objectStore('versionFiles').delete(hash);
      });
    });
  }

  async file(hash: Sha256): Promise<Uint8Array | undefined> {
    const stored = await this.database.use('Reading a version', (connection) =>
      connection.get('versionFiles', hash),
    );
    if (!stored) return undefined;
    const file = new Uint8Array(stored);
    await checkVersionFile(hash, file);
    return file;
  }
}
