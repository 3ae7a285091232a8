import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sha256 } from '../../core/ids.js';
import { openDatabase, type Database } from '../database.js';
import { freshIndexedDb, sourceDocument } from '../testing/fixtures.js';
import { checkpointOf, importedPair, jobOf, versionOf } from '../testing/learning-fixtures.js';
import { indexedDbLearning, type LearningRepositories } from './learning-repositories.js';

/** Every write on what is already there, with the number of requests that it makes to change something. */
const WRITES: readonly [
  name: string,
  requests: number,
  write: (learning: LearningRepositories) => Promise<unknown>,
][] = [
  ['adding a version', 2, ({ versions }) => versions.add(added.version, added.file)],
  ['renaming a version', 1, ({ versions }) => versions.rename(kept.version.hash, 'Autumn')],
  ['removing a version', 2, ({ versions }) => versions.remove(kept.version.hash)],
  ['beginning a run', 2, ({ runs }) => runs.begin(jobOf('run-2'))],
  ['saving a checkpoint', 1, ({ runs }) => runs.save('run-1', checkpointOf(2))],
  ['clearing a run', 2, ({ runs }) => runs.clear()],
  ['keeping reference scores', 2, ({ references }) => references.put(BASE, scores(-3))],
  ['adding pairs', 2, ({ teaching }) => teaching.addPairs(['p', 'r', 's'].map((key) => importedPair(key)))],
  ['removing pairs', 2, ({ teaching }) => teaching.removePairs(['p', 'q'])],
  ['setting the gold set', 3, ({ teaching }) => teaching.setGold(['c', 'd'].map((id) => sourceDocument(id)))],
];

const BASE = 'ab'.repeat(32) as Sha256;
const kept = versionOf('kept');
const added = versionOf('added');
const scores = (value: number) => new Map(['p', 'q'].map((key) => [key, [value, value - 1]] as const));

let database: Database;
let learning: LearningRepositories;

beforeEach(async () => {
  freshIndexedDb();
  database = await openDatabase();
  learning = indexedDbLearning(database);
  await learning.versions.add(kept.version, kept.file);
  await learning.runs.begin(jobOf('run-1'));
  await learning.runs.save('run-1', checkpointOf(1));
  await learning.references.put(BASE, scores(-1));
  await learning.teaching.addPairs(['p', 'q'].map((key) => importedPair(key)));
  await learning.teaching.setGold([sourceDocument('a')]);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Everything in the database. */
function contents(): Promise<unknown> {
  return database.use('Looking', async (connection) => {
    const stores = [...connection.objectStoreNames];
    return Promise.all(
      stores.map(async (store) => [
        store,
        await connection.getAllKeys(store),
        await connection.getAll(store),
      ]),
    );
  });
}

/** Lets `happen` go before the nth request that changes something, and says how many there were. */
function atRequest(nth: number, happen: (store: IDBObjectStore) => void): () => number {
  let requests = 0;
  for (const method of ['put', 'add', 'delete', 'clear'] as const) {
    const real = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, method)?.value as (
      ...values: unknown[]
    ) => IDBRequest;
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...values: unknown[]
    ) {
      requests += 1;
      if (requests === nth) happen(this);
      return real.apply(this, values) as never;
    });
  }
  return () => requests;
}

describe.each(WRITES)('%s', (_, requests, write) => {
  it('changes something, in as many requests as are tried below', async () => {
    const before = await contents();
    const count = atRequest(0, () => undefined);
    await write(learning);
    expect(count()).toBe(requests);
    expect(await contents()).not.toEqual(before);
  });

  it.each(Array.from({ length: requests }, (_, index) => index + 1))(
    'leaves all as it was, and says so, when storage is full at request %i',
    async (nth) => {
      const before = await contents();
      atRequest(nth, () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      });
      await expect(write(learning)).rejects.toMatchObject({ kind: 'storage-full' });
      vi.restoreAllMocks();
      expect(await contents()).toEqual(before);
      await write(learning);
      expect(await contents()).not.toEqual(before);
    },
  );

  it.each(Array.from({ length: requests }, (_, index) => index + 1))(
    'leaves all as it was when the transaction is given up at request %i',
    async (nth) => {
      const before = await contents();
      atRequest(nth, (store) => store.transaction.abort());
      await expect(write(learning)).rejects.toThrow();
      vi.restoreAllMocks();
      expect(await contents()).toEqual(before);
    },
  );
});
