import { SeraphError } from '../../core/errors.js';
import type { Sha256 } from '../../core/ids.js';
import type { ImportChoice, ImportPreview, ImportReason, InstalledKb } from '../../core/kb/import.js';
import { KbImageBuilder } from '../../core/kb/image/image-builder.js';
import type { OfferedKb } from '../../core/kb/offered.js';
import type { Watch } from '../../core/progress.js';
import { finishInTurns } from '../../core/steps.js';
import { RunningSha256 } from '../running-sha256.js';
import type { KbFormats, KbImporting } from './kb-formats.js';
import { fileKey } from './kb-keys.js';
import { throwIfAborted, type KbShelf } from './kb-shelf.js';
import type { KbSource } from './kb-source.js';
import type { KbVault } from './kb-vault.js';

/** A watch over a call from the page: its signal can be handed to the platform. */
export interface CallWatch extends Watch {
  readonly signal?: AbortSignal;
}

export interface ImportedKb {
  readonly kb: InstalledKb;
  /** Concepts. */
  readonly read: number;
  readonly reasons: readonly ImportReason[];
}

const SAME_ID = 'A concept with the same id came before.';

/** Concepts taken in between two looks at the event loop. */
const STRIDE = 500;

/** Brings knowledge bases into this browser: from a server, or from the curator's files. Each comes whole or not at all. */
export class KbInstaller {
  /**
   * @param now ISO 8601, UTC
   * @param pause resolves in a later task, so that a cancel can arrive
   */
  constructor(
    private readonly vault: KbVault,
    private readonly shelf: KbShelf,
    private readonly source: KbSource,
    private readonly formats: KbFormats,
    private readonly now: () => string,
    private readonly pause: () => Promise<void>,
  ) {}

  /** @throws {SeraphError} `network`, `bad-hash`, `bad-format`, `bad-version`, `aborted` */
  async install(offered: OfferedKb, watch: CallWatch): Promise<InstalledKb> {
    const known = (await this.vault.installed()).find(({ hash }) => hash === offered.hash);
    if (known) return known;
    const file = await this.source.fetch(offered, watch, watch.signal);
    // The image comes first: a file that cannot be read is not listed.
    const { info, groups } = await this.shelf.buildImage(offered.hash, onePiece(file), offered, watch);
    const kb: InstalledKb = {
      hash: offered.hash,
      info,
      origin: 'library',
      bytes: file.length,
      installedAt: this.now(),
      groups,
      skipped: [],
    };
    await this.vault.install(kb, file);
    return kb;
  }

  /** The file of an installed knowledge base; one of the library that is gone or damaged is fetched again. */
  async openFile(kb: InstalledKb, libraryUrl: string, watch: CallWatch): Promise<AsyncIterable<Uint8Array>> {
    const key = fileKey(kb.hash);
    if (kb.origin === 'library') {
      const kept = await this.vault.read(key);
      return kept ? onePiece(kept.bytes) : this.#fetchAgain(kb, libraryUrl, watch);
    }
    const pieces = await this.vault.readPieces(key);
    if (pieces) return onlyCopy(pieces, kb);
    throw lost(kb);
  }

  /** The library's entry for a knowledge base that a project uses and this browser does not have. */
  async offeredWith(hash: Sha256, libraryUrl: string, watch: CallWatch): Promise<OfferedKb> {
    const offered = await this.source.offered(libraryUrl, watch.signal);
    const entry = offered.find((each) => each.hash === hash);
    if (entry) return entry;
    throw new SeraphError(
      'kb-missing',
      'A knowledge base of this project is not in this browser, and the library offers it no more. Your documents and decisions are safe. Import its file again, or choose another for the project.',
      { expected: hash, got: null },
    );
  }

  /** @throws {SeraphError} `bad-format`, `too-large`, `aborted` */
  async preview(
    files: readonly File[],
    format: string | null,
    choice: ImportChoice | null,
    watch: CallWatch,
  ): Promise<ImportPreview> {
    const importing = await this.formats.importing();
    return importing.preview(files, format, choice, watch);
  }

  /**
   * Reads the curator's files into a knowledge base of this browser. The file and the image are made in one pass; the
   * file goes to storage as it comes.
   *
   * @throws {SeraphError} `bad-format`, `too-large`, `storage-full`, `storage-unavailable`, `aborted`: nothing is kept
   */
  async import(files: readonly File[], choice: ImportChoice, watch: CallWatch): Promise<ImportedKb> {
    const importing = await this.formats.importing();
    const remarks = importing.remarks();
    const builder = new KbImageBuilder();
    const { kb, image } = await this.vault.takeIn(async (append) => {
      const hash = new RunningSha256();
      let bytes = 0;
      let taken = 0;
      const written: Uint8Array[] = [];
      const file = this.formats.writeFile(choice.description, (piece) => written.push(piece));
      const passOn = async (): Promise<void> => {
        for (const piece of written.splice(0)) {
          hash.add(piece);
          bytes += piece.length;
          await append(piece);
        }
      };
      for await (const concept of await this.#read(importing, files, choice, remarks, watch)) {
        if (builder.add(concept)) file.add(concept);
        else remarks.add({ file: '', line: null, why: SAME_ID });
        if (++taken % STRIDE !== 0) continue;
        await passOn();
        await this.pause();
        throwIfAborted(watch);
      }
      if (builder.conceptCount === 0) throw nothingRead();
      file.finish(builder.nameCount);
      await passOn();
      const { conceptCount, nameCount } = builder;
      const groups = Object.fromEntries(builder.groups);
      const info = { ...choice.description, conceptCount, nameCount };
      const words = `Ordering the names of ${info.title}`;
      const { onProgress } = watch;
      onProgress?.({ task: words, done: 0, total: 0, unit: 'names' });
      const own = hash.finish();
      const image = await finishInTurns(builder.finish(info, own), watch, this.pause);
      const kb: InstalledKb = {
        hash: own,
        info,
        origin: 'import',
        bytes,
        installedAt: this.now(),
        groups,
        skipped: remarks.reasons(),
      };
      return { kb, image };
    });
    await this.shelf.keepImage(kb.hash, image);
    return { kb, read: kb.info.conceptCount, reasons: kb.skipped };
  }

  #read(
    importing: KbImporting,
    files: readonly File[],
    choice: ImportChoice,
    remarks: Parameters<KbImporting['read']>[2],
    { signal, onProgress }: CallWatch,
  ): ReturnType<KbImporting['read']> {
    const total = files.reduce((sum, { size }) => sum + size, 0);
    const task = `Reading ${choice.description.title}`;
    return importing.read(files, choice, remarks, {
      ...(signal ? { signal } : {}),
      onBytes: (done) => onProgress?.({ task, done, total, unit: 'bytes' }),
    });
  }

  async #fetchAgain(
    kb: InstalledKb,
    libraryUrl: string,
    watch: CallWatch,
  ): Promise<AsyncIterable<Uint8Array>> {
    const file = await this.source.fetch(
      await this.offeredWith(kb.hash, libraryUrl, watch),
      watch,
      watch.signal,
    );
    await this.vault.install(kb, file);
    return onePiece(file);
  }
}

/** The stored file of an import: what is damaged in it cannot be had from elsewhere. */
async function* onlyCopy(
  pieces: AsyncIterable<Uint8Array>,
  kb: InstalledKb,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* pieces;
  } catch (error) {
    throw error instanceof SeraphError && error.kind === 'bad-hash' ? lost(kb) : error;
  }
}

function lost({ info, hash }: InstalledKb): SeraphError {
  return new SeraphError(
    'kb-missing',
    `What this browser kept of ${info.title} is damaged or was cleared. Your documents and decisions are safe. Import its file again: the same file gives the same knowledge base.`,
    { expected: hash, got: null },
  );
}

function nothingRead(): SeraphError {
  return new SeraphError(
    'bad-format',
    'No concept was read from these files with this choice. Nothing was kept, and all that was there before is as it was. Look at the filters and columns, or choose other files.',
    { expected: 'at least one concept', got: 0 },
  );
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield await Promise.resolve(bytes);
}
