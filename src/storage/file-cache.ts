import { SeraphError } from '../core/errors.js';
import { sha256 } from '../core/hash/sha256.js';
import type { Sha256 } from '../core/ids.js';
import type { FetchFile, FetchOptions } from './fetch-file.js';
import type { ShardStore } from './shard-store.js';

const FILE = 'file';

/**
 * Files kept so that the next start needs no network. Storage only saves time here: where it is refused, full or
 * damaged, the file simply comes from the network again.
 */
export class FileCache {
  /** @param shards null where storage is refused */
  constructor(
    private readonly shards: ShardStore | null,
    private readonly fetchFile: FetchFile,
  ) {}

  /**
   * The file with this content: from storage, else from `url`. Kept under `{kind}:{hash}`. Bytes with another hash are
   * given back too, but not kept: who asked checks them and says what is wrong.
   *
   * @throws {SeraphError} `network`, `aborted`
   */
  async content(
    kind: string,
    hash: Sha256,
    url: string,
    options?: FetchOptions,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const key = `${kind}:${hash}`;
    const stored = await this.#read(key);
    if (stored) return stored;
    const bytes = await this.fetchFile(url, options);
    if ((await sha256(bytes)) === hash) await this.#write(key, bytes);
    return bytes;
  }

  /**
   * The newest file at `url`; without a network, the one of the last time.
   *
   * @throws {SeraphError} `network` when there is no last time either, `aborted`
   */
  async newest(url: string, options?: FetchOptions): Promise<Uint8Array<ArrayBuffer>> {
    const key = `address:${url}`;
    try {
      const bytes = await this.fetchFile(url, options);
      const stored = await this.#read(key);
      if (!stored || (await sha256(stored)) !== (await sha256(bytes))) await this.#write(key, bytes);
      return bytes;
    } catch (error) {
      const stored = error instanceof SeraphError && error.kind === 'network' ? await this.#read(key) : null;
      if (stored) return stored;
      throw error;
    }
  }

  /** Forgets the contents of a kind that are no longer in use. */
  async keepOnly(kind: string, hashes: readonly Sha256[]): Promise<void> {
    const kept = new Set(hashes.map((hash) => `${kind}:${hash}`));
    await forgiving(() => this.shards?.prune(`${kind}:`, (key) => kept.has(key)));
  }

  async #read(key: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const group = await forgiving(() => this.shards?.read(key));
    return group?.sections.get(FILE) ?? null;
  }

  async #write(key: string, bytes: Uint8Array): Promise<void> {
    await forgiving(() => this.shards?.write(key, [{ name: FILE, bytes }]));
  }
}

/** What storage cannot do is done without it; mistakes of ours are not hidden. */
async function forgiving<T>(work: () => Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SeraphError && error.kind !== 'internal') return undefined;
    throw error;
  }
}
