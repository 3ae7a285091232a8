import { engineScorer } from '../core/decode/engine-scorer.js';
import type { Engine } from '../core/decode/engine.js';
import type { Scorer } from '../core/decode/scorer.js';
import { SeraphError } from '../core/errors.js';
import type { Sha256 } from '../core/ids.js';
import type { KbFiles, KnowledgeBase } from '../core/kb/knowledge-base.js';
import { tablesOf } from '../core/kb/array-tables.js';
import { createLinker } from '../core/link/create-linker.js';
import type { LinkedMention, Linker, LinkRequest } from '../core/link/linker.js';
import type { Watch } from '../core/progress.js';
import { parseTokenizer } from '../core/tokenizer/parse-tokenizer.js';
import { openTrie } from '../core/trie/open-trie.js';
import type { BackendName, ChosenBackend } from './backend.js';
import { createEngine } from './bart/engine.js';
import { loadModel, type LoadedWeights, type ModelSource } from './weights/load.js';

/** What a session needs of the world around it. */
export interface SessionParts {
  readonly useBackend: (prefer: BackendName | null) => Promise<ChosenBackend>;
  /** The KB's bytes for this model, wherever they are kept. */
  readonly kbFiles: (wanted: Pick<KbFiles, 'kbHash' | 'tokenizerHash' | 'namePrefix'>) => Promise<KbFiles>;
  readonly parseKb: (bytes: Uint8Array) => Promise<KnowledgeBase>;
  /** Lets the event loop run, so that a cancel can arrive: on WASM and CPU nothing else ever waits. */
  readonly pause: () => Promise<void>;
}

export interface SessionModel {
  readonly id: string;
  readonly hash: Sha256;
  readonly bytes: number;
  readonly backend: BackendName;
  readonly reason: string;
}

interface Loaded {
  readonly weights: LoadedWeights;
  readonly engine: Engine;
}

/** One model on one backend, linking against one knowledge base: what model.worker answers with. One call at a time. */
export class ModelSession {
  #loaded: Loaded | null = null;
  #linker: Linker | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: SessionParts) {}

  /**
   * Puts a model in place of the one before. `useKb` must follow.
   *
   * @param source its files; `keepOnly` is told which of them are in use
   * @throws {SeraphError} see `loadModel` and `chooseBackend`; whichever step failed, load again before the next link
   */
  load(
    source: ModelSource & { keepOnly(hashes: readonly Sha256[]): Promise<void> },
    prefer: BackendName | null,
    watch: Watch,
  ): Promise<SessionModel> {
    return this.#inTurn(async () => {
      const weights = await loadModel(source, watch);
      const { id, totalBytes, shards, tokenizer } = weights.manifest;
      this.#loaded?.engine.dispose();
      this.#loaded = null;
      this.#linker = null;
      const { backend, reason } = await this.parts.useBackend(prefer);
      this.#loaded = { weights, engine: createEngine(weights, backend) };
      await source.keepOnly([...shards, tokenizer].map(({ sha256 }) => sha256));
      return { id, hash: weights.hash, bytes: totalBytes, backend, reason };
    });
  }

  /** @throws {SeraphError} `kb-missing`, `model-incompatible` */
  useKb(kbHash: Sha256): Promise<{ readonly nameCount: number }> {
    return this.#inTurn(async () => {
      const { weights, engine } = present(this.#loaded, 'No model is loaded yet');
      const { layout, tokenizer, combiner } = weights.manifest;
      const tokenizerHash = tokenizer.sha256;
      const files = await this.parts.kbFiles({ kbHash, tokenizerHash, namePrefix: layout.namePrefix });
      const { concepts } = await this.parts.parseKb(files.file);
      const trie = openTrie(files.trie, { tokenizerHash });
      this.#linker = createLinker({
        scorer: pausing(engineScorer(engine), this.parts.pause),
        tokenizer: parseTokenizer(weights.tokenizer),
        layout,
        kb: { ...tablesOf(concepts), trie },
        modelHash: weights.hash,
        kbHash,
        combiner,
      });
      return { nameCount: trie.nameCount };
    });
  }

  /** @throws {SeraphError} `kb-missing`, `aborted` */
  link(request: LinkRequest, watch: Watch): Promise<readonly LinkedMention[]> {
    return this.#inTurn(() =>
      present(this.#linker, 'The model has no knowledge base yet').link(request, watch),
    );
  }

  /** Loading must not free what a link still uses. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }
}

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
