import { SeraphError } from '../core/errors.js';
import { sha256 } from '../core/hash/sha256.js';
import { settle, type Database } from './database.js';
import type { ShardManifest, ShardMeta } from './schema.js';

/** A named run of bytes inside a group of shards. */
export interface Section {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A group as it was written, every byte checked. */
export interface StoredGroup {
  readonly sections: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly meta: ShardMeta;
}

const MEBIBYTE = 1 << 20;

/**
 * Large binary data in IndexedDB, as groups of sections under a key. A group is cut into shards of 8 MiB (one record of
 * tens of MiB stalls browsers; one per name is far slower), each with its SHA-256; the manifest comes last, in a
 * transaction of its own with strict durability. So a group is either whole or not there, whenever the tab dies.
 *
 * Keys name their content (`kb:{hash}:{hash}`, `model:{hash}`): two tabs that write the same key write the same shards.
 */
export class ShardStore {
  /** @param shardBytes size of all shards but a group's last */
  constructor(
    private readonly database: Database,
    private readonly shardBytes = 8 * MEBIBYTE,
  ) {}

  /**
   * Writes a group, in place of any under the same key.
   *
   * @throws {SeraphError} `storage-full` (what was written of the group is removed again), `storage-unavailable`
   */
  async write(key: string, sections: readonly Section[], meta: ShardMeta = {}): Promise<void> {
    await this.remove(key);
    try {
      const shards: { bytes: number; sha256: ShardManifest['shards'][number]['sha256'] }[] = [];
      for (const shard of cut(sections, this.shardBytes)) {
        const position = shards.length;
        shards.push({ bytes: shard.length, sha256: await sha256(shard) });
        await this.database.use(WRITING, (connection) =>
          connection.put('shards', shard.buffer, [key, position]),
        );
      }
      const lengths = sections.map(({ name, bytes }) => ({ name, bytes: bytes.length }));
      await this.database.use(WRITING, (connection) => {
        const transaction = connection.transaction('manifests', 'readwrite', { durability: 'strict' });
        return settle(transaction, () => transaction.store.put({ key, sections: lengths, shards, meta }));
      });
    } catch (error) {
      if (error instanceof SeraphError && error.kind === 'storage-full') await this.remove(key);
      throw error;
    }
  }

  /**
   * The group, or undefined when there is none.
   *
   * @throws {SeraphError} `bad-hash` naming the shard that is missing or differs; the group should then be removed
   */
  async read(key: string): Promise<StoredGroup | undefined> {
    const manifest = await this.database.use(READING, (connection) => connection.get('manifests', key));
    if (!manifest) return undefined;
    const sections = new Map(manifest.sections.map(({ name, bytes }) => [name, new Uint8Array(bytes)]));
    const writer = fill([...sections.values()]);
    for (const [position, expected] of manifest.shards.entries()) {
      const stored = await this.database.use(READING, (connection) =>
        connection.get('shards', [key, position]),
      );
      if (!stored) throw damaged(key, position, expected.sha256, 'nothing');
      const shard = new Uint8Array(stored);
      const got = await sha256(shard);
      if (got !== expected.sha256) throw damaged(key, position, expected.sha256, got);
      writer(shard);
    }
    return { sections, meta: manifest.meta };
  }

  /** Removes a group and whatever an interrupted write left of it. */
  async remove(key: string): Promise<void> {
    await this.database.use('Clearing stored files', (connection) => {
      const transaction = connection.transaction(['manifests', 'shards'], 'readwrite');
      return settle(transaction, async () => {
        await transaction.objectStore('manifests').delete(key);
        await transaction.objectStore('shards').delete(IDBKeyRange.bound([key], [key, []]));
      });
    });
  }

  /** Removes the groups whose key begins with `prefix`, but for those in `keep`. */
  async prune(prefix: string, keep: ReadonlySet<string>): Promise<void> {
    for (const key of await this.keys()) {
      if (key.startsWith(prefix) && !keep.has(key)) await this.remove(key);
    }
  }

  /** Keys of the whole groups, in order. */
  keys(): Promise<readonly string[]> {
    return this.database.use(READING, (connection) => connection.getAllKeys('manifests'));
  }
}

const WRITING = 'Keeping files for the next start';
const READING = 'Reading stored files';

/** The sections' bytes one after the other, in pieces of `size`; each in a buffer of its own. */
function* cut(sections: readonly Section[], size: number): Generator<Uint8Array<ArrayBuffer>> {
  let left = sections.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let shard = new Uint8Array(Math.min(size, left));
  let filled = 0;
  for (const { bytes } of sections) {
    for (let from = 0; from < bytes.length;) {
      const part = bytes.subarray(from, from + shard.length - filled);
      shard.set(part, filled);
      from += part.length;
      filled += part.length;
      if (filled < shard.length) continue;
      yield shard;
      left -= filled;
      shard = new Uint8Array(Math.min(size, left));
      filled = 0;
    }
  }
}

/** Takes pieces and puts their bytes into the targets, one target after the other. */
function fill(targets: readonly Uint8Array[]): (piece: Uint8Array) => void {
  let target = 0;
  let filled = 0;
  return (piece) => {
    for (let from = 0; from < piece.length;) {
      const into = targets[target];
      if (!into) return;
      const part = piece.subarray(from, from + into.length - filled);
      into.set(part, filled);
      from += part.length;
      filled += part.length;
      if (filled < into.length) continue;
      target += 1;
      filled = 0;
    }
  };
}

function damaged(key: string, shard: number, expected: string, got: string): SeraphError {
  return new SeraphError(
    'bad-hash',
    `Stored part ${shard + 1} of "${key}" is ${got === 'nothing' ? 'missing' : 'damaged'}. Your documents and decisions are safe. It will be made again from the original file.`,
    { key, shard, expected, got },
  );
}
