import type { DecisionEvent } from './decision/events.js';
import type { DocumentId, Sha256 } from './ids.js';
import type { LinkedMention } from './link/linker.js';
import type { Mention, SourceDocument } from './text/document.js';

/**
 * What must outlive the tab. Implemented over IndexedDB by `storage`, in memory by tests. Every write resolves only
 * once it is durable, so the screen never shows what could be lost.
 */
export interface DecisionLog {
  /** Gives the event its sequence number and writes it with strict durability. */
  append(event: Omit<DecisionEvent, 'sequence'>): Promise<DecisionEvent>;
  /** Appends all or none. */
  appendAll(events: readonly Omit<DecisionEvent, 'sequence'>[]): Promise<readonly DecisionEvent[]>;
  /** In order of sequence. */
  all(): Promise<readonly DecisionEvent[]>;
  /** Those above a sequence number, in order: what other tabs wrote meanwhile. */
  after(sequence: number): Promise<readonly DecisionEvent[]>;
}

/** Mentions and candidates of a document as the machine proposed them; the curator's edits are events on top. */
export interface Suggestions {
  readonly documentId: DocumentId;
  readonly mentions: readonly Mention[];
  /** Null until linked. */
  readonly linked: readonly LinkedMention[] | null;
  readonly modelHash: Sha256 | null;
  readonly kbHash: Sha256;
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
