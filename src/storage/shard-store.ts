import { SeraphError } from '../core/errors.js';
import { sha256 } from '../core/hash/sha256.js';
import { settle, type Database } from './database.js';
import type { ShardManifest, ShardMeta } from './schema.js';
import { everyShardOf, placeOf, shardsBeginning, shardsBeside, shardsOf } from './shard-keys.js';
import { ShardWriter } from './shard-writer.js';

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
 * Several tabs may write one key at the same time, as on a first start. Each writes under a generation of its own, and
 * the manifest names the generation that counts. The first to finish clears the others' shards away with what dead tabs
 * left; a writer that finds its shards gone leaves it at that, because keys name their content (`kb-image:{hash}:…`,
 * `model:{hash}`), but for `address:{url}`, whose newest file the next start asks for again.
 */
export class ShardStore {
  /** @param shardBytes size of all shards but a group's last */
  constructor(
    private readonly database: Database,
    private readonly shardBytes = 8 * MEBIBYTE,
  ) {}

  /**
   * Writes a group, in place of any under the same key. The earlier one stays whole until the new one is.
   *
   * @throws {SeraphError} `storage-full` (what was written of the group is removed again), `storage-unavailable`
   */
  async write(key: string, sections: readonly Section[], meta: ShardMeta = {}): Promise<void> {
    try {
      // Written again only when the group was removed meanwhile, and nobody put another in its place.
      for (let isStanding = false; !isStanding;) {
        const writer = this.writer(key);
        for (const { name, bytes } of sections) {
          writer.begin(name);
          await writer.append(bytes);
        }
        isStanding = await writer.commit(meta);
      }
    } catch (error) {
      if (error instanceof SeraphError && error.kind === 'storage-full') await this.#sweep(key);
      throw error;
    }
  }

  /** Writes a group that need not be in memory at once. */
  writer(key: string): ShardWriter {
    return new ShardWriter(this.database, key, this.shardBytes);
  }

  /**
   * The group, or undefined when there is none.
   *
   * @throws {SeraphError} `bad-hash` naming the shard that is missing or differs; the group should then be removed
   */
  async read(key: string): Promise<StoredGroup | undefined> {
    const manifest = await this.#manifest(key);
    if (!manifest) return undefined;
    const sections = new Map(manifest.sections.map(({ name, bytes }) => [name, new Uint8Array(bytes)]));
    const filled = fill([...sections.values()]);
    try {
      for await (const shard of this.#shardsIn(manifest)) filled(shard);
    } catch (error) {
      // Another tab may have put a new generation in place of this one while it was read.
      const isReplaced = (await this.#manifest(key))?.generation !== manifest.generation;
      if (isReplaced) return this.read(key);
      throw error;
    }
    return { sections, meta: manifest.meta };
  }

  /**
   * A group of one section, piece after piece, each checked; undefined when there is none.
   *
   * @throws {SeraphError} `bad-hash` as `read`, at the piece it concerns
   */
  async stream(key: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const manifest = await this.#manifest(key);
    return manifest && this.#shardsIn(manifest);
  }

  /** Bytes of a group, or undefined when there is none. */
  async sizeOf(key: string): Promise<number | undefined> {
    return (await this.#manifest(key))?.shards.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Removes a group and whatever an interrupted write left of it. */
  async remove(key: string): Promise<void> {
    await this.database.use(CLEARING, (connection) => {
      const transaction = connection.transaction(['manifests', 'shards'], 'readwrite');
      return settle(transaction, async () => {
        const manifests = transaction.objectStore('manifests');
        const shards = transaction.objectStore('shards');
        const manifest = await manifests.get(key);
        await manifests.delete(key);
        await shards.delete(everyShardOf(key));
        if (manifest) await shards.delete(shardsOf(placeOf(manifest), manifest.generation));
      });
    });
  }

  /** Removes the groups whose key begins with `prefix`, but for those that are to be kept. */
  async prune(prefix: string, isKept: (key: string) => boolean): Promise<void> {
    for (const key of await this.keys()) {
      if (key.startsWith(prefix) && !isKept(key)) await this.remove(key);
    }
  }

  /** Removes shards under keys that begin with `prefix` and belong to no group: what writers that died left behind. */
  async sweepUnclaimed(prefix: string): Promise<void> {
    await this.database.use(CLEARING, (connection) => {
      const transaction = connection.transaction(['manifests', 'shards'], 'readwrite');
      return settle(transaction, async () => {
        const manifests = await transaction.objectStore('manifests').getAll();
        const claimed = new Set(manifests.map((manifest) => `${placeOf(manifest)} ${manifest.generation}`));
        const shards = transaction.objectStore('shards');
        for (const key of await shards.getAllKeys(shardsBeginning(prefix))) {
          if (!claimed.has(`${key[0]} ${key[1]}`)) await shards.delete(key);
        }
      });
    });
  }

  /** Keys of the whole groups, in order. */
  keys(): Promise<readonly string[]> {
    return this.database.use(READING, (connection) => connection.getAllKeys('manifests'));
  }

  #manifest(key: string): Promise<ShardManifest | undefined> {
    return this.database.use(READING, (connection) => connection.get('manifests', key));
  }

  async *#shardsIn(manifest: ShardManifest): AsyncGenerator<Uint8Array, void, void> {
    const { key, generation, shards } = manifest;
    for (const [position, expected] of shards.entries()) {
      const stored = await this.database.use(READING, (connection) =>
        connection.get('shards', [placeOf(manifest), generation, position]),
      );
      if (!stored) throw damaged(key, position, expected.sha256, 'nothing');
      const shard = new Uint8Array(stored);
      const got = await sha256(shard);
      if (got !== expected.sha256) throw damaged(key, position, expected.sha256, got);
      yield shard;
    }
  }

  /** Removes every shard of the key but those of a whole group. */
  async #sweep(key: string): Promise<void> {
    await this.database.use(CLEARING, (connection) => {
      const transaction = connection.transaction(['manifests', 'shards'], 'readwrite');
      return settle(transaction, async () => {
        const standing = await transaction.objectStore('manifests').get(key);
        for (const range of shardsBeside(key, standing)) {
          await transaction.objectStore('shards').delete(range);
        }
      });
    });
  }
}

const READING = 'Reading stored files';
const CLEARING = 'Clearing stored files';

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
