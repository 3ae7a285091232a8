import type { Sha256 } from '../core/ids.js';
import type { FileCache } from './file-cache.js';

/** A model's files on a server, beside its manifest; each is fetched once and kept by its hash. */
export function modelFiles(cache: FileCache, manifestUrl: string, signal?: AbortSignal) {
  return {
    manifest: (): Promise<Uint8Array> => cache.newest(manifestUrl, { signal }),
    file: (name: string, hash: Sha256): Promise<Uint8Array> =>
      cache.content('model', hash, new URL(name, manifestUrl).href, { signal }),
    /** Forgets every other model's files. */
    keepOnly: (hashes: readonly Sha256[]): Promise<void> => cache.keepOnly('model', hashes),
  };
}
