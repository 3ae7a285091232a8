import { SeraphError } from '../core/errors.js';
import type { Sha256 } from '../core/ids.js';
import type { FileCache } from './file-cache.js';

/** A model's files on a server, beside its manifest; each is fetched once and kept by its hash. */
export function modelFiles(cache: FileCache, manifestUrl: string, signal?: AbortSignal) {
  return {
    manifest: (): Promise<Uint8Array> => cache.newest(manifestUrl, { signal }),
    file: (name: string, hash: Sha256): Promise<Uint8Array> =>
      cache.content('model', hash, new URL(name, manifestUrl).href, { signal }),
    /** Null where the server has none, or cannot be reached and never could. */
    async headManifest(name: string): Promise<Uint8Array | null> {
      try {
        return await cache.newest(new URL(name, manifestUrl).href, { signal });
      } catch (error) {
        if (error instanceof SeraphError && error.kind === 'network') return null;
        throw error;
      }
    },
    async headFile(name: string, hash: Sha256): Promise<Uint8Array> {
      const bytes = await cache.content('mention-head', hash, new URL(name, manifestUrl).href, { signal });
      await cache.keepOnly('mention-head', [hash]);
      return bytes;
    },
    /** Forgets every other model's files. */
    keepOnly: (hashes: readonly Sha256[]): Promise<void> => cache.keepOnly('model', hashes),
  };
}
