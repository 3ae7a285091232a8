/** The open document as the screen shows it: suggestions with every decision folded in. */
import { foldDocument, type Decision, type MentionState } from '../core/decision/fold.js';
import type { DecisionEvent } from '../core/decision/events.js';
import type { ConceptId, DocumentId, MentionId } from '../core/ids.js';
import type { Candidate } from '../core/link/linker.js';
import type { Suggestions } from '../core/repositories.js';
import type { Mention, SourceDocument } from '../core/text/document.js';
import { sameSpan } from '../core/text/span.js';
import { currentDocument } from './context.js';
import type { AppState } from './app-state.js';

/** A mention is wavy when the best candidate is less likely right than wrong. */
const SECOND_LOOK = 0.5;

export type MentionStatus =
  /** Not linked yet. */
  | 'waiting'
  | 'suggested'
  /** Suggested, but the best candidate holds less than half of the probability. */
  | 'unsure'
  | 'accepted'
  | 'nil';

export interface MentionView {
  readonly mention: Mention;
  /** In reading order, from 0. */
  readonly index: number;
  readonly text: string;
  readonly status: MentionStatus;
  readonly decision: Decision;
  readonly rejected: ReadonlySet<ConceptId>;
  /** Best first, at most five; empty while waiting. */
  readonly candidates: readonly Candidate[];
  /** Id that came with the imported file, as written there; empty for none. */
  readonly fileId: string;
}

export interface DocumentView {
  readonly document: SourceDocument;
  readonly suggestions: Suggestions | undefined;
  readonly mentions: readonly MentionView[];
  readonly byId: ReadonlyMap<MentionId, MentionView>;
  readonly decided: number;
}

const NO_CANDIDATES: readonly Candidate[] = [];
const NO_EVENTS: readonly DecisionEvent[] = [];

/** What is decided for good, as opposed to suggested. */
export function isDecided({ status }: MentionView): boolean {
  return status === 'accepted' || status === 'nil';
}

/** Folds one document. Pure; see `currentView` for the cached one. */
export function viewDocument(
  document: SourceDocument,
  suggestions: Suggestions | undefined,
  events: readonly DecisionEvent[],
): DocumentView {
  const state = foldDocument(document.id, events, suggestions?.mentions ?? []);
  const linked = [...(suggestions?.earlier?.linked ?? []), ...(suggestions?.linked ?? [])];
  const candidates = new Map(linked.map((each) => [each.mentionId, each.candidates]));
  const written = new Map(
    document.annotations.map(({ span, written }) => [`${span.start} ${span.end}`, written]),
  );
  const mentions = state.mentions.map((mention, index) =>
    viewMention(document.text, mention, index, candidates.get(mention.mention.id), written),
  );
  return {
    document,
    suggestions,
    mentions,
    byId: new Map(mentions.map((mention) => [mention.mention.id, mention])),
    decided: mentions.filter(isDecided).length,
  };
}

function viewMention(
  text: string,
  { mention, decision, rejected }: MentionState,
  index: number,
  candidates: readonly Candidate[] | undefined,
  written: ReadonlyMap<string, string>,
): MentionView {
  const { start, end } = mention.span;
  return {
    mention,
    index,
    text: text.slice(start, end),
    status: statusOf(decision, rejected, candidates),
    decision,
    rejected,
    candidates: candidates ?? NO_CANDIDATES,
    fileId: written.get(`${start} ${end}`) ?? '',
  };
}

function statusOf(
  decision: Decision,
  rejected: ReadonlySet<ConceptId>,
  candidates: readonly Candidate[] | undefined,
): MentionStatus {
  if (decision.kind === 'nil') return 'nil';
  if (decision.kind !== 'undecided') return 'accepted';
  if (candidates === undefined) return 'waiting';
  const best = candidates.find(({ conceptId }) => !rejected.has(conceptId));
  return best && (best.share === null || best.share >= SECOND_LOOK) ? 'suggested' : 'unsure';
}

let cached: { readonly view: DocumentView; readonly events: readonly DecisionEvent[] } | undefined;

/** The open document. Folded again only when its text, suggestions or decisions changed. */
export function currentView(state: AppState): DocumentView | undefined {
  const document = currentDocument(state);
  if (!document) return undefined;
  const suggestions = state.suggestions.get(document.id);
  const events = state.eventsByDocument.get(document.id) ?? NO_EVENTS;
  if (
    cached?.view.document !== document ||
    cached.view.suggestions !== suggestions ||
    cached.events !== events
  ) {
    cached = { view: reuse(cached?.view, viewDocument(document, suggestions, events)), events };
  }
  return cached.view;
}

/** Keeps the objects of mentions that did not change, so that only the changed ones are drawn again. */
function reuse(old: DocumentView | undefined, view: DocumentView): DocumentView {
  if (old?.document !== view.document) return view;
  const mentions = view.mentions.map((mention) => {
    const before = old.byId.get(mention.mention.id);
    return before && isSame(before, mention) ? before : mention;
  });
  return { ...view, mentions, byId: new Map(mentions.map((mention) => [mention.mention.id, mention])) };
}

function isSame(a: MentionView, b: MentionView): boolean {
  return (
    a.mention === b.mention &&
    a.index === b.index &&
    a.status === b.status &&
    a.candidates === b.candidates &&
    a.rejected.size === b.rejected.size &&
    eventOf(a.decision) === eventOf(b.decision)
  );
}

function eventOf(decision: Decision): string | null {
  return decision.kind === 'undecided' ? null : decision.eventId;
}

let placed: readonly Mention[] = [];

/** The open document's mentions, as the same array for as long as none was added, moved or deleted. */
export function mentionsInPlace(state: AppState): readonly Mention[] {
  const mentions = currentView(state)?.mentions.map(({ mention }) => mention) ?? [];
  const same =
    mentions.length === placed.length &&
    mentions.every((mention, index) => {
      const old = placed[index];
      return old?.id === mention.id && sameSpan(old.span, mention.span);
    });
  if (!same) placed = mentions;
  return placed;
}

/** The focused mention of the open document. */
export function focusedMention(state: AppState): MentionView | undefined {
  return state.focusedId === null ? undefined : currentView(state)?.byId.get(state.focusedId);
}

/** Undecided mentions elsewhere in the document that read the same and have the same type. */
export function identicalTo(view: DocumentView, to: MentionView): readonly MentionView[] {
  const text = to.text.toLowerCase();
  return view.mentions.filter(
    (other) =>
      other !== to &&
      !isDecided(other) &&
      other.text.toLowerCase() === text &&
      other.mention.type === to.mention.type,
  );
}

/** Decided and all mentions of a document, for lists. */
export function countOf(state: AppState, id: DocumentId): { decided: number; total: number } | undefined {
  const document = state.documents.find((other) => other.id === id);
  const suggestions = state.suggestions.get(id);
  if (!document || !suggestions) return undefined;
  const view = viewDocument(document, suggestions, state.eventsByDocument.get(id) ?? NO_EVENTS);
  return { decided: view.decided, total: view.mentions.length };
}

/** Name of the concept a mention was decided to be; as the log has it when the concept is not at hand. */
export function decidedName(mention: MentionView, state: Pick<AppState, 'concepts'>): string | undefined {
  const { decision } = mention;
  if (decision.kind !== 'accepted' && decision.kind !== 'corrected') return undefined;
  return (
    mention.candidates.find(({ conceptId }) => conceptId === decision.conceptId)?.conceptName ??
    state.concepts.get(decision.conceptId)?.name ??
    decision.name
  );
}

/**
 * What a screen reader says on a mention:
 * "mention 4 of 12, ataxia-telangiectasia, disease, suggested Ataxia Telangiectasia, 94 percent".
 * @param decided what `decidedName` says of it
 */
export function describeMention(mention: MentionView, total: number, decided = ''): string {
  const start = `mention ${mention.index + 1} of ${total}, ${mention.text}, ${mention.mention.type.toLowerCase()}`;
  return `${start}, ${describeStatus(mention, decided)}`;
}

function describeStatus(mention: MentionView, decided: string): string {
  const best = mention.candidates.find(({ conceptId }) => !mention.rejected.has(conceptId));
  switch (mention.status) {
    case 'waiting':
      return 'not linked yet';
    case 'accepted':
      return `decided ${decided}`;
    case 'nil':
      return 'decided none of these';
    default: {
      if (!best) return 'no candidate left, needs a second look';
      const percent = best.share === null ? '' : `, ${Math.round(best.share * 100)} percent`;
      const unsure = mention.status === 'unsure' ? ', needs a second look' : '';
      return `suggested ${best.conceptName}${percent}${unsure}`;
    }
  }
}
