/** Types of the calls between the page and its workers: a map `method → { params, result }`, no code. */
import type { Concept, KbFiles, KbInfo } from '../core/kb/knowledge-base.js';
import type { ConceptId, Sha256 } from '../core/ids.js';
import type { LinkedMention, LinkRequest } from '../core/link/linker.js';
import type { SearchHit, SearchRequest } from '../core/search/kb-search.js';
import type { Mention } from '../core/text/document.js';

export type Backend = 'webgpu' | 'wasm' | 'cpu';

/** The model in use, for the status bar. */
export interface LoadedModel {
  readonly id: string;
  readonly hash: Sha256;
  readonly bytes: number;
  readonly backend: Backend;
  /** Why this backend, in words: "WebGPU is not available in this browser; WASM with 2 threads". */
  readonly reason: string;
}

export interface OpenedKb {
  readonly info: KbInfo;
  readonly hash: Sha256;
  /** False when it came ready from this browser's storage. */
  readonly built: boolean;
  /** Something the curator should know (a damaged shard rebuilt, storage refused), or null. */
  readonly notice: string | null;
}

export type { SearchHit };

/**
 * kb.worker: reads the KB, builds and stores the trie, searches, finds mentions. `kbUrl` is a file that `index.json`
 * beside it lists with its hash; `tokenizerUrl` is the model's `tokenizer.json`. All addresses are absolute.
 */
export interface KbApi {
  open: { params: { kbUrl: string; tokenizerUrl: string }; result: OpenedKb };
  search: { params: SearchRequest; result: readonly SearchHit[] };
  /** Those that exist, in the order asked for; ids may be aliases. */
  concepts: { params: { ids: readonly ConceptId[] }; result: readonly Concept[] };
  findMentions: { params: { text: string }; result: readonly Mention[] };
}

/** model.worker: owns the model and the device; reads the trie that kb.worker stored. */
export interface ModelApi {
  /**
   * `modelUrl` is the model's `manifest.json`; its other files lie beside it. `prefer` skips backends above it in the
   * order webgpu, wasm, cpu.
   */
  load: { params: { modelUrl: string; prefer: Backend | null }; result: LoadedModel };
  /** After `load` and kb.worker's `open`; again after another `load`. */
  useKb: { params: { kbHash: Sha256 }; result: { nameCount: number } };
  link: { params: LinkRequest; result: readonly LinkedMention[] };
}

/** Both workers: takes the port to the other one (`connectWorkers`). */
export interface ConnectApi {
  connect: { params: { port: MessagePort }; result: null };
}

/** kb.worker to model.worker, over that port: what storage did not take, or null when it is stored. */
export interface HandOverApi {
  handOver: { params: { kbHash: Sha256 }; result: KbFiles | null };
}
