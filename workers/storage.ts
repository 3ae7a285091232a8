import { fetchFile } from '../src/storage/fetch-file.js';
import { FileCache } from '../src/storage/file-cache.js';
import { openDatabase } from '../src/storage/database.js';
import { ShardStore } from '../src/storage/shard-store.js';

let opening: Promise<ShardStore> | null = null;

/**
 * This worker's storage, opened once. Rejects with `storage-unavailable` where it is refused; then asks again. Nobody
 * listens to its events: the page holds a connection of its own, opened first, and gets the same ones on the screen.
 */
export function openShards(): Promise<ShardStore> {
  opening ??= openDatabase().then(
    (database) => new ShardStore(database),
    (error: unknown) => {
      opening = null;
      throw error;
    },
  );
  return opening;
}

/** For what can do without storage. */
export function shardsOrNull(): Promise<ShardStore | null> {
  return openShards().catch(() => null);
}

export async function openCache(): Promise<FileCache> {
  return new FileCache(await shardsOrNull(), fetchFile);
}
