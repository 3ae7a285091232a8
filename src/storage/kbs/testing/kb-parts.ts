/** The knowledge bases' worker without a worker, over one browser's storage. */
import { readKbFile } from '../../../formats/kb-file-reader.js';
import { createKbFileWriter } from '../../../formats/kb-file-writer.js';
import { parseKbIndex } from '../../../formats/kb-index.js';
import { openDatabase } from '../../database.js';
import type { FetchFile } from '../../fetch-file.js';
import { FileCache } from '../../file-cache.js';
import { ShardStore } from '../../shard-store.js';
import type { KbImporting } from '../kb-formats.js';
import { localLocks } from '../kb-locks.js';
import { KbRegistry } from '../kb-registry.js';
import { KbSession } from '../kb-session.js';
import { KbVault, type KbStorage } from '../kb-vault.js';

export interface KbPartsOptions {
  /** The network. */
  readonly fetchFile: FetchFile;
  readonly importing: KbImporting;
  readonly shardBytes?: number;
  /** In place of the browser's storage. */
  readonly openStorage?: () => Promise<KbStorage>;
}

let installs = 0;

/** Each call is another start of the worker. */
export async function kbParts({ fetchFile, importing, shardBytes, openStorage }: KbPartsOptions) {
  const database = await openDatabase();
  const storage: KbStorage = {
    shards: new ShardStore(database, shardBytes),
    registry: new KbRegistry(database),
  };
  const vault = new KbVault(openStorage ?? (() => Promise.resolve(storage)), localLocks());
  const session = new KbSession({
    vault,
    formats: {
      parseList: parseKbIndex,
      readFile: readKbFile,
      writeFile: createKbFileWriter,
      importing: () => Promise.resolve(importing),
    },
    openCache: () => Promise.resolve(new FileCache(openStorage ? null : storage.shards, fetchFile)),
    fetchFile,
    now: () => new Date(1_800_000_000_000 + ++installs).toISOString(),
    pause: () => new Promise((resolve) => setTimeout(resolve)),
  });
  return { database, ...storage, vault, session };
}
