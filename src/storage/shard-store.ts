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
 * Several tabs may write one key at the same time, as on a first start. Each writes under a generation of its own, and
 * the manifest names the generation that counts. The first to finish clears the others' shards away with what dead tabs
 * left; a writer that finds its shards gone leaves it at that, because keys name their content (`kb:{hash}:{hash}`,
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
      while (!(await this.#writeGeneration(key, sections, meta)));
    } catch (error) {
      if (error instanceof SeraphError && error.kind === 'storage-full') await this.#sweep(key);
      throw error;
    }
  }

  /**
   * The group, or undefined when there is none.
   *
   * @throws {SeraphError} `bad-hash` naming the shard that is missing or differs; the group should then be removed
   */
  async read(key: string): Promise<StoredGroup | undefined> {
    const manifest = await this.#manifest(key);
    if (!manifest) return undefined;
    try {
      return await this.#readGeneration(manifest);
    } catch (error) {
      // Another tab may have put a new generation in place of this one while it was read.
      const replaced = (await this.#manifest(key))?.generation !== manifest.generation;
      if (replaced) return this.read(key);
      throw error;
    }
  }

  /** Removes a group and whatever an interrupted write left of it. */
  async remove(key: string): Promise<void> {
    await this.database.use('Clearing stored files', (connection) => {
      const transaction = connection.transaction(['manifests', 'shards'], 'readwrite');
      return settle(transaction, async () => {
        await transaction.objectStore('manifests').delete(key);
        await transaction.objectStore('shards').delete(everyShardOf(key));
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

  #manifest(key: string): Promise<ShardManifest | undefined> {
    return this.database.use(READING, (connection) => connection.get('manifests', key));
  }

  /** Writes shards, then the manifest that names them. False when they were removed meanwhile and no group stands. */
  async #writeGeneration(key: string, sections: readonly Section[], meta: ShardMeta): Promise<boolean> {
    // Not seeded: tabs must not agree on it, and nothing that is read depends on it.
    const generation = crypto.randomUUID();
    const shards: { bytes: number; sha256: ShardManifest['shards'][number]['sha256'] }[] = [];
    for (const shard of cut(sections, this.shardBytes)) {
      const position = shards.length;
      shards.push({ bytes: shard.length, sha256: await sha256(shard) });
      await this.database.use(WRITING, (connection) =>
        connection.put('shards', shard.buffer, [key, generation, position]),
      );
    }
    const lengths = sections.map(({ name, bytes }) => ({ name, bytes: bytes.length }));
    return this.database.use(WRITING, (connection) => {
      const stores = ['manifests', 'shards'] as const;
      const transaction = connection.transaction(stores, 'readwrite', { durability: 'strict' });
      return settle(transaction, async () => {
        const manifests = transaction.objectStore('manifests');
        const stored = transaction.objectStore('shards');
        const whole = (await stored.count(shardsOf(key, generation))) === shards.length;
        if (whole) await manifests.put({ key, generation, sections: lengths, shards, meta });
        const standing = (await manifests.get(key))?.generation;
        for (const range of shardsBeside(key, standing)) await stored.delete(range);
        return standing !== undefined;
      });
    });
  }

  async #readGeneration({ key, generation, sections, shards, meta }: ShardManifest): Promise<StoredGroup> {
    const read = new Map(sections.map(({ name, bytes }) => [name, new Uint8Array(bytes)]));
    const writer = fill([...read.values()]);
    for (const [position, expected] of shards.entries()) {
      const stored = await this.database.use(READING, (connection) =>
        connection.get('shards', [key, generation, position]),
      );
      if (!stored) throw damaged(key, position, expected.sha256, 'nothing');
      const shard = new Uint8Array(stored);
      const got = await sha256(shard);
      if (got !== expected.sha256) throw damaged(key, position, expected.sha256, got);
      writer(shard);
    }
    return { sections: read, meta };
  }

  /** Removes every shard of the key but those of a whole group. */
  async #sweep(key: string): Promise<void> {
    await this.database.use('Clearing stored files', (connection) => {
      const transaction = connection.transaction(['manifests', 'shards'], 'readwrite');
      return settle(transaction, async () => {
        const standing = (await transaction.objectStore('manifests').get(key))?.generation;
        for (const range of shardsBeside(key, standing))
          await transaction.objectStore('shards').delete(range);
      });
    });
  }
}

/** An empty array comes after every string and number in the order of keys. */
const everyShardOf = (key: string) => IDBKeyRange.bound([key], [key, []]);
const shardsOf = (key: string, generation: string) =>
  IDBKeyRange.bound([key, generation], [key, generation, []]);

/** All shards of the key but those of one generation. */
function shardsBeside(key: string, generation: string | undefined): readonly IDBKeyRange[] {
  if (generation === undefined) return [everyShardOf(key)];
  return [
    IDBKeyRange.bound([key], [key, generation], false, true),
    IDBKeyRange.bound([key, generation, []], [key, []]),
  ];
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
