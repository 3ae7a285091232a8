import type { AdapterVersion } from './adapter/version.js';
import type { DecisionEvent } from './decision/events.js';
import type { DocumentId, EventId, Sha256 } from './ids.js';
import type { LinkedMention } from './link/linker.js';
import type { ImportedPair } from './preference/imported-pair.js';
import type { ProjectEvent } from './project/events.js';
import type { Mention, SourceDocument } from './text/document.js';
import type { Checkpoint } from './training/checkpoint.js';
import type { TrainingJob } from './training/job.js';

/** An event before the log gave it its place. */
export type Unnumbered<Event> = Omit<Event, 'sequence'>;

/**
 * An append-only log. Implemented over IndexedDB by `storage`, in memory by tests. Every write of what must outlive the
 * tab resolves only once it is durable, so the screen never shows what could be lost.
 */
export interface EventLog<Event extends { readonly id: EventId; readonly sequence: number }> {
  /** Gives the events their sequence numbers and writes them with strict durability, all or none. */
  appendAll(events: readonly Unnumbered<Event>[]): Promise<readonly Event[]>;
  /** In order of sequence. */
  all(): Promise<readonly Event[]>;
  /** Those above a sequence number, in order: what other tabs wrote meanwhile. */
  after(sequence: number): Promise<readonly Event[]>;
}

/** What the curator decided on mentions. */
export type DecisionLog = EventLog<DecisionEvent>;

/** What the curator did to the project itself. */
export type ProjectLog = EventLog<ProjectEvent>;

/** What a command writes, where it concerns mentions and the project at once. */
export interface JointEvents {
  readonly decisions: readonly Unnumbered<DecisionEvent>[];
  readonly project: readonly Unnumbered<ProjectEvent>[];
}

/** The curator's two logs. */
export interface Journal {
  readonly decisions: DecisionLog;
  readonly project: ProjectLog;
  /** Appends to both, all or none. */
  appendTogether(events: JointEvents): Promise<{
    readonly decisions: readonly DecisionEvent[];
    readonly project: readonly ProjectEvent[];
  }>;
}

/** Mentions and candidates of a document as the machine proposed them; the curator's edits are events on top. */
export interface Suggestions {
  readonly documentId: DocumentId;
  readonly mentions: readonly Mention[];
  /** Null until linked. */
  readonly linked: readonly LinkedMention[] | null;
  readonly modelHash: Sha256 | null;
  readonly kbHash: Sha256;
  /**
   * The model that was asked for mentions beside the names; null for names alone, absent in what was kept before models
   * found any.
   */
  readonly taggedBy?: Sha256 | null;
  /** While another model links: what the one before gave, shown for mentions that `linked` does not hold yet. */
  readonly earlier?: EarlierLinks | undefined;
}

/** Candidates with what made them. */
export interface EarlierLinks {
  readonly linked: readonly LinkedMention[];
  readonly modelHash: Sha256 | null;
  readonly kbHash: Sha256;
}

export interface DocumentRepository {
  /** Keeps the order given, after the documents already there. */
  add(documents: readonly SourceDocument[]): Promise<void>;
  /** In the order added. */
  list(): Promise<readonly SourceDocument[]>;
  remove(id: DocumentId): Promise<void>;
  suggestions(id: DocumentId): Promise<Suggestions | undefined>;
  saveSuggestions(suggestions: Suggestions): Promise<void>;
}

/** Small values by key: last open document, curator name, theme. */
export interface SettingsRepository {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
}

/** The versions of the model. A version is whole or not there: its file and its facts are written together. */
export interface AdapterRepository {
  /** Oldest first. */
  list(): Promise<readonly AdapterVersion[]>;
  /** @param file `adapter_model.safetensors`, whose hash the version has */
  add(version: AdapterVersion, file: Uint8Array): Promise<void>;
  rename(hash: Sha256, name: string): Promise<void>;
  remove(hash: Sha256): Promise<void>;
  /**
   * The file, checked; undefined when there is none.
   * @throws SeraphError `bad-hash` when it is damaged
   */
  file(hash: Sha256): Promise<Uint8Array | undefined>;
}

/** A run of training that was begun, and how far it came. */
export interface KeptRun {
  readonly job: TrainingJob;
  /** Null before the first. */
  readonly checkpoint: Checkpoint | null;
}

/** The run that is under way or waits: one at a time, written by the training worker, offered again by the page. */
export interface RunRepository {
  begin(job: TrainingJob): Promise<void>;
  /** @throws SeraphError `storage-full`: the checkpoint before stays */
  save(id: TrainingJob['id'], checkpoint: Checkpoint): Promise<void>;
  load(): Promise<KeptRun | undefined>;
  clear(): Promise<void>;
}

/** Summed log-probabilities of a pair's names under the base model alone: [chosen, rejected]. */
export type ReferenceScores = readonly [chosen: number, rejected: number];

/** Reference scores of pairs, kept with them for the next run. */
export interface ReferenceRepository {
  /** Parallel to the keys; undefined where none was kept. */
  get(baseHash: Sha256, keys: readonly string[]): Promise<readonly (ReferenceScores | undefined)[]>;
  put(baseHash: Sha256, scores: ReadonlyMap<string, ReferenceScores>): Promise<void>;
}

/** What training is given besides decisions: pairs of others, and a gold set to be judged on. */
export interface TeachingRepository {
  /** In the order added. */
  pairs(): Promise<readonly ImportedPair[]>;
  /** Those already there (same key) are left as they are. Returns how many were added. */
  addPairs(pairs: readonly ImportedPair[]): Promise<number>;
  removePairs(keys: readonly string[]): Promise<void>;
  gold(): Promise<readonly SourceDocument[]>;
  /** In place of the gold set before; empty for none. */
  setGold(documents: readonly SourceDocument[]): Promise<void>;
}
