import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Database, openDatabase } from './database.js';
import { ShardStore } from './shard-store.js';
import { freshIndexedDb } from './testing/fixtures.js';

const SEED = 20_261_126;
let database: Database;
let store: ShardStore;

beforeEach(async () => {
  freshIndexedDb();
  database = await openDatabase();
  store = new ShardStore(database, 10);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => index + 1);
const shardCount = () => database.use('Counting', (connection) => connection.count('shards'));

/** Makes every put into one store fail from the nth on. */
function failPuts(storeName: string, after: number, error: DOMException): void {
  const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')
    ?.value as IDBObjectStore['put'];
  let puts = 0;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...values) {
    if (this.name === storeName && ++puts > after) throw error;
    return put.apply(this, values);
  });
}

/** A tab whose every use of the database waits for its turn: the scheduler decides which tab goes next. */
class PacedDatabase extends Database {
  constructor(
    private readonly tab: Database,
    private readonly scheduler: fc.Scheduler,
  ) {
    super({});
  }

  override async use<T>(...[task, work]: Parameters<Database['use']>): Promise<T> {
    await this.scheduler.schedule(Promise.resolve(), task);
    return (await this.tab.use(task, work)) as T;
  }
}

describe('ShardStore', () => {
  it(`gives back every group as written, whatever the lengths (seed ${SEED})`, async () => {
    const sections = fc.uniqueArray(
      fc.record({ name: fc.string(), bytes: fc.uint8Array({ maxLength: 35 }) }),
      { selector: (section) => section.name, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(sections, async (written) => {
        await store.write('group', written, { version: 3 });
        const read = await store.read('group');
        expect([...(read?.sections ?? [])]).toEqual(written.map(({ name, bytes }) => [name, bytes]));
        expect(read?.meta).toEqual({ version: 3 });
        const total = written.reduce((sum, section) => sum + section.bytes.length, 0);
        expect(await shardCount()).toBe(Math.ceil(total / 10));
      }),
      { seed: SEED, numRuns: 50 },
    );
  });

  it('keeps groups apart and removes one whole', async () => {
    await store.write('a', [{ name: 'x', bytes: bytes(25) }]);
    await store.write('ab', [{ name: 'x', bytes: bytes(15) }]);
    expect(await store.keys()).toEqual(['a', 'ab']);
    await store.remove('a');
    expect(await store.read('a')).toBeUndefined();
    expect(await shardCount()).toBe(2);
    expect((await store.read('ab'))?.sections.get('x')).toEqual(bytes(15));
  });

  it('has no group when the tab dies between the shards and the manifest, and the next write succeeds', async () => {
    failPuts('manifests', 0, new DOMException('The tab is gone.', 'AbortError'));
    await expect(store.write('kb', [{ name: 'trie', bytes: bytes(25) }])).rejects.toThrow();
    vi.restoreAllMocks();
    expect(await shardCount()).toBe(3);
    expect(await store.read('kb')).toBeUndefined();
    await store.write('kb', [{ name: 'trie', bytes: bytes(12) }]);
    expect((await store.read('kb'))?.sections.get('trie')).toEqual(bytes(12));
    expect(await shardCount()).toBe(2);
  });

  it.each([
    ['damaged', new Uint8Array(10).buffer],
    ['shortened', bytes(3).buffer],
    ['missing', null],
  ])('names the shard that is %s', async (_, replacement) => {
    await store.write('kb', [{ name: 'trie', bytes: bytes(25) }]);
    await database.use('Damaging', async (connection) => {
      const key = (await connection.getAllKeys('shards'))[1];
      if (!key) throw new Error('There is no second shard.');
      await connection.delete('shards', key);
      if (replacement) await connection.put('shards', replacement, key);
    });
    await expect(store.read('kb')).rejects.toMatchObject({
      kind: 'bad-hash',
      message: expect.stringContaining('part 2 of "kb"') as unknown,
      data: { key: 'kb', shard: 1 },
    });
  });

  it('leaves nothing behind when the storage is full', async () => {
    await store.write('other', [{ name: 'x', bytes: bytes(5) }]);
    failPuts('shards', 1, new DOMException('Quota exceeded.', 'QuotaExceededError'));
    await expect(store.write('kb', [{ name: 'trie', bytes: bytes(25) }])).rejects.toMatchObject({
      kind: 'storage-full',
    });
    expect(await shardCount()).toBe(1);
    expect(await store.keys()).toEqual(['other']);
  });

  it('keeps the earlier group whole until the new one is, and when the storage is full', async () => {
    await store.write('kb', [{ name: 'trie', bytes: bytes(25) }]);
    failPuts('shards', 1, new DOMException('Quota exceeded.', 'QuotaExceededError'));
    await expect(store.write('kb', [{ name: 'trie', bytes: bytes(35) }])).rejects.toMatchObject({
      kind: 'storage-full',
    });
    expect((await store.read('kb'))?.sections.get('trie')).toEqual(bytes(25));
    expect(await shardCount()).toBe(3);
  });

  it(`holds a whole group, whatever the order of two tabs that write it and one that reads (seed ${SEED})`, async () => {
    const other = await openDatabase();
    const third = await openDatabase();
    const sections = [{ name: 'trie', bytes: bytes(25) }];
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, earlier) => {
        await store.remove('kb');
        if (earlier) await store.write('kb', sections);
        const [a, b, c] = [database, other, third].map(
          (tab) => new ShardStore(new PacedDatabase(tab, scheduler), 10),
        );
        const read = c?.read('kb');
        await scheduler.waitFor(Promise.all([a?.write('kb', sections), b?.write('kb', sections), read]));
        expect((await store.read('kb'))?.sections.get('trie')).toEqual(bytes(25));
        expect(await shardCount()).toBe(3);
        const seen = await read;
        if (earlier || seen) expect(seen?.sections.get('trie')).toEqual(bytes(25));
      }),
      { seed: SEED, numRuns: 150 },
    );
    other.close();
    third.close();
  });

  it(`writes again what another tab removed, whatever the order (seed ${SEED})`, async () => {
    const other = await openDatabase();
    const sections = [{ name: 'trie', bytes: bytes(25) }];
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        await store.remove('kb');
        const [a, b] = [database, other].map((tab) => new ShardStore(new PacedDatabase(tab, scheduler), 10));
        await scheduler.waitFor(Promise.all([a?.write('kb', sections), b?.remove('kb')]));
        // Removed after the last step of the writing, or written whole: never a part.
        const group = await store.read('kb');
        if (group) expect(group.sections.get('trie')).toEqual(bytes(25));
        expect(await shardCount()).toBe(group ? 3 : 0);
      }),
      { seed: SEED, numRuns: 100 },
    );
    other.close();
  });

  describe('a writer', () => {
    const pieces = [bytes(7), bytes(0), bytes(31), bytes(4)];
    const whole = Uint8Array.from(pieces.flatMap((piece) => [...piece]));

    async function write(under: string) {
      const writer = store.writer(under);
      writer.begin('file');
      for (const piece of pieces) await writer.append(piece);
      return writer;
    }

    it('gives its group another name at the end, in place of the one before', async () => {
      await store.write('final', [{ name: 'file', bytes: bytes(25) }]);
      for (const under of ['passing:1', 'passing:2']) {
        expect(await (await write(under)).commit({ a: 1 }, 'final')).toBe(true);
        const read = await store.read('final');
        expect([read?.sections.get('file'), read?.meta]).toEqual([whole, { a: 1 }]);
        expect(await store.keys()).toEqual(['final']);
        expect(await shardCount()).toBe(Math.ceil(whole.length / 10));
      }
      const streamed: number[] = [];
      for await (const piece of (await store.stream('final')) ?? []) streamed.push(...piece);
      expect(streamed).toEqual([...whole]);
      await store.sweepUnclaimed('passing:');
      expect((await store.read('final'))?.sections.get('file')).toEqual(whole);
      await store.remove('final');
      expect(await shardCount()).toBe(0);
    });

    it('leaves nothing when it is given up, and only unclaimed shards when it dies', async () => {
      await store.write('other', [{ name: 'file', bytes: bytes(15) }]);
      await (await write('passing:1')).abort();
      expect(await shardCount()).toBe(2);
      await write('passing:1');
      expect(await shardCount()).toBeGreaterThan(2);
      expect(await store.keys()).toEqual(['other']);
      await store.sweepUnclaimed('passing:');
      expect(await shardCount()).toBe(2);
    });

    it('says that its shards were taken away meanwhile', async () => {
      const writer = await write('passing:1');
      await store.sweepUnclaimed('passing:');
      expect(await writer.commit({}, 'final')).toBe(false);
      expect(await store.read('final')).toBeUndefined();
    });

    it('takes bytes into a section only', async () => {
      await expect(store.writer('passing:1').append(bytes(1))).rejects.toMatchObject({ kind: 'internal' });
    });
  });

  it('writes the manifest last, with strict durability', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await store.write('kb', [{ name: 'trie', bytes: bytes(15) }]);
    const last = transaction.mock.lastCall;
    expect(last?.slice(0, 3)).toEqual([['manifests', 'shards'], 'readwrite', { durability: 'strict' }]);
  });
});
