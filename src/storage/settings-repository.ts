import type { SettingsRepository } from '../core/repositories.js';
import type { Database } from './database.js';

export class IndexedDbSettingsRepository implements SettingsRepository {
  constructor(private readonly database: Database) {}

  get(key: string): Promise<string | undefined> {
    return this.database.use('Reading a setting', (connection) => connection.get('settings', key));
  }

  set(key: string, value: string): Promise<void> {
    return this.database.use('Saving a setting', async (connection) => {
      await connection.put('settings', value, key);
    });
  }
}
