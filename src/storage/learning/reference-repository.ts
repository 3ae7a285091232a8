import type { Sha256 } from '../../core/ids.js';
import type { ReferenceRepository, ReferenceScores } from '../../core/repositories.js';
import { settle, type Database } from '../database.js';

/** Reference scores over IndexedDB. */
export class IndexedDbReferenceRepository implements ReferenceRepository {
  constructor(private readonly database: Database) {}

  get(baseHash: Sha256, keys: readonly string[]): Promise<readonly (ReferenceScores | undefined)[]> {
    return this.database.use('Reading reference scores', (connection) => {
      const transaction = connection.transaction('references');
      return settle(transaction, () =>
        Promise.all(keys.map((key) => transaction.store.get(placeOf(baseHash, key)))),
      );
    });
  }

  /** All or none. Not strict: they can be computed again. */
  put(baseHash: Sha256, scores: ReadonlyMap<string, ReferenceScores>): Promise<void> {
    return this.database.use('Saving reference scores', (connection) => {
      const transaction = connection.transaction('references', 'readwrite');
      return settle(transaction, async () => {
        for (const [key, score] of scores) await transaction.store.put(score, placeOf(baseHash, key));
      });
    });
  }
}

function placeOf(baseHash: Sha256, key: string): string {
  return `${baseHash} ${key}`;
}
