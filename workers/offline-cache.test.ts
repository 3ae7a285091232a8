import { beforeEach, describe, expect, it } from 'vitest';
import {
  answer,
  findFile,
  pruneCache,
  storedAddress,
  storeRelease,
  type FileCache,
  type ReleaseFile,
} from './offline-cache.js';

const ORIGIN = 'http://localhost:4180';
const page: ReleaseFile = { url: '/', sha256: 'aaa=' };
const script: ReleaseFile = { url: '/assets/a.js', sha256: 'b+/=' };

/** The part of the browser's cache that is used, over a map. */
class MemoryCache implements FileCache {
  readonly entries = new Map<string, Response>();
  match(request: RequestInfo | URL) {
    return Promise.resolve(this.entries.get(address(request))?.clone());
  }
  put(request: RequestInfo | URL, response: Response) {
    this.entries.set(address(request), response);
    return Promise.resolve();
  }
  keys() {
    return Promise.resolve([...this.entries.keys()].map((url) => new Request(url)));
  }
  delete(request: RequestInfo | URL) {
    return Promise.resolve(this.entries.delete(address(request)));
  }
}

const address = (request: RequestInfo | URL) =>
  request instanceof Request ? request.url : request.toString();

let cache: MemoryCache;
let fetched: string[];
const network: typeof fetch = (request, init) => {
  const url = address(request);
  fetched.push(`${url} ${init?.integrity ?? ''}`);
  return Promise.resolve(url === '/missing' ? new Response('', { status: 404 }) : new Response(url));
};

beforeEach(() => {
  cache = new MemoryCache();
  fetched = [];
});

describe('offline cache', () => {
  it('asks the browser to check every file against its hash', async () => {
    await storeRelease(cache, [page, script], ORIGIN, network);
    expect(fetched).toEqual(['/ sha256-aaa=', '/assets/a.js sha256-b+/=']);
  });

  it('goes on where an interrupted update stopped', async () => {
    const missing = { url: '/missing', sha256: 'c=' };
    await expect(storeRelease(cache, [page, missing, script], ORIGIN, network)).rejects.toThrow(/404/);
    fetched = [];
    await storeRelease(cache, [page, script], ORIGIN, network);
    expect(fetched).toEqual(['/assets/a.js sha256-b+/=']);
  });

  it('fetches only what changed and then forgets the old', async () => {
    await storeRelease(cache, [page, script], ORIGIN, network);
    const next = { ...page, sha256: 'ddd=' };
    fetched = [];
    await storeRelease(cache, [next, script], ORIGIN, network);
    expect(fetched).toEqual(['/ sha256-ddd=']);
    expect(await cache.match(storedAddress(page, ORIGIN))).toBeDefined();
    await pruneCache(cache, [next, script], ORIGIN);
    expect([...cache.entries.keys()].sort()).toEqual(
      [storedAddress(next, ORIGIN), storedAddress(script, ORIGIN)].sort(),
    );
  });

  it('answers without the network, and from it when the browser dropped a file', async () => {
    await storeRelease(cache, [page], ORIGIN, network);
    fetched = [];
    expect(await (await answer(cache, page, ORIGIN, network)).text()).toBe('/');
    expect(fetched).toEqual([]);
    expect(await (await answer(cache, script, ORIGIN, network)).text()).toBe('/assets/a.js');
    expect(await cache.match(storedAddress(script, ORIGIN))).toBeDefined();
  });

  it('knows its own files only', () => {
    const release = [page, script];
    expect(findFile(release, `${ORIGIN}/?document=2`, ORIGIN)).toBe(page);
    expect(findFile(release, `${ORIGIN}/index.html`, ORIGIN)).toBe(page);
    expect(findFile(release, `${ORIGIN}/assets/b.js`, ORIGIN)).toBeUndefined();
    expect(findFile(release, 'https://elsewhere.example/assets/a.js', ORIGIN)).toBeUndefined();
  });
});
