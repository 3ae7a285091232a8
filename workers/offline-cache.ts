/**
 * The files of one release, kept so that the application starts without a network.
 *
 * A file is stored under its address and the hash of its content. So an update fetches only what changed, an
 * interrupted one goes on where it stopped, and the release in use is untouched until the next has all its files.
 */

/** One file of the release, listed at build time. */
export interface ReleaseFile {
  /** Path on this origin; `/` is the page. */
  readonly url: string;
  /** SHA-256 in base64, as subresource integrity writes it. */
  readonly sha256: string;
}

/** What this module needs of the browser's `Cache`. */
export type FileCache = Pick<Cache, 'match' | 'put' | 'keys' | 'delete'>;

/** The address a file is stored under. */
export function storedAddress(file: ReleaseFile, origin: string): string {
  const address = new URL(file.url, origin);
  address.searchParams.set('sha256', file.sha256);
  return address.href;
}

/**
 * Stores every file that is not there yet. The browser checks each against its hash.
 * @throws TypeError when a file cannot be fetched or has another hash; what was stored before it stays.
 */
export async function storeRelease(
  cache: FileCache,
  release: readonly ReleaseFile[],
  origin: string,
  fetchFile: typeof fetch,
): Promise<void> {
  for (const file of release) {
    if (await cache.match(storedAddress(file, origin))) continue;
    await cache.put(storedAddress(file, origin), await fetchChecked(file, fetchFile));
  }
}

/** Forgets every file that is not of this release. */
export async function pruneCache(
  cache: FileCache,
  release: readonly ReleaseFile[],
  origin: string,
): Promise<void> {
  const wanted = new Set(release.map((file) => storedAddress(file, origin)));
  const old = (await cache.keys()).filter((request) => !wanted.has(request.url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

/** The file that answers a request for `url`, whatever its query, or undefined when it is not of this release. */
export function findFile(
  release: readonly ReleaseFile[],
  url: string,
  origin: string,
): ReleaseFile | undefined {
  const asked = new URL(url);
  if (asked.origin !== origin) return undefined;
  const path = asked.pathname === '/index.html' ? '/' : asked.pathname;
  return release.find((file) => file.url === path);
}

/** The stored file, or, where the browser has dropped it, the file from the network, stored again. */
export async function answer(
  cache: FileCache,
  file: ReleaseFile,
  origin: string,
  fetchFile: typeof fetch,
): Promise<Response> {
  const stored = await cache.match(storedAddress(file, origin));
  if (stored) return stored;
  const response = await fetchChecked(file, fetchFile);
  await cache.put(storedAddress(file, origin), response.clone());
  return response;
}

/** `no-cache` asks by entity tag, so that what the page has just fetched is not transferred again. */
async function fetchChecked(file: ReleaseFile, fetchFile: typeof fetch): Promise<Response> {
  const response = await fetchFile(file.url, { integrity: `sha256-${file.sha256}`, cache: 'no-cache' });
  if (!response.ok) throw new TypeError(`${file.url} answered ${response.status}`);
  return response;
}
