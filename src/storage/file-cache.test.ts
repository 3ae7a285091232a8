import 'fake-indexeddb/auto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SeraphError } from '../core/errors.js';
import { sha256 } from '../core/hash/sha256.js';
import { openDatabase, type Database } from './database.js';
import { fetchFile } from './fetch-file.js';
import { FileCache } from './file-cache.js';
import { ShardStore } from './shard-store.js';
import { freshIndexedDb } from './testing/fixtures.js';

const bytes = new Uint8Array([1, 2, 3]);
const offline = () => Promise.reject(new SeraphError('network', 'No connection. Safe. Try again.'));
let database: Database;
let shards: ShardStore;

beforeEach(async () => {
  freshIndexedDb();
  database = await openDatabase();
  shards = new ShardStore(database);
});

describe('FileCache', () => {
  it('fetches a known content once', async () => {
    const fetching = vi.fn(() => Promise.resolve(bytes));
    const cache = new FileCache(shards, fetching);
    const hash = await sha256(bytes);
    expect(await cache.content('model', hash, 'a')).toEqual(bytes);
    expect(await cache.content('model', hash, 'a')).toEqual(bytes);
    expect(fetching).toHaveBeenCalledOnce();
  });

  it('never keeps what has another hash', async () => {
    const hash = await sha256(bytes);
    const wrong = new FileCache(shards, () => Promise.resolve(new Uint8Array([9])));
    expect(await wrong.content('model', hash, 'a')).toEqual(new Uint8Array([9]));
    expect(await shards.keys()).toEqual([]);
  });

  it('fetches again what was damaged in storage', async () => {
    const fetching = vi.fn(() => Promise.resolve(bytes));
    const cache = new FileCache(shards, fetching);
    const hash = await sha256(bytes);
    await cache.content('model', hash, 'a');
    await database.use('Damaging', async (connection) => {
      const [key] = await connection.getAllKeys('shards');
      await connection.put('shards', new ArrayBuffer(3), key);
    });
    expect(await cache.content('model', hash, 'a')).toEqual(bytes);
    expect(await cache.content('model', hash, 'a')).toEqual(bytes);
    expect(fetching).toHaveBeenCalledTimes(2);
  });

  it('prefers the newest file and falls back to the last one without a network', async () => {
    let current = bytes;
    await new FileCache(shards, () => Promise.resolve(current)).newest('index');
    current = new Uint8Array([7]);
    expect(await new FileCache(shards, () => Promise.resolve(current)).newest('index')).toEqual(current);
    expect(await new FileCache(shards, offline).newest('index')).toEqual(current);
    await expect(new FileCache(shards, offline).newest('other')).rejects.toMatchObject({ kind: 'network' });
  });

  it('works without storage', async () => {
    const cache = new FileCache(null, () => Promise.resolve(bytes));
    expect(await cache.content('model', await sha256(bytes), 'a')).toEqual(bytes);
    expect(await cache.newest('a')).toEqual(bytes);
    await expect(new FileCache(null, offline).newest('a')).rejects.toMatchObject({ kind: 'network' });
  });

  it('forgets contents that are no longer used, of one kind only', async () => {
    const hash = await sha256(bytes);
    await shards.write('model:old', [{ name: 'file', bytes }]);
    await shards.write('kb:x:y', [{ name: 'file', bytes }]);
    const cache = new FileCache(shards, () => Promise.resolve(bytes));
    await cache.content('model', hash, 'a');
    await cache.keepOnly('model', [hash]);
    expect(await shards.keys()).toEqual(['kb:x:y', `model:${hash}`]);
  });
});

describe('fetchFile', () => {
  let server: Server;
  let address: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/cut') {
        response.writeHead(200, { 'content-length': 10 });
        response.write('123', () => response.destroy());
      } else if (request.url === '/file') response.end('12345');
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });

  it('gives the bytes and counts them', async () => {
    const onBytes = vi.fn();
    expect(await fetchFile(`${address}/file`, { onBytes })).toEqual(new TextEncoder().encode('12345'));
    expect(onBytes).toHaveBeenLastCalledWith(5, expect.any(Number));
    expect(await fetchFile(`${address}/file`)).toHaveLength(5);
  });

  it('says what went wrong', async () => {
    await expect(fetchFile(`${address}/none`)).rejects.toMatchObject({
      kind: 'network',
      message: expect.stringContaining('404') as unknown,
    });
    await expect(fetchFile(`${address}/cut`, { onBytes: vi.fn() })).rejects.toMatchObject({
      kind: 'network',
    });
    await expect(fetchFile(`${address}/file`, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: 'aborted',
    });
  });
});
