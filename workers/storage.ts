import { fetchFile } from '../src/storage/fetch-file.js';
import { FileCache } from '../src/storage/file-cache.js';
import { openDatabase } from '../src/storage/database.js';
import { KbRegistry } from '../src/storage/kbs/kb-registry.js';
import type { KbStorage } from '../src/storage/kbs/kb-vault.js';
import { ShardStore } from '../src/storage/shard-store.js';

let opening: Promise<KbStorage> | null = null;

/**
 * This worker's storage, opened once. Rejects with `storage-unavailable` where it is refused; then asks again. Nobody
 * listens to its events: the page holds a connection of its own, opened first, and gets the same ones on the screen.
 */
export function openStorage(): Promise<KbStorage> {
  opening ??= openDatabase().then(
    (database) => ({ shards: new ShardStore(database), registry: new KbRegistry(database) }),
    (error: unknown) => {
      opening = null;
      throw error;
    },
  );
  return opening;
}

/** For what can do without storage. */
export function shardsOrNull(): Promise<ShardStore | null> {
  return openStorage().then(
    ({ shards }) => shards,
    () => null,
  );
}

export async function openCache(): Promise<FileCache> {
  return new FileCache(await shardsOrNull(), fetchFile);
}
