import type { Adapter } from '../core/adapter/adapter.js';
import { engineScorer } from '../core/decode/engine-scorer.js';
import type { Hypothesis } from '../core/decode/hypothesis.js';
import type { Scorer } from '../core/decode/scorer.js';
import { SeraphError } from '../core/errors.js';
import type { Sha256 } from '../core/ids.js';
import type { LoadedKb } from '../core/kb/view/loaded-kb.js';
import { createProjectViews, KbPool, type ProjectViews } from '../core/kb/view/project-views.js';
import type { KbView } from '../core/kb/view/view.js';
import { createLinker, type GeneratedNames } from '../core/link/create-linker.js';
import { createLinkView, nameTrieOf, type LinkView } from '../core/link/link-view.js';
import type { Meanings } from '../core/link/meaning.js';
import { NO_OTHER_NAMES, type OtherNames } from '../core/link/other-names.js';
import type { LinkedMention, Linker, LinkRequest } from '../core/link/linker.js';
import type { KnownMention, MentionTagger, TaggedSpan } from '../core/mention/tagger.js';
import type { Watch } from '../core/progress.js';
import type { Project } from '../core/project/project.js';
import { kbsInUse } from '../core/project/scopes.js';
import { parseTokenizer } from '../core/tokenizer/parse-tokenizer.js';
import type { Tokenizer } from '../core/tokenizer/tokenizer.js';
import type { FrozenTrie } from '../core/trie/frozen-trie.js';
import type { Trie } from '../core/trie/trie.js';
import type { BackendName, ChosenBackend } from './backend.js';
import { createEngine, type ModelEngine } from './bart/engine.js';
import { uploadParameters, type Parameters } from './bart/parameters.js';
import type { HeadSource } from './mention-head/head-file.js';
import { taggerOf } from './mention-head/tagger.js';
import { meaningsOf } from './name-encoder/meanings.js';
import { readOtherNames } from './other-names/other-names-file.js';
import { loadModel, type LoadedWeights, type ModelSource } from './weights/load.js';

/** What a session needs of the world around it. */
export interface SessionParts {
  readonly useBackend: (prefer: BackendName | null) => Promise<ChosenBackend>;
  /** Reads a knowledge base that was prepared for this model, wherever it is kept. */
  readonly readKb: (wanted: WantedKb) => Promise<ReadKb>;
  /** Lets the event loop run, so that a cancel can arrive: on WASM and CPU nothing else ever waits. */
  readonly pause: () => Promise<void>;
  /** Generated names are kept until the version changes: for who links the same mentions under several memories. */
  readonly keepsGenerated?: boolean;
}

export interface WantedKb {
  readonly kbHash: Sha256;
  readonly tokenizerHash: Sha256;
  /** What was put before each name when it was tokenised (`InputLayout.namePrefix`). */
  readonly namePrefix: string;
}

/** A knowledge base with the trie over its names, in this model's pieces. */
export interface ReadKb {
  readonly kb: LoadedKb;
  readonly trie: FrozenTrie;
}

export interface SessionModel {
  readonly id: string;
  /** Of the version in use, or of the model itself. */
  readonly hash: Sha256;
  readonly baseHash: Sha256;
  readonly bytes: number;
  readonly backend: BackendName;
  readonly reason: string;
}

/** An adapter with what it is known by. */
export interface SessionVersion {
  readonly hash: Sha256;
  /** Of the model that it was trained on; null where nothing says so. */
  readonly baseHash: Sha256 | null;
  readonly adapter: Adapter;
}

/** A text whose mentions are to be found. */
export interface TagRequest {
  readonly text: string;
  /** What the dictionary finder found in it. */
  readonly known: readonly KnownMention[];
}

/** What a model is made of, for who trains it. */
export interface LoadedParts {
  readonly weights: LoadedWeights;
  /** Without any version. */
  readonly parameters: Parameters;
  readonly tokenizer: Tokenizer;
  readonly model: SessionModel;
}

interface Loaded extends LoadedParts {
  readonly engine: ModelEngine;
  readonly otherNames: OtherNames;
  readonly meanings: Meanings | null;
  readonly source: HeadSource;
}

/** The knowledge bases that were read for the model in use. */
interface Read {
  readonly pool: KbPool;
  readonly tries: ReadonlyMap<Sha256, FrozenTrie>;
}

const NOTHING_READ: Read = { pool: new KbPool(new Map()), tries: new Map() };

/** One model on one backend, linking against a project: what model.worker answers with. One call at a time. */
export class ModelSession {
  #loaded: Loaded | null = null;
  #read = NOTHING_READ;
  #linker: Linker | null = null;
  #views: ProjectViews | null = null;
  /** By the trie that they were searched for in. */
  #generated = new WeakMap<Trie, GeneratedNames>();
  /** Undefined until it is asked for; null when the model came without a head. */
  #tagger: MentionTagger | null | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: SessionParts) {}

  /**
   * Puts a model in place of the one before. `useProject` must follow.
   *
   * @param source its files; `keepOnly` is told which of them are in use
   * @throws {SeraphError} see `loadModel` and `chooseBackend`; whichever step failed, load again before the next link
   */
  load(
    source: ModelSource & HeadSource & { keepOnly(hashes: readonly Sha256[]): Promise<void> },
    prefer: BackendName | null,
    watch: Watch,
  ): Promise<SessionModel> {
    return this.#inTurn(async () => {
      const weights = await loadModel(source, watch);
      const { manifest } = weights;
      const { id, totalBytes } = manifest;
      const files = [...manifest.shards, manifest.tokenizer, manifest.otherNames, manifest.nameEncoder];
      const otherNames = weights.otherNames ? await readOtherNames(weights.otherNames) : NO_OTHER_NAMES;
      this.#loaded?.engine.dispose();
      this.#loaded = null;
      this.#read = NOTHING_READ;
      this.#linker = null;
      this.#tagger = undefined;
      const { backend, reason } = await this.parts.useBackend(prefer);
      const parameters = uploadParameters(weights);
      const engine = createEngine(weights, backend, () => parameters);
      const model = { id, hash: weights.hash, baseHash: weights.hash, bytes: totalBytes, backend, reason };
      const tokenizer = parseTokenizer(weights.tokenizer);
      this.#loaded = {
        weights,
        parameters,
        engine,
        tokenizer,
        otherNames,
        meanings: meaningsOf({ weights, engine, tokenizer }, this.parts.pause),
        source,
        model,
      };
      await source.keepOnly(files.flatMap((file) => (file ? [file.sha256] : [])));
      return model;
    });
  }

  /**
   * Puts a version on the loaded model, in place of the one before; null takes it off. Project and knowledge bases stay.
   *
   * @throws {SeraphError} `model-incompatible` for a version of another model; the one before stays
   */
  useVersion(version: SessionVersion | null): Promise<SessionModel> {
    return this.#inTurn(() => {
      const loaded = present(this.#loaded, 'No model is loaded yet');
      const { weights, engine } = loaded;
      if (version?.baseHash && version.baseHash !== weights.hash) {
        throw new SeraphError(
          'model-incompatible',
          `This version was trained on another model than "${weights.manifest.title}", which is in use. Nothing was ` +
            'changed. Choose a version of this model, or load the model that it belongs to.',
          { expected: weights.hash, got: version.baseHash },
        );
      }
      engine.adapt(version?.adapter ?? null);
      this.#generated = new WeakMap();
      const model = { ...loaded.model, hash: version?.hash ?? weights.hash };
      this.#loaded = { ...loaded, model };
      return Promise.resolve(model);
    });
  }

  /**
   * Puts a project in place of the one before. Knowledge bases that it had, too, are not read again.
   *
   * @returns how many names can be generated at most
   * @throws {SeraphError} `kb-missing`, `model-incompatible`; the project before then stays in use
   */
  useProject(project: Project): Promise<{ readonly nameCount: number }> {
    return this.#inTurn(async () => {
      const { weights, engine, tokenizer, otherNames, meanings } = present(
        this.#loaded,
        'No model is loaded yet',
      );
      const { layout, combiner } = weights.manifest;
      const read = await this.#readAll(kbsInUse(project), weights);
      const views = createProjectViews(project, read.pool);
      this.#views = views;
      const linkViews = new Map<KbView, LinkView>();
      this.#linker = createLinker({
        scorer: pausing(engineScorer(engine), this.parts.pause),
        tokenizer,
        layout,
        viewFor: (type) => {
          const view = views.viewFor(type);
          if (view === null) return null;
          const known = linkViews.get(view);
          if (known) return known;
          const tries = view.parts.map(({ hash }) => present(read.tries.get(hash) ?? null, NO_KB));
          const made = createLinkView(view, tries, (added) => nameTrieOf(added, tokenizer, layout));
          linkViews.set(view, made);
          return made;
        },
        combiner,
        otherNames,
        meanings,
        ...(this.parts.keepsGenerated === true ? { generated: (trie) => this.#generatedFrom(trie) } : {}),
        pause: this.parts.pause,
      });
      this.#read = read;
      return { nameCount: [...read.tries.values()].reduce((sum, trie) => sum + trie.nameCount, 0) };
    });
  }

  /** What was read before is used again, and with it what was worked out about it while nothing changed. */
  async #readAll(kbs: readonly Sha256[], { manifest: { layout, tokenizer } }: LoadedWeights): Promise<Read> {
    const before = this.#read;
    if (kbs.length === before.tries.size && kbs.every((kbHash) => before.tries.has(kbHash))) return before;
    const loaded = new Map<Sha256, LoadedKb>();
    const tries = new Map<Sha256, FrozenTrie>();
    for (const kbHash of kbs) {
      const [kb, trie] = [before.pool.kbs.get(kbHash), before.tries.get(kbHash)];
      const { namePrefix } = layout;
      const read =
        kb && trie
          ? { kb, trie }
          : await this.parts.readKb({ kbHash, tokenizerHash: tokenizer.sha256, namePrefix });
      loaded.set(kbHash, read.kb);
      tries.set(kbHash, read.trie);
    }
    return { pool: new KbPool(loaded), tries };
  }

  /** @throws {SeraphError} `kb-missing`, `aborted` */
  link(request: LinkRequest, watch: Watch): Promise<readonly LinkedMention[]> {
    return this.#inTurn(() => present(this.#linker, NO_KB).link(request, watch));
  }

  /**
   * The mentions of a text by the model's head, which is read when first asked for; null when the model came without.
   *
   * @throws {SeraphError} see `loadMentionHead` and `MentionTagger`; linking goes on working
   */
  tag({ text, known }: TagRequest, watch: Watch): Promise<readonly TaggedSpan[] | null> {
    return this.#inTurn(async () => {
      const loaded = present(this.#loaded, 'No model is loaded yet');
      if (this.#tagger === undefined) this.#tagger = await taggerOf(loaded, loaded.source);
      return this.#tagger === null ? null : this.#tagger.tag(text, watch, known);
    });
  }

  /** What the loaded model is made of. It is the session's: whoever uses it must be done before the next `load`. */
  loadedParts(): LoadedParts {
    return present(this.#loaded, 'No model is loaded yet');
  }

  /** What mentions of a type are linked to in the project; null for nothing. */
  viewFor(type: string): KbView | null {
    return present(this.#views, NO_KB).viewFor(type);
  }

  #generatedFrom(trie: Trie): GeneratedNames {
    const known = this.#generated.get(trie) ?? new Map<string, readonly Hypothesis[]>();
    this.#generated.set(trie, known);
    return known;
  }

  /** Loading must not free what a link still uses. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }
}

const NO_KB = 'The model has no knowledge base yet';

function pausing(scorer: Scorer, pause: () => Promise<void>): Scorer {
  return {
    async begin(inputs, allowed) {
      const session = await scorer.begin(inputs, allowed);
      return {
        ...session,
        async step(rows, next) {
          await pause();
          return session.step(rows, next);
        },
      };
    },
  };
}

function present<T>(value: T | null, missing: string): T {
  if (value !== null) return value;
  throw new SeraphError(
    'kb-missing',
    `${missing}. Your documents and decisions are safe. Wait until it is ready, or reload the page.`,
  );
}
