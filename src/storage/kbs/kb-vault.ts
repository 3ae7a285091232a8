import { SeraphError } from '../../core/errors.js';
import type { Sha256 } from '../../core/ids.js';
import type { InstalledKb } from '../../core/kb/import.js';
import type { ShardStore } from '../shard-store.js';
import type { ShardMeta } from '../schema.js';
import { fileKey, INCOMING, KB_PREFIX, kbOfKey } from './kb-keys.js';
import type { KbLocks } from './kb-locks.js';
import type { KbRegistry } from './kb-registry.js';

export interface KbStorage {
  readonly registry: KbRegistry;
  readonly shards: ShardStore;
}

/** What is kept under a key, with small facts about it. */
export interface KeptBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly meta: ShardMeta;
}

const FILE = 'file';

/** @throws {SeraphError} `bad-hash` when damaged, `storage-unavailable` */
export async function readKept(shards: ShardStore, key: string): Promise<KeptBytes | null> {
  const group = await shards.read(key);
  const bytes = group?.sections.get(FILE);
  return group && bytes ? { bytes, meta: group.meta } : null;
}

/**
 * Where knowledge bases are kept: in the browser's storage, and what that does not take, in this worker's memory, so
 * that everything works until the tab closes. What was held in memory, and why, is told by `takeNotice`.
 */
export class KbVault {
  /** Groups that storage did not take. */
  readonly #held = new Map<string, KeptBytes>();
  readonly #heldKbs = new Map<Sha256, InstalledKb>();
  readonly #notices = new Set<string>();

  /** @param open opens the storage; rejects where it is refused */
  constructor(
    private readonly open: () => Promise<KbStorage>,
    private readonly locks: KbLocks,
  ) {}

  /** In the order they were installed. */
  async installed(): Promise<readonly InstalledKb[]> {
    const stored = (await this.#try(({ registry }) => registry.all())) ?? [];
    return [...stored, ...this.#heldKbs.values()];
  }

  /** Bytes that each takes in storage, with all that was made of it; nothing of what is held in memory. */
  async sizes(): Promise<ReadonlyMap<Sha256, number>> {
    const sizes = new Map<Sha256, number>();
    await this.#try(async ({ shards }) => {
      for (const key of await shards.keys()) {
        const kb = kbOfKey(key);
        if (kb !== null) sizes.set(kb, (sizes.get(kb) ?? 0) + ((await shards.sizeOf(key)) ?? 0));
      }
    });
    return sizes;
  }

  /**
   * Keeps a knowledge base that is wholly in memory.
   * @param file as fetched and checked
   */
  async install(kb: InstalledKb, file: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.locks.whileWriting(async () => {
      await this.write(fileKey(kb.hash), file);
      await this.#register(kb);
    });
  }

  /** Takes a knowledge base, and all that was made of it, away. @throws {SeraphError} `storage-…` */
  async remove(hash: Sha256): Promise<void> {
    this.#heldKbs.delete(hash);
    for (const key of this.#held.keys()) if (kbOfKey(key) === hash) this.#held.delete(key);
    const storage = await this.#storage();
    await storage?.registry.delete(hash);
    await storage?.shards.prune(KB_PREFIX, (key) => kbOfKey(key) !== hash);
  }

  /** Bytes that were kept, or null when there are none or they are damaged: then they are to be made again. */
  async read(key: string): Promise<KeptBytes | null> {
    const held = this.#held.get(key);
    return held ?? (await this.#try(({ shards }) => readKept(shards, key)));
  }

  /** The same, piece after piece; null when there are none. @throws {SeraphError} `bad-hash` at a damaged piece */
  async readPieces(key: string): Promise<AsyncIterable<Uint8Array> | null> {
    const held = this.#held.get(key);
    if (held) return onePiece(held.bytes);
    return (await this.#try(({ shards }) => shards.stream(key))) ?? null;
  }

  /** Keeps bytes, wherever there is room. */
  async write(key: string, bytes: Uint8Array<ArrayBuffer>, meta: ShardMeta = {}): Promise<void> {
    const isStored = await this.#try(({ shards }) =>
      this.locks.whileWriting(() => shards.write(key, [{ name: FILE, bytes }], meta).then(() => true)),
    );
    if (isStored) this.#held.delete(key);
    else this.#held.set(key, { bytes, meta });
  }

  /** What only this worker has, for the other worker; null when it is stored. */
  handOver(key: string): KeptBytes | null {
    return this.#held.get(key) ?? null;
  }

  /**
   * Takes a file in, piece after piece, whose hash is known at its end. All or nothing: when `fill` throws, nothing of
   * it stays.
   *
   * @param fill gives the pieces to `append` and returns what to list the file as
   * @throws {SeraphError} what `fill` throws; `storage-full`, `storage-unavailable`: a file that is the only copy is not
   *   kept in memory
   */
  async takeIn<T extends { readonly kb: InstalledKb }>(
    fill: (append: (bytes: Uint8Array) => Promise<void>) => Promise<T>,
  ): Promise<T> {
    const { shards, registry } = await this.open();
    return this.locks.whileWriting(async () => {
      const writer = shards.writer(INCOMING + crypto.randomUUID());
      try {
        writer.begin(FILE);
        const filled = await fill((bytes) => writer.append(bytes));
        await writer.commit({}, fileKey(filled.kb.hash));
        await registry.put(filled.kb);
        return filled;
      } catch (error) {
        // What went wrong first is what counts; what cannot be removed now is garbage, and collected.
        await writer.abort().catch(() => undefined);
        throw error;
      }
    });
  }

  /** Clears away what belongs to no installed knowledge base, unless anyone is writing. */
  async collectGarbage(): Promise<void> {
    await this.#try(({ shards, registry }) =>
      this.locks.whenNobodyWrites(async () => {
        await shards.sweepUnclaimed(KB_PREFIX);
        const listed = new Set((await registry.all()).map(({ hash }) => hash));
        await shards.prune(KB_PREFIX, (key) => {
          const kb = kbOfKey(key);
          return kb === null || listed.has(kb);
        });
      }),
    );
  }

  /** What the curator should know of what was kept and how, once; null when all is as it should be. */
  takeNotice(): string | null {
    const notice = [...this.#notices].join(' ') || null;
    this.#notices.clear();
    return notice;
  }

  async #register(kb: InstalledKb): Promise<void> {
    const isStored = !this.#held.has(fileKey(kb.hash));
    const isListed = isStored && (await this.#try(({ registry }) => registry.put(kb).then(() => true)));
    if (isListed) this.#heldKbs.delete(kb.hash);
    else this.#heldKbs.set(kb.hash, kb);
  }

  async #storage(): Promise<KbStorage | null> {
    return this.#try((storage) => Promise.resolve(storage));
  }

  /** Storage that fails is left out and named once; other errors are not hidden. */
  async #try<T>(work: (storage: KbStorage) => Promise<T>): Promise<T | null> {
    try {
      return await work(await this.open());
    } catch (error) {
      const notice = error instanceof SeraphError ? NOTICES[error.kind] : undefined;
      if (notice === undefined) throw error;
      this.#notices.add(notice);
      return null;
    }
  }
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield await Promise.resolve(bytes);
}

const NOTICES: Partial<Record<SeraphError['kind'], string>> = {
  'bad-hash':
    'What was stored of a knowledge base was damaged. It was made again; nothing of yours was touched.',
  'storage-full':
    "This browser's storage is full, so knowledge bases are prepared anew at each start. Everything works. Free some space to make starting faster.",
  'storage-unavailable':
    'This browser refuses storage, so knowledge bases are prepared anew at each start. Everything else works. Allow site data to make starting faster.',
};
