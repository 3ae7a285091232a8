import { SeraphError } from '../../core/errors.js';
import { sha256 } from '../../core/hash/sha256.js';
import type { Sha256 } from '../../core/ids.js';
import { isGivenUp } from '../../core/kb/given-up-names.js';
import { KbImageBuilder } from '../../core/kb/image/image-builder.js';
import { openImage, type KbImage } from '../../core/kb/image/open-image.js';
import type { InstalledKb } from '../../core/kb/import.js';
import type { KbInfo } from '../../core/kb/knowledge-base.js';
import { nameLayoutOf, nameTrieSteps } from '../../core/link/name-trie.js';
import type { Watch } from '../../core/progress.js';
import { buildSearchIndex } from '../../core/search/build-search-index.js';
import { encodeSearchIndex, openSearchIndex, type SearchIndex } from '../../core/search/search-index.js';
import { finishInTurns } from '../../core/steps.js';
import { parseTokenizer } from '../../core/tokenizer/parse-tokenizer.js';
import { encodeTrie } from '../../core/trie/encode-trie.js';
import { openTrie } from '../../core/trie/open-trie.js';
import { imageKey, searchKey, trieKey } from './kb-keys.js';
import type { KbFormats } from './kb-formats.js';
import type { KbVault } from './kb-vault.js';

/** A knowledge base's file, piece after piece, wherever it is had from. */
export type OpenFile = (kb: InstalledKb, watch: Watch) => Promise<AsyncIterable<Uint8Array>>;

/**
 * What is made of knowledge bases: images, tries, search indexes. Each is made once, kept, and read from there at the
 * next start; what cannot be read is made again.
 */
export class KbShelf {
  readonly #images = new Map<Sha256, KbImage>();
  /** The key of the one that was prepared last. */
  readonly #tries = new Map<Sha256, string>();
  readonly #searches = new Map<Sha256, Promise<SearchIndex>>();

  /** @param pause resolves in a later task, so that a cancel can arrive */
  constructor(
    private readonly vault: KbVault,
    private readonly formats: Pick<KbFormats, 'readFile'>,
    private readonly openFile: OpenFile,
    private readonly pause: () => Promise<void>,
  ) {}

  /** @throws {SeraphError} `kb-missing`, `network`, `bad-format`, `bad-hash`, `aborted` */
  async image(kb: InstalledKb, watch: Watch): Promise<{ readonly image: KbImage; readonly isNew: boolean }> {
    const known = this.#images.get(kb.hash);
    if (known) return { image: known, isNew: false };
    const kept = await this.vault.read(imageKey(kb.hash));
    const opened = kept && orNothing(() => openImage(kept.bytes));
    const build = async () => this.buildImage(kb.hash, await this.openFile(kb, watch), kb.info, watch);
    const image = opened ?? (await build());
    this.#images.set(kb.hash, image);
    return { image, isNew: !opened };
  }

  /** Makes the image of a file that was just fetched, and keeps it. @throws {SeraphError} `bad-format`, `aborted` */
  async buildImage(
    hash: Sha256,
    pieces: AsyncIterable<Uint8Array>,
    { title, nameCount }: Pick<KbInfo, 'title' | 'nameCount'>,
    watch: Watch,
  ): Promise<KbImage> {
    const builder = new KbImageBuilder();
    const reading = named(watch, `Reading ${title}`, 'Reading');
    const arranging = named(watch, `Arranging the names of ${title}`, 'Arranging');
    const rested = this.#rested(pieces, watch, () =>
      reading.onProgress?.({ task: '', done: builder.nameCount, total: nameCount, unit: 'names' }),
    );
    const info = await this.formats.readFile(rested, (concept) => builder.add(concept));
    arranging.onProgress?.({ task: '', done: 0, total: nameCount, unit: 'names' });
    const bytes = await finishInTurns(builder.finish(info, hash), arranging, this.pause);
    await this.keepImage(hash, bytes);
    return openImage(bytes);
  }

  async keepImage(hash: Sha256, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.vault.write(imageKey(hash), bytes);
  }

  /**
   * Sees to it that the trie over an image's names is kept for the model's worker.
   *
   * @returns true when it was made now
   */
  async prepareTrie(image: KbImage, tokenizer: Uint8Array, watch: Watch): Promise<boolean> {
    const tokenizerHash = await sha256(tokenizer);
    const key = trieKey(image.hash, tokenizerHash);
    if (this.#tries.get(image.hash) === key) return false;
    const kept = await this.vault.read(key);
    const trie = kept && orNothing(() => openTrie(kept.bytes, { tokenizerHash }));
    // The trie's numbers are those of this very image's names.
    const isKept = trie !== null && trie.nameCount + trie.omittedCount === image.names.nameCount;
    if (!isKept) await this.#buildTrie(image, tokenizer, key, tokenizerHash, watch);
    this.#tries.set(image.hash, key);
    return !isKept;
  }

  async #buildTrie(
    image: KbImage,
    tokenizer: Uint8Array,
    key: string,
    tokenizerHash: Sha256,
    watch: Watch,
  ): Promise<void> {
    const parsed = parseTokenizer(tokenizer);
    const layout = nameLayoutOf(parsed);
    const words = named(watch, `Preparing ${image.info.title} for the model`);
    const steps = nameTrieSteps(image.names, parsed, layout, { leaveOut: (name) => isGivenUp(image, name) });
    const build = await finishInTurns(steps, words, this.pause);
    await this.vault.write(key, encodeTrie(build, tokenizerHash), { namePrefix: layout.namePrefix });
  }

  /** The index of a knowledge base; made once, under the watch of whoever asks first. */
  async searchIndex(image: KbImage, watch: Watch): Promise<SearchIndex> {
    const known = this.#searches.get(image.hash);
    if (known) return known;
    const making = this.#openSearch(image, watch);
    this.#searches.set(image.hash, making);
    making.catch(() => this.#searches.delete(image.hash));
    return making;
  }

  /** Lets go of all others. */
  keepOnly(hashes: readonly Sha256[]): void {
    for (const kept of [this.#images, this.#tries, this.#searches]) {
      for (const hash of kept.keys()) if (!hashes.includes(hash)) kept.delete(hash);
    }
  }

  /** The same bytes in parts, with a look at the event loop before each. */
  async *#rested(
    pieces: AsyncIterable<Uint8Array>,
    watch: Watch,
    report: () => void,
  ): AsyncGenerator<Uint8Array, void, void> {
    for await (const piece of pieces) {
      for (let from = 0; from < piece.length; from += PART) {
        report();
        await this.pause();
        throwIfAborted(watch);
        yield piece.subarray(from, from + PART);
      }
    }
  }

  async #openSearch(image: KbImage, watch: Watch): Promise<SearchIndex> {
    const key = searchKey(image.hash);
    const kept = await this.vault.read(key);
    const opened = kept && orNothing(() => openSearchIndex(kept.bytes, image.hash, image));
    if (opened) return opened;
    const words = named(watch, `Preparing the search in ${image.info.title}`);
    const index = await finishInTurns(buildSearchIndex(image, image.hash), words, this.pause);
    await this.vault.write(key, encodeSearchIndex(index));
    return index;
  }
}

/** Packed bytes read between two looks at the event loop: about a thousand concepts. */
const PART = 1 << 16;

export function throwIfAborted({ signal }: Watch): void {
  if (!signal?.aborted) return;
  throw new SeraphError(
    'aborted',
    'Reading the knowledge base was cancelled. Your documents and decisions are safe. Open it again when needed.',
  );
}

/** The same watch, told of progress in other words. */
function named(watch: Watch, task: string, phase?: string): Watch {
  const { onProgress } = watch;
  if (!onProgress) return watch;
  const words = phase === undefined ? { task } : { task, phase };
  return { ...watch, onProgress: (progress) => onProgress({ ...progress, ...words }) };
}

/** What another version of Seraph wrote, or what is damaged, counts as nothing: it is made again. */
function orNothing<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof SeraphError && MADE_AGAIN.has(error.kind)) return null;
    throw error;
  }
}

const MADE_AGAIN: ReadonlySet<string> = new Set([
  'bad-format',
  'bad-version',
  'bad-hash',
  'model-incompatible',
]);
