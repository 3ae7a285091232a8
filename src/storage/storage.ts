import { SeraphError } from '../core/errors.js';
import type { DocumentRepository, Journal, SettingsRepository } from '../core/repositories.js';
import { openDatabase, type DatabaseOptions } from './database.js';
import { IndexedDbDocumentRepository } from './document-repository.js';
import { indexedDbJournal } from './event-log.js';
import {
  indexedDbLearning,
  memoryLearning,
  type LearningRepositories,
} from './learning/learning-repositories.js';
import { memoryJournal, MemoryDocumentRepository, MemorySettingsRepository } from './memory.js';
import { IndexedDbSettingsRepository } from './settings-repository.js';

/** Everything the page keeps, and where. */
export interface Repositories {
  readonly journal: Journal;
  readonly documents: DocumentRepository;
  readonly settings: SettingsRepository;
  readonly learning: LearningRepositories;
  /** False: all of it is lost when the tab closes, and `notice` must be on screen. */
  readonly durable: boolean;
  readonly notice: string | null;
}

/**
 * The repositories over IndexedDB; in memory, with a notice to show, where the browser refuses storage.
 *
 * @throws {SeraphError} `bad-version` or `internal`: working on in memory would hide data that exists
 */
export async function openRepositories(options: DatabaseOptions = {}): Promise<Repositories> {
  try {
    const database = await openDatabase(options);
    return {
      journal: indexedDbJournal(database),
      documents: new IndexedDbDocumentRepository(database),
      settings: new IndexedDbSettingsRepository(database),
      learning: indexedDbLearning(database),
      durable: true,
      notice: null,
    };
  } catch (error) {
    if (
      !(error instanceof SeraphError) ||
      (error.kind !== 'storage-unavailable' && error.kind !== 'storage-full')
    ) {
      throw error;
    }
    const why = error.kind === 'storage-full' ? 'is full' : 'is refused to Seraph';
    return {
      journal: memoryJournal(),
      documents: new MemoryDocumentRepository(),
      settings: new MemorySettingsRepository(),
      learning: memoryLearning(),
      durable: false,
      notice: `This browser's storage ${why}, so nothing is kept when this tab closes. Everything else works. Export your decisions before you close it, or allow site data and reload.`,
    };
  }
}
