import { openDB, type IDBPDatabase } from 'idb';
import { SeraphError } from '../core/errors.js';
import { DATABASE_VERSION, migrate, type Upgrade } from './migrations.js';
import { DATABASE_NAME, type SeraphSchema } from './schema.js';
import { isConnectionLost, storageError } from './storage-error.js';

/** What the curator must be told about the connection. */
export interface DatabaseEvents {
  /** This tab waits: another tab still holds an older version open. Opening goes on by itself once it is closed. */
  readonly blocked?: () => void;
  /** Another tab needs a newer version: this tab has let go of the database and can save no more until reloaded. */
  readonly blocking?: () => void;
  /** The browser closed the connection; the next use opens a new one. */
  readonly terminated?: () => void;
}

export interface DatabaseOptions extends DatabaseEvents {
  readonly name?: string;
  /**
   * Milliseconds after which a still pending opening counts as blocked: a tab queued behind another tab's blocked
   * upgrade never gets the browser's own `blocked` event.
   */
  readonly blockedAfter?: number;
}

/** The part of `idb`'s transactions that `settle` needs. */
interface Settling {
  readonly done: Promise<void>;
  readonly error: DOMException | null;
  abort(): void;
}

/**
 * Runs `work` inside the transaction and resolves once it is committed. If `work` throws, nothing of it is kept: a
 * request that cannot even be made (a value that cannot be cloned) does not abort a transaction by itself.
 */
export async function settle<T>(transaction: Settling, work: () => Promise<T>): Promise<T> {
  try {
    // Wrapped, because `work` may throw before it gives a promise, and `done` must be listened to all the same.
    const working = (async () => await work())();
    const [result] = await Promise.all([working, transaction.done]);
    return result;
  } catch (error) {
    // Set when the browser aborted, as for lack of space; the requests then only say that they were aborted.
    const reason: unknown = transaction.error ?? error;
    try {
      transaction.abort();
    } catch {
      // Over already.
    }
    throw reason;
  }
}

export type Connection = IDBPDatabase<SeraphSchema>;

/**
 * Opens, and where needed upgrades, the database of this browser.
 *
 * @throws {SeraphError} `storage-unavailable` (refused, private mode), `storage-full`, `bad-version`
 */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const database = new Database(options);
  await database.use('Opening the storage', () => Promise.resolve());
  return database;
}

/** A connection that heals once: every access goes through `use`. */
export class Database {
  #connection: Promise<Connection> | null = null;
  #handedOver = false;

  constructor(private readonly options: DatabaseOptions) {}

  /**
   * Runs `work` on the open connection. If the connection turns out to be dead, opens a new one and runs `work` again,
   * once: `work` must be safe to repeat.
   *
   * @param task what is being done, for error messages: "Saving a decision"
   * @throws {SeraphError} see `storageError`
   */
  async use<T>(task: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    const opening = this.#open();
    try {
      return await work(await opening);
    } catch (error) {
      // Either the error says so, or the browser dropped this connection while `work` ran on it.
      const lost = isConnectionLost(error) || this.#connection !== opening;
      if (lost && this.#handedOver) throw takenOver();
      if (!lost) throw storageError(error, task);
    }
    if (this.#connection === opening) this.#connection = null;
    try {
      return await work(await this.#open());
    } catch (error) {
      this.#connection = null;
      throw storageError(error, task);
    }
  }

  close(): void {
    const opening = this.#connection;
    this.#connection = null;
    void opening?.then(
      (connection) => connection.close(),
      () => undefined,
    );
  }

  #open(): Promise<Connection> {
    if (this.#handedOver) return Promise.reject(takenOver());
    if (!this.#connection) {
      const opening = this.#connect();
      this.#connection = opening;
      // A failed opening must not be remembered: the next use tries again.
      opening.catch(() => {
        if (this.#connection === opening) this.#connection = null;
      });
    }
    return this.#connection;
  }

  async #connect(): Promise<Connection> {
    const { name = DATABASE_NAME, blockedAfter = 2000 } = this.options;
    let told = false;
    const tell = () => {
      if (!told) this.options.blocked?.();
      told = true;
    };
    const timer = setTimeout(tell, blockedAfter);
    try {
      return await openDB<SeraphSchema>(name, DATABASE_VERSION, {
        upgrade: (database, from, to, transaction) => {
          const upgrade = transaction as unknown as Upgrade;
          migrate(database as unknown as IDBPDatabase, upgrade, from, to ?? DATABASE_VERSION);
        },
        blocked: tell,
        blocking: () => {
          this.#handedOver = true;
          this.close();
          this.options.blocking?.();
        },
        terminated: () => {
          this.#connection = null;
          this.options.terminated?.();
        },
      });
    } finally {
      clearTimeout(timer);
    }
  }
}

function takenOver(): SeraphError {
  return new SeraphError(
    'bad-version',
    'A newer version of Seraph was opened in another tab and took over the storage. What this tab saved is safe. Reload this tab to go on.',
  );
}
