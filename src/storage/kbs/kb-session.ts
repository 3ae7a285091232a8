import { SeraphError } from '../../core/errors.js';
import type { ConceptId, Sha256 } from '../../core/ids.js';
import { compareVersions } from '../../core/kb/compare.js';
import type { ConceptChange, InstalledKb } from '../../core/kb/import.js';
import type { KbInfo } from '../../core/kb/knowledge-base.js';
import type { KbImage } from '../../core/kb/image/open-image.js';
import type { Project } from '../../core/project/project.js';
import { kbsInUse } from '../../core/project/scopes.js';
import { projectHashOf } from '../../core/project/view-hash.js';
import type { SearchHit, SearchRequest } from '../../core/search/kb-search.js';
import type { SearchIndex } from '../../core/search/search-index.js';
import { finishInTurns } from '../../core/steps.js';
import type { FetchFile } from '../fetch-file.js';
import type { FileCache } from '../file-cache.js';
import type { KbFormats } from './kb-formats.js';
import { KbInstaller, type CallWatch } from './kb-installer.js';
import { KbShelf, throwIfAborted } from './kb-shelf.js';
import { KbSource } from './kb-source.js';
import type { KbVault } from './kb-vault.js';
import { OpenedProject } from './opened-project.js';

export interface KbSessionParts {
  readonly vault: KbVault;
  readonly formats: KbFormats;
  readonly openCache: () => Promise<FileCache>;
  readonly fetchFile: FetchFile;
  /** ISO 8601, UTC. */
  readonly now: () => string;
  /** Resolves in a later task, so that a cancel, or a newer question, can arrive. */
  readonly pause: () => Promise<void>;
}

export interface ProjectAddresses {
  /** The list of knowledge bases on a server. */
  readonly libraryUrl: string;
  /** `tokenizer.json` of the model. */
  readonly tokenizerUrl: string;
}

/** The knowledge bases of this browser, and the project that uses them: what kb.worker answers with. */
export class KbSession {
  readonly source: KbSource;
  readonly installer: KbInstaller;
  readonly #shelf: KbShelf;
  #opened: OpenedProject | null = null;
  #libraryUrl = '';
  #tokenizer: { readonly url: string; readonly bytes: Uint8Array } | null = null;
  #isTidied = false;

  constructor(private readonly parts: KbSessionParts) {
    const { vault, formats, openCache, fetchFile, now, pause } = parts;
    this.source = new KbSource(openCache, fetchFile, formats);
    const openFile: ConstructorParameters<typeof KbShelf>[2] = (kb, watch) =>
      this.installer.openFile(kb, this.#libraryUrl, watch as CallWatch);
    this.#shelf = new KbShelf(vault, formats, openFile, pause);
    this.installer = new KbInstaller(vault, this.#shelf, this.source, formats, now, pause);
  }

  /** @throws {SeraphError} see `KbShelf` and `KbInstaller`; the project that was open before then stays in use */
  async useProject(
    project: Project,
    { libraryUrl, tokenizerUrl }: ProjectAddresses,
    watch: CallWatch,
  ): Promise<{
    readonly kbs: readonly { readonly info: KbInfo; readonly hash: Sha256; readonly built: boolean }[];
    readonly viewHash: Sha256;
    readonly notice: string | null;
  }> {
    this.#libraryUrl = libraryUrl;
    const { vault } = this.parts;
    const tokenizer = await this.#tokenizerAt(tokenizerUrl, watch);
    const images: KbImage[] = [];
    const kbs = [];
    for (const hash of kbsInUse(project)) {
      const kb = await this.#installed(hash, libraryUrl, watch);
      const { image, isNew } = await this.#shelf.image(kb, watch);
      const isTrieNew = await this.#shelf.prepareTrie(image, tokenizer, watch);
      images.push(image);
      kbs.push({ info: image.info, hash, built: isNew || isTrieNew });
    }
    // A newer project may be open by now: who asked for that one has given this one up.
    throwIfAborted(watch);
    this.#opened = new OpenedProject(project, images, this.#opened);
    this.#shelf.keepOnly(images.map(({ hash }) => hash));
    this.#tidy();
    return { kbs, viewHash: await projectHashOf(project), notice: vault.takeNotice() };
  }

  /** Makes, or reads, the search indexes of the project in use. @throws {SeraphError} `aborted` */
  async prepareSearch(watch: CallWatch): Promise<void> {
    await this.#searchIndexes(this.project(), watch);
  }

  async search(request: SearchRequest, watch: CallWatch): Promise<readonly SearchHit[]> {
    const project = this.project();
    const indexes = await this.#searchIndexes(project, {});
    const indexOf = ({ hash }: { readonly hash: Sha256 }): SearchIndex => {
      const index = indexes.find(({ facts }) => facts.kbHash === hash);
      if (index) return index;
      throw new SeraphError('internal', 'A knowledge base in use has no search index. Please report this.');
    };
    return finishInTurns(project.search(request, indexOf), watch, this.parts.pause);
  }

  /** What became of concepts between two installed knowledge bases. @throws {SeraphError} `kb-missing` */
  async compare(
    before: Sha256,
    after: Sha256,
    ids: readonly ConceptId[],
    watch: CallWatch,
  ): Promise<readonly ConceptChange[]> {
    const [old, young] = [await this.#tables(before, watch), await this.#tables(after, watch)];
    return compareVersions(old.concepts, young.concepts, ids);
  }

  /** The project in use. @throws {SeraphError} `kb-missing` before the first */
  project(): OpenedProject {
    if (this.#opened) return this.#opened;
    throw new SeraphError(
      'kb-missing',
      'No knowledge base is open yet. Your documents and decisions are safe. Wait until it is read, or reload the page.',
    );
  }

  async #installed(hash: Sha256, libraryUrl: string, watch: CallWatch): Promise<InstalledKb> {
    const known = (await this.parts.vault.installed()).find((kb) => kb.hash === hash);
    if (known) return known;
    return this.installer.install(await this.installer.offeredWith(hash, libraryUrl, watch), watch);
  }

  async #tables(hash: Sha256, watch: CallWatch): Promise<KbImage> {
    const kb = await this.#installed(hash, this.#libraryUrl, watch);
    return (await this.#shelf.image(kb, watch)).image;
  }

  /** Fetched once for each start of the worker: projects change often. */
  async #tokenizerAt(url: string, { signal }: CallWatch): Promise<Uint8Array> {
    if (this.#tokenizer?.url !== url) {
      this.#tokenizer = { url, bytes: await this.source.tokenizer(url, signal) };
    }
    return this.#tokenizer.bytes;
  }

  async #searchIndexes({ images }: OpenedProject, watch: CallWatch): Promise<readonly SearchIndex[]> {
    const indexes: SearchIndex[] = [];
    for (const image of images) indexes.push(await this.#shelf.searchIndex(image, watch));
    return indexes;
  }

  /** Once: it takes a look at everything that is stored. */
  #tidy(): void {
    if (this.#isTidied) return;
    this.#isTidied = true;
    // What is not cleared away today is cleared away at the next start.
    this.parts.vault.collectGarbage().catch(() => undefined);
  }
}
