import type { DocumentId } from '../core/ids.js';
import type { DocumentRepository, Suggestions } from '../core/repositories.js';
import type { SourceDocument } from '../core/text/document.js';
import { settle, type Database } from './database.js';

/** Documents and the machine's suggestions for them, over IndexedDB. */
export class IndexedDbDocumentRepository implements DocumentRepository {
  constructor(private readonly database: Database) {}

  /** All or none. A document that is already there (same id) stays as it is, in its place. */
  add(documents: readonly SourceDocument[]): Promise<void> {
    return this.database.use('Saving documents', (connection) => {
      const transaction = connection.transaction('documents', 'readwrite', { durability: 'strict' });
      const { store } = transaction;
      return settle(transaction, async () => {
        for (const document of documents) {
          if ((await store.index('id').getKey(document.id)) === undefined) await store.add(document);
        }
      });
    });
  }

  list(): Promise<readonly SourceDocument[]> {
    return this.database.use('Reading the documents', (connection) => connection.getAll('documents'));
  }

  /** Removes the document and its suggestions; its decisions stay in the log. */
  remove(id: DocumentId): Promise<void> {
    return this.database.use('Removing a document', (connection) => {
      const transaction = connection.transaction(['documents', 'suggestions'], 'readwrite', {
        durability: 'strict',
      });
      const documents = transaction.objectStore('documents');
      return settle(transaction, async () => {
        const key = await documents.index('id').getKey(id);
        if (key !== undefined) await documents.delete(key);
        await transaction.objectStore('suggestions').delete(id);
      });
    });
  }

  suggestions(id: DocumentId): Promise<Suggestions | undefined> {
    return this.database.use('Reading suggestions', (connection) => connection.get('suggestions', id));
  }

  /** Not strict: suggestions can be made again. */
  saveSuggestions(suggestions: Suggestions): Promise<void> {
    return this.database.use('Saving suggestions', async (connection) => {
      await connection.put('suggestions', suggestions);
    });
  }
}
