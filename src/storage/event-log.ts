import type { StoreValue } from 'idb';
import type { EventId } from '../core/ids.js';
import type { EventLog, Journal, Unnumbered } from '../core/repositories.js';
import { settle, type Database } from './database.js';
import type { SeraphSchema } from './schema.js';

/** Stores that hold an append-only log: key path `sequence`, unique index `id`. */
type LogStore = 'events' | 'projectEvents';

type EventOf<Store extends LogStore> = StoreValue<SeraphSchema, Store>;

/** An append-only log over IndexedDB. */
export class IndexedDbEventLog<Store extends LogStore> implements EventLog<EventOf<Store>> {
  constructor(
    private readonly database: Database,
    private readonly store: Store,
  ) {}

  async appendAll(events: readonly Unnumbered<EventOf<Store>>[]): Promise<readonly EventOf<Store>[]> {
    const written = await appendAll(this.database, { [this.store]: events });
    return (written[this.store] ?? []) as readonly EventOf<Store>[];
  }

  all(): Promise<readonly EventOf<Store>[]> {
    return this.database.use(READING, (connection) => connection.getAll(this.store));
  }

  after(sequence: number): Promise<readonly EventOf<Store>[]> {
    const range = IDBKeyRange.lowerBound(sequence, true);
    return this.database.use(READING, (connection) => connection.getAll(this.store, range));
  }
}

/** Both logs over one database. */
export function indexedDbJournal(database: Database): Journal {
  return {
    decisions: new IndexedDbEventLog(database, 'events'),
    project: new IndexedDbEventLog(database, 'projectEvents'),
    async appendTogether({ decisions, project }) {
      const written = await appendAll(database, { events: decisions, projectEvents: project });
      return {
        decisions: (written.events ?? []) as readonly EventOf<'events'>[],
        project: (written.projectEvents ?? []) as readonly EventOf<'projectEvents'>[],
      };
    },
  };
}

const READING = 'Reading the decisions';

/** Events by the log they belong to. */
type ByLog<Lines> = Partial<Record<LogStore, Lines>>;

/** A line of any log, as far as appending looks at it. */
interface Line {
  readonly id: EventId;
  readonly sequence: number;
}

/**
 * Appends to one or both logs, all or none. The sequence is read and the events are written in one transaction, and the
 * browser runs such transactions of all tabs one after the other: so there are no gaps and no doubles. An event already
 * in its log (same id) is not written again: that makes a repeat after a lost connection safe.
 */
function appendAll(
  database: Database,
  drafts: ByLog<readonly Unnumbered<Line>[]>,
): Promise<ByLog<readonly Line[]>> {
  const names = Object.keys(drafts) as LogStore[];
  return database.use('Saving a decision', (connection) => {
    const transaction = connection.transaction(names, 'readwrite', { durability: 'strict' });
    return settle(transaction, async () => {
      const written: ByLog<readonly Line[]> = {};
      for (const name of names) {
        // Stores of different events have no common type, though all that is done here is the same.
        const store = transaction.objectStore(name) as unknown as WritableLog;
        written[name] = await appendTo(store, drafts[name] ?? []);
      }
      return written;
    });
  });
}

/** The part of a log's object store that appending needs. */
interface WritableLog {
  openKeyCursor(query: null, direction: 'prev'): Promise<{ readonly key: number } | null>;
  index(name: 'id'): { get(id: EventId): Promise<Line | undefined> };
  add(line: Line): Promise<unknown>;
}

async function appendTo(store: WritableLog, drafts: readonly Unnumbered<Line>[]): Promise<readonly Line[]> {
  let sequence = (await store.openKeyCursor(null, 'prev'))?.key ?? 0;
  const written: Line[] = [];
  for (const draft of drafts) {
    let kept = await store.index('id').get(draft.id);
    if (!kept) {
      sequence += 1;
      kept = { ...draft, sequence };
      await store.add(kept);
    }
    written.push(kept);
  }
  return written;
}
