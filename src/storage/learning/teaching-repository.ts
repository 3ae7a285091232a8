import type { ImportedPair } from '../../core/preference/imported-pair.js';
import type { TeachingRepository } from '../../core/repositories.js';
import type { SourceDocument } from '../../core/text/document.js';
import { settle, type Database } from '../database.js';

const STRICT = { durability: 'strict' } as const;

/** Imported pairs and the gold set over IndexedDB. Each call writes all or nothing. */
export class IndexedDbTeachingRepository implements TeachingRepository {
  constructor(private readonly database: Database) {}

  pairs(): Promise<readonly ImportedPair[]> {
    return this.database.use('Reading the imported pairs', (connection) =>
      connection.getAll('importedPairs'),
    );
  }

  addPairs(pairs: readonly ImportedPair[]): Promise<number> {
    return this.database.use('Saving imported pairs', (connection) => {
      const transaction = connection.transaction('importedPairs', 'readwrite', STRICT);
      const { store } = transaction;
      return settle(transaction, async () => {
        let added = 0;
        for (const pair of pairs) {
          if ((await store.index('key').getKey(pair.key)) !== undefined) continue;
          await store.add(pair);
          added += 1;
        }
        return added;
      });
    });
  }

  removePairs(keys: readonly string[]): Promise<void> {
    return this.database.use('Removing imported pairs', (connection) => {
      const transaction = connection.transaction('importedPairs', 'readwrite', STRICT);
      const { store } = transaction;
      return settle(transaction, async () => {
        for (const key of keys) {
          const place = await store.index('key').getKey(key);
          if (place !== undefined) await store.delete(place);
        }
      });
    });
  }

  gold(): Promise<readonly SourceDocument[]> {
    return this.database.use('Reading the gold set', (connection) => connection.getAll('goldDocuments'));
  }

  setGold(documents: readonly SourceDocument[]): Promise<void> {
    return this.database.use('Saving the gold set', (connection) => {
      const transaction = connection.transaction('goldDocuments', 'readwrite', STRICT);
      return settle(transaction, async () => {
        await transaction.store.clear();
        for (const document of documents) await transaction.store.add(document);
      });
    });
  }
}
