import type { Sha256 } from '../../core/ids.js';
import type { InstalledKb } from '../../core/kb/import.js';
import type { Database } from '../database.js';

/** The knowledge bases of this browser: written when all of one is stored, deleted before any of it goes. */
export class KbRegistry {
  constructor(private readonly database: Database) {}

  /** In the order they were installed. */
  async all(): Promise<readonly InstalledKb[]> {
    const kbs = await this.database.use('Reading the list of knowledge bases', (connection) =>
      connection.getAll('knowledgeBases'),
    );
    return kbs.sort((a, b) => (a.installedAt < b.installedAt ? -1 : 1));
  }

  async put(kb: InstalledKb): Promise<void> {
    await this.database.use('Keeping a knowledge base', (connection) => connection.put('knowledgeBases', kb));
  }

  async delete(hash: Sha256): Promise<void> {
    await this.database.use('Removing a knowledge base', (connection) =>
      connection.delete('knowledgeBases', hash),
    );
  }
}
