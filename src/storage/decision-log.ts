import type { DecisionEvent } from '../core/decision/events.js';
import type { DecisionLog } from '../core/repositories.js';
import { settle, type Database } from './database.js';

/** The append-only log over IndexedDB. */
export class IndexedDbDecisionLog implements DecisionLog {
  constructor(private readonly database: Database) {}

  async append(event: Omit<DecisionEvent, 'sequence'>): Promise<DecisionEvent> {
    const [written] = (await this.appendAll([event])) as [DecisionEvent];
    return written;
  }

  /**
   * The sequence is read and the events are written in one transaction, and the browser runs such transactions of all
   * tabs one after the other: so there are no gaps and no doubles. An event already in the log (same id) is not
   * written again: that makes a repeat after a lost connection safe.
   */
  appendAll(events: readonly Omit<DecisionEvent, 'sequence'>[]): Promise<readonly DecisionEvent[]> {
    return this.database.use('Saving a decision', (connection) => {
      const transaction = connection.transaction('events', 'readwrite', { durability: 'strict' });
      const { store } = transaction;
      return settle(transaction, async () => {
        let sequence = (await store.openKeyCursor(null, 'prev'))?.key ?? 0;
        const written: DecisionEvent[] = [];
        for (const event of events) {
          let kept = await store.index('id').get(event.id);
          if (!kept) {
            sequence += 1;
            kept = { ...event, sequence };
            await store.add(kept);
          }
          written.push(kept);
        }
        return written;
      });
    });
  }

  all(): Promise<readonly DecisionEvent[]> {
    return this.database.use('Reading the decisions', (connection) => connection.getAll('events'));
  }

  after(sequence: number): Promise<readonly DecisionEvent[]> {
    const range = IDBKeyRange.lowerBound(sequence, true);
    return this.database.use('Reading the decisions', (connection) => connection.getAll('events', range));
  }
}
