import { SeraphError } from '../core/errors.js';
import { sha256 } from '../core/hash/sha256.js';
import { settle, type Database } from './database.js';
import type { ShardManifest, ShardMeta } from './schema.js';
import { placeOf, shardsBeside, shardsOf } from './shard-keys.js';

/**
 * Writes one group, bytes after bytes, holding one shard of them at a time. Until `commit` nothing of it can be read,
 * and a group that stands under the same key stays whole.
 */
export class ShardWriter {
  // Not seeded: tabs must not agree on it, and nothing that is read depends on it.
  readonly #generation = crypto.randomUUID();
  readonly #sections: { readonly name: string; bytes: number }[] = [];
  readonly #shards: ShardManifest['shards'][number][] = [];
  #shard = new Uint8Array(0);
  #filled = 0;

  /**
   * @param key what the shards lie under
   * @param shardBytes size of all shards but the last
   */
  constructor(
    private readonly database: Database,
    private readonly key: string,
    private readonly shardBytes: number,
  ) {}

  /** What is appended from here on belongs to this section. */
  begin(name: string): void {
    this.#sections.push({ name, bytes: 0 });
  }

  /**
   * Adds bytes to the section last begun; they are copied.
   *
   * @throws {SeraphError} `storage-full`, `storage-unavailable`; `abort` should then follow
   */
  async append(bytes: Uint8Array): Promise<void> {
    const section = this.#sections.at(-1);
    if (!section) throw new SeraphError('internal', 'Bytes were written before their section was begun.');
    section.bytes += bytes.length;
    for (let from = 0; from < bytes.length;) {
      const part = bytes.subarray(from, from + this.shardBytes - this.#filled);
      this.#makeRoomFor(part.length);
      this.#shard.set(part, this.#filled);
      this.#filled += part.length;
      from += part.length;
      if (this.#filled === this.shardBytes) await this.#flush();
    }
  }

  /**
   * Makes what was written the group of this key, with strict durability, and clears away what stood there before.
   *
   * @param as the group's key, where it is known only now
   * @returns false when the shards were removed meanwhile and no group stands
   */
  async commit(meta: ShardMeta = {}, as: string = this.key): Promise<boolean> {
    await this.#flush();
    const manifest: ShardManifest = {
      key: as,
      generation: this.#generation,
      ...(as === this.key ? {} : { under: this.key }),
      sections: this.#sections,
      shards: this.#shards,
      meta,
    };
    return this.database.use(WRITING, (connection) => {
      const stores = ['manifests', 'shards'] as const;
      const transaction = connection.transaction(stores, 'readwrite', { durability: 'strict' });
      return settle(transaction, async () => {
        const manifests = transaction.objectStore('manifests');
        const shards = transaction.objectStore('shards');
        const before = await manifests.get(as);
        const isWhole = (await shards.count(shardsOf(this.key, this.#generation))) === this.#shards.length;
        if (isWhole) await manifests.put(manifest);
        const standing = isWhole ? manifest : before;
        for (const range of shardsBeside(as, standing)) await shards.delete(range);
        if (before && before !== standing && placeOf(before) !== as) {
          await shards.delete(shardsOf(placeOf(before), before.generation));
        }
        return standing !== undefined;
      });
    });
  }

  /** Removes what was written. */
  async abort(): Promise<void> {
    await this.database.use('Clearing stored files', (connection) =>
      connection.delete('shards', shardsOf(this.key, this.#generation)),
    );
  }

  /** Small groups do not take a whole shard of memory. */
  #makeRoomFor(bytes: number): void {
    const needed = this.#filled + bytes;
    if (needed <= this.#shard.length) return;
    const larger = new Uint8Array(Math.min(this.shardBytes, Math.max(needed, 2 * this.#shard.length)));
    larger.set(this.#shard.subarray(0, this.#filled));
    this.#shard = larger;
  }

  async #flush(): Promise<void> {
    if (this.#filled === 0) return;
    const shard = this.#filled === this.#shard.length ? this.#shard : this.#shard.slice(0, this.#filled);
    const position = this.#shards.length;
    this.#shards.push({ bytes: shard.length, sha256: await sha256(shard) });
    await this.database.use(WRITING, (connection) =>
      connection.put('shards', shard.buffer, [this.key, this.#generation, position]),
    );
    this.#filled = 0;
  }
}

const WRITING = 'Keeping files for the next start';
