import type { KeptRun, RunRepository } from '../../core/repositories.js';
import type { Checkpoint } from '../../core/training/checkpoint.js';
import type { TrainingJob } from '../../core/training/job.js';
import { settle, type Connection, type Database } from '../database.js';
import { ONLY } from '../schema.js';

const STORES = ['run', 'runCheckpoint'] as const;
const writing = (connection: Connection) =>
  connection.transaction(STORES, 'readwrite', { durability: 'strict' });

/** The run of training over IndexedDB. A checkpoint takes the place of the one before in one transaction. */
export class IndexedDbRunRepository implements RunRepository {
  constructor(private readonly database: Database) {}

  /** In place of the run before. Of the same run begun again the checkpoint stays. */
  begin(job: TrainingJob): Promise<void> {
    return this.database.use('Saving a run of training', (connection) => {
      const transaction = writing(connection);
      return settle(transaction, async () => {
        const before = await transaction.objectStore('run').get(ONLY);
        await transaction.objectStore('run').put(job, ONLY);
        if (before?.id !== job.id) await transaction.objectStore('runCheckpoint').delete(ONLY);
      });
    });
  }

  /** Of a run that is no longer kept, nothing is written. */
  save(id: TrainingJob['id'], checkpoint: Checkpoint): Promise<void> {
    return this.database.use('Saving how far training came', (connection) => {
      const transaction = writing(connection);
      return settle(transaction, async () => {
        if ((await transaction.objectStore('run').get(ONLY))?.id !== id) return;
        await transaction.objectStore('runCheckpoint').put({ runId: id, checkpoint }, ONLY);
      });
    });
  }

  load(): Promise<KeptRun | undefined> {
    return this.database.use('Reading the run of training', (connection) => {
      const transaction = connection.transaction(STORES);
      return settle(transaction, async () => {
        const job = await transaction.objectStore('run').get(ONLY);
        const kept = await transaction.objectStore('runCheckpoint').get(ONLY);
        return job && { job, checkpoint: kept?.runId === job.id ? kept.checkpoint : null };
      });
    });
  }

  clear(): Promise<void> {
    return this.database.use('Removing the run of training', (connection) => {
      const transaction = writing(connection);
      return settle(transaction, async () => {
        await transaction.objectStore('run').delete(ONLY);
        await transaction.objectStore('runCheckpoint').delete(ONLY);
      });
    });
  }
}
