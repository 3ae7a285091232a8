/** Types of the calls between the page and its workers: a map `method → { params, result }`, no code. */
import type { Concept, KbInfo } from '../core/kb/knowledge-base.js';
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

/** kb.worker: reads the KB, builds and stores the trie, searches, finds mentions. */
export interface KbApi {
  open: { params: { kbUrl: string; tokenizerUrl: string }; result: OpenedKb };
  search: { params: SearchRequest; result: readonly SearchHit[] };
  concepts: { params: { ids: readonly ConceptId[] }; result: readonly Concept[] };
  findMentions: { params: { text: string }; result: readonly Mention[] };
}

/** model.worker: owns the model and the device; reads the trie that kb.worker stored. */
export interface ModelApi {
  /** `prefer` skips backends above it in the order webgpu, wasm, cpu. */
  load: { params: { modelUrl: string; prefer: Backend | null }; result: LoadedModel };
  useKb: { params: { kbHash: Sha256 }; result: { nameCount: number } };
  link: { params: LinkRequest; result: readonly LinkedMention[] };
}

export type ApiMap = KbApi | ModelApi;
