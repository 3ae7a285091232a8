/** All that the screen shows, as one immutable value in one vanilla store. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DecisionEvent } from '../core/decision/events.js';
import type { ConceptId, DocumentId, MentionId } from '../core/ids.js';
import type { Progress } from '../core/progress.js';
import type { Suggestions } from '../core/repositories.js';
import type { SourceDocument, Span } from '../core/text/document.js';
import type { SearchHit, SearchRequest } from '../core/search/kb-search.js';
import type { LoadedModel } from '../rpc/protocol.js';
import { NO_KBS, type KbState } from './kbs/kb-state.js';
import { NO_LEARNING, type LearningState } from './learning/learning-state.js';

export type { LoadedModel, SearchHit };
export type { Neighbours, PlacedConcept, TreeConcept } from '../rpc/protocol.js';
export type * from './kbs/kb-state.js';
export type * from './learning/learning-state.js';

/** A long operation that the second line of the bar shows. */
export interface Task {
  readonly id: number;
  readonly progress: Progress;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** What was done already at the start. */
  readonly startedWith: number;
  /** Milliseconds from the start to the last progress. */
  readonly elapsed: number;
  readonly cancel: () => void;
}

/** A message that stays until it is read: what happened, what is safe, what to do. */
export interface Notice {
  readonly id: number;
  readonly tone: 'error' | 'info';
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** Something to know about an import: a part that could not be read, or was read with a doubt. */
export interface ImportRemark {
  readonly source: string;
  /** From 1; null when no single line is meant. */
  readonly line: number | null;
  readonly text: string;
}

export interface ImportReport {
  readonly added: number;
  readonly failed: readonly ImportRemark[];
  readonly warnings: readonly ImportRemark[];
}

/** Ids of mentions are unique only within their document. */
export interface MentionRef {
  readonly documentId: DocumentId;
  readonly mentionId: MentionId;
}

export type Dialog =
  | { readonly kind: 'help' }
  | { readonly kind: 'status' }
  /** `failed`: why nothing of what it gave could be read. */
  | { readonly kind: 'paste'; readonly failed: readonly ImportRemark[] }
  | { readonly kind: 'type' }
  | { readonly kind: 'identical'; readonly mentionIds: readonly MentionId[] }
  | { readonly kind: 'nil-reason'; readonly mention: MentionRef }
  | { readonly kind: 'import-report'; readonly report: ImportReport }
  | { readonly kind: 'concept'; readonly id: ConceptId }
  | { readonly kind: 'add-synonym'; readonly conceptId: ConceptId; readonly name: string }
  | { readonly kind: 'add-concept'; readonly name: string; readonly group: string };

export type Page = 'document' | 'documents' | 'kbs' | 'learning';
export type Theme = 'system' | 'light' | 'dark';
/** What mentions are found by: the model with the names as a help, or the names of the knowledge bases alone. */
export type Finder = 'model' | 'names';

/** A concept that the curator chose from a search. */
export type FoundConcept = Pick<SearchHit, 'concept' | 'matched' | 'kbHash'>;

/** What a search is held to. */
export type SearchFilter = Pick<SearchRequest, 'types' | 'branches' | 'withObsolete'>;

export interface Search {
  readonly query: string;
  readonly filter: SearchFilter;
  /** Null while the first answer is on its way. */
  readonly hits: readonly SearchHit[] | null;
  readonly failed: string | null;
}

/** A span being drawn with the arrow keys: of an existing mention, or of a new one. */
export interface SpanDraft {
  readonly mentionId: MentionId | null;
  readonly span: Span;
}

/** What the curator did last, offered for undo. */
export interface LastAction {
  readonly text: string;
  /** Set when a reason can still be given. */
  readonly nilMention: MentionRef | null;
}

export interface AppState extends KbState, LearningState {
  readonly documents: readonly SourceDocument[];
  readonly currentId: DocumentId | null;
  readonly events: readonly DecisionEvent[];
  readonly eventsByDocument: ReadonlyMap<DocumentId, readonly DecisionEvent[]>;
  readonly suggestions: ReadonlyMap<DocumentId, Suggestions>;
  readonly model: LoadedModel | null;
  /** Set when the model has taken up the opened project: mentions can be linked. */
  readonly linkable: boolean;
  readonly tasks: readonly Task[];
  readonly notices: readonly Notice[];
  readonly saving: number;
  readonly saveFailed: boolean;
  readonly persistence: 'durable' | 'memory';
  /** Whether the browser promised not to clear the storage by itself; null before it answered. */
  readonly isPromised: boolean | null;
  /** Without it WASM has one thread. */
  readonly crossOriginIsolated: boolean;
  readonly page: Page;
  readonly dialog: Dialog | null;
  readonly focusedId: MentionId | null;
  /** Row of the panel that `x` rejects and `Enter` accepts, from 0. */
  readonly candidateIndex: number;
  readonly search: Search | null;
  readonly spanDraft: SpanDraft | null;
  /** Text selected with the mouse or the caret, ready for `m`. */
  readonly selection: Span | null;
  readonly lastAction: LastAction | null;
  /** For the live region. */
  readonly announcement: string;
  readonly theme: Theme;
  readonly finder: Finder;
  /** The model in use came without what finds mentions: names are used, whatever was chosen. */
  readonly isWithoutTagger: boolean;
  readonly curator: string;
}

export type AppStore = StoreApi<AppState>;

/** The state before anything was read. */
export function createAppStore({
  persistence,
  crossOriginIsolated,
}: Pick<AppState, 'persistence' | 'crossOriginIsolated'>): AppStore {
  return createStore<AppState>(() => ({
    documents: [],
    currentId: null,
    events: [],
    eventsByDocument: new Map(),
    suggestions: new Map(),
    ...NO_KBS,
    ...NO_LEARNING,
    model: null,
    linkable: false,
    tasks: [],
    notices: [],
    saving: 0,
    saveFailed: false,
    persistence,
    isPromised: null,
    crossOriginIsolated,
    page: 'document',
    dialog: null,
    focusedId: null,
    candidateIndex: 0,
    search: null,
    spanDraft: null,
    selection: null,
    lastAction: null,
    announcement: '',
    theme: 'system',
    finder: 'model',
    isWithoutTagger: false,
    curator: 'curator',
  }));
}

/** The events of each document, in order. */
export function byDocument(
  events: readonly DecisionEvent[],
): ReadonlyMap<DocumentId, readonly DecisionEvent[]> {
  const grouped = new Map<DocumentId, DecisionEvent[]>();
  for (const event of events) {
    const group = grouped.get(event.documentId);
    if (group) group.push(event);
    else grouped.set(event.documentId, [event]);
  }
  return grouped;
}

/** Puts events into the state, keeping the index by document in step. */
export function withEvents(state: AppState, added: readonly DecisionEvent[]): Partial<AppState> {
  const eventsByDocument = new Map(state.eventsByDocument);
  for (const [id, events] of byDocument(added)) {
    eventsByDocument.set(id, [...(eventsByDocument.get(id) ?? []), ...events]);
  }
  return { events: [...state.events, ...added], eventsByDocument };
}
