/** Types of the calls between the page and its workers: a map `method → { params, result }`, no code. */
import type { ConceptId, Sha256 } from '../core/ids.js';
import type {
  ConceptChange,
  ImportChoice,
  ImportPreview,
  ImportReason,
  InstalledKb,
} from '../core/kb/import.js';
import type { MappedConcept } from '../core/kb/view/mapped.js';
import type { Concept, KbInfo } from '../core/kb/knowledge-base.js';
import type { OfferedKb } from '../core/kb/offered.js';
import type { LinkedMention, LinkRequest } from '../core/link/linker.js';
import type { KnownMention, TaggedSpan } from '../core/mention/tagger.js';
import type { Project } from '../core/project/project.js';
import type { SearchHit, SearchRequest } from '../core/search/kb-search.js';
import type { Mention } from '../core/text/document.js';
import type { CurvePoint, TrainingJob, TrainingPace } from '../core/training/job.js';
import type { TrainingReport } from '../core/training/report.js';

export type Backend = 'webgpu' | 'wasm' | 'cpu';

/** The model in use, for the status bar. */
export interface LoadedModel {
  readonly id: string;
  /** What its suggestions record: the version's hash, or the model's own when no version is in use. */
  readonly hash: Sha256;
  /** Of the model's manifest. */
  readonly baseHash: Sha256;
  readonly bytes: number;
  readonly backend: Backend;
  /** Why this backend, in words: "WebGPU is not available in this browser; WASM with 2 threads". */
  readonly reason: string;
}

/** A knowledge base in use. */
export interface OpenedKb {
  readonly info: KbInfo;
  readonly hash: Sha256;
  /** False when it came ready from this browser's storage. */
  readonly built: boolean;
}

/** The knowledge bases of a project, read and put together. */
export interface OpenedProject {
  /** Every one that a type of mention uses, once, in the order of the scopes. */
  readonly kbs: readonly OpenedKb[];
  /** Stands for all that linking depends on, but for the model: scopes, filters, added and blocked names. */
  readonly viewHash: Sha256;
  /** Something the curator should know (a damaged shard rebuilt, storage refused), or null. */
  readonly notice: string | null;
}

/** A concept with the knowledge base that it is from; null for one that the curator added. */
export interface PlacedConcept extends Concept {
  readonly kbHash: Sha256 | null;
  /** Concepts of other knowledge bases in use that count as this one; absent when there are none. */
  readonly alsoIn?: readonly MappedConcept[];
}

/** A concept as a line of the tree. */
export interface TreeConcept {
  readonly id: ConceptId;
  readonly name: string;
  /** Concepts right below it. */
  readonly childCount: number;
  readonly isObsolete: boolean;
}

/** What lies right above and right below a concept, each by name. */
export interface Neighbours {
  readonly parents: readonly TreeConcept[];
  readonly children: readonly TreeConcept[];
}

/** What came of an import. */
export interface ImportOutcome {
  readonly kb: InstalledKb;
  /** Concepts. */
  readonly read: number;
  /** What was skipped or changed. */
  readonly reasons: readonly ImportReason[];
}

/** kb.worker: keeps the knowledge bases, reads those in use, builds and stores their tries, searches, finds mentions. */
export interface KbApi {
  /** What the list at `libraryUrl` offers; without a network, what it offered the last time. */
  offered: { params: { libraryUrl: string }; result: readonly OfferedKb[] };
  /** Those in this browser, in the order they were installed. */
  installed: { params: null; result: readonly InstalledKb[] };
  /** Bytes that each takes in this browser's storage, with all that was made of it. */
  sizes: { params: null; result: ReadonlyMap<Sha256, number> };
  install: {
    params: { kb: OfferedKb };
    result: {
      readonly kb: InstalledKb;
      /** Something the curator should know (storage full, refused), or null. */
      readonly notice: string | null;
    };
  };
  /** Takes a knowledge base out of this browser. The caller has seen to it that no project uses it. */
  remove: { params: { hash: Sha256 }; result: null };
  /**
   * Looks at the beginning of the files. `format` null: as recognised. `choice`: what to show them with, as after a
   * change in the wizard; null at first.
   */
  preview: {
    params: { files: readonly File[]; format: string | null; choice: ImportChoice | null };
    result: ImportPreview;
  };
  import: { params: { files: readonly File[]; choice: ImportChoice }; result: ImportOutcome };
  /**
   * Puts a project in place of the one before. Knowledge bases that are not in this browser are fetched from the list
   * at `libraryUrl`; `tokenizerUrl` is the model's `tokenizer.json`. All addresses are absolute.
   */
  useProject: {
    params: { project: Project; tokenizerUrl: string; libraryUrl: string };
    result: OpenedProject;
  };
  /** Sees to it that the first search need not wait. */
  prepareSearch: { params: null; result: null };
  search: { params: SearchRequest; result: readonly SearchHit[] };
  /** Those that exist, in the order asked for; ids may be aliases. */
  concepts: { params: { ids: readonly ConceptId[] }; result: readonly PlacedConcept[] };
  /** Null when no knowledge base in use has the concept. */
  neighbours: { params: { id: ConceptId }; result: Neighbours | null };
  findMentions: { params: { text: string }; result: readonly Mention[] };
  /** What became of concepts between two installed versions, in the order asked for. */
  compare: {
    params: { before: Sha256; after: Sha256; ids: readonly ConceptId[] };
    result: readonly ConceptChange[];
  };
}

/** model.worker: owns the model and the device; reads the tries that kb.worker stored. */
export interface ModelApi {
  /**
   * `modelUrl` is the model's `manifest.json`; its other files lie beside it. `prefer` skips backends above it in the
   * order webgpu, wasm, cpu.
   */
  load: { params: { modelUrl: string; prefer: Backend | null }; result: LoadedModel };
  /**
   * Puts a version on the loaded model, or takes it off (null); again after another `load`. `file`:
   * `adapter_model.safetensors`. Refused with `model-incompatible` for a version of another base model, and the one
   * before stays.
   */
  useVersion: { params: { file: Uint8Array | null }; result: LoadedModel };
  /** After `load` and kb.worker's `useProject` with the same project; again after another `load`. */
  useProject: { params: { project: Project }; result: { nameCount: number } };
  link: { params: LinkRequest; result: readonly LinkedMention[] };
  /** Mentions by their context; null when the model came without the head for it. `known`: what was found by name. */
  tag: {
    params: { text: string; known: readonly KnownMention[] };
    result: readonly TaggedSpan[] | null;
  };
}

/** What a run of training says on its way. */
export type TrainingNews =
  | { readonly kind: 'point'; readonly point: CurvePoint; readonly steps: number }
  /** What a crash from now on would not lose; `kept` false when storage did not take it. */
  | {
      readonly kind: 'checkpoint';
      readonly step: number;
      readonly kept: boolean;
      readonly reason: string | null;
    }
  | { readonly kind: 'backend'; readonly backend: Backend; readonly reason: string };

/** What came of a run. */
export interface TrainingOutcome {
  /** `adapter_model.safetensors` and its hash. */
  readonly file: Uint8Array;
  readonly hash: Sha256;
  readonly report: TrainingReport;
}

/** training.worker: a model of its own, so that linking goes on. */
export interface TrainingApi {
  /**
   * Trains, and judges what it trained. Progress says the phase. A cancel leaves the last checkpoint in storage, from
   * which a call with the same job goes on.
   *
   * @param parentFile the version to go on from, null for the base model
   * @param news gets `TrainingNews` while it runs
   */
  train: {
    params: {
      job: TrainingJob;
      parentFile: Uint8Array | null;
      modelUrl: string;
      prefer: Backend | null;
      project: Project;
      news: MessagePort;
    };
    result: TrainingOutcome;
  };
  setPace: { params: { pace: TrainingPace }; result: null };
}

/** Every worker: takes the port to the other one (`connectWorkers`). */
export interface ConnectApi {
  connect: { params: { port: MessagePort }; result: null };
}

/** kb.worker to model.worker, over that port: what storage did not take, or null when it is stored. */
export interface HandOverApi {
  handOver: {
    /** As in storage. */
    params: { key: string };
    result: {
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly meta: Readonly<Record<string, string | number>>;
    } | null;
  };
}
