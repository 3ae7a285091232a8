/** Decisions about candidates: accept, correct, reject, "none of these", and the same for all identical mentions. */
import type { DoingEvent } from '../core/decision/history.js';
import type { MentionId, Sha256 } from '../core/ids.js';
import type { Candidate } from '../core/link/linker.js';
import type { AppState, FoundConcept, MentionRef } from './app-state.js';
import { announce, notify, type Context } from './context.js';
import {
  currentView,
  focusedMention,
  identicalTo,
  isDecided,
  type DocumentView,
  type MentionView,
} from './document-view.js';
import { focusAfterDecision, focusCandidate } from './navigate.js';
import { draftDecision, record, stamp } from './record.js';

type Action = DoingEvent['action'];

/** The focused mention with its document, or undefined when there is none. */
export function focused({ store }: Context): { view: DocumentView; mention: MentionView } | undefined {
  const state = store.getState();
  const view = currentView(state);
  const mention = focusedMention(state);
  return view && mention ? { view, mention } : undefined;
}

function refOf({ view, mention }: { view: DocumentView; mention: MentionView }): MentionRef {
  return { documentId: view.document.id, mentionId: mention.mention.id };
}

async function decide(
  context: Context,
  at: { view: DocumentView; mention: MentionView },
  action: Action,
  said: string,
  kbHash?: Sha256 | null,
): Promise<void> {
  const event = draftDecision(context, at.view, at.mention, action, stamp(context), kbHash);
  if (!(await record(context, [event]))) return;
  const nilMention = action.kind === 'nil' ? refOf(at) : null;
  context.store.setState({ lastAction: { text: said, nilMention }, search: null });
  focusAfterDecision(context, at.mention.mention.id, said);
}

/** Accepts the candidate at `index` (from 0; the focused one when left out) and goes on. */
export async function accept(context: Context, index?: number): Promise<void> {
  const at = focused(context);
  if (!at) return;
  const row = index ?? context.store.getState().candidateIndex;
  const candidate = at.mention.candidates[row];
  if (!candidate) {
    announce(context, at.mention.candidates.length ? `There is no candidate ${row + 1}.` : NOTHING_YET);
    return;
  }
  const { conceptId, name, conceptName, kbHash } = candidate;
  await decide(
    context,
    at,
    { kind: 'accept', conceptId, name, rank: row + 1 },
    `Accepted ${conceptName} for ${at.mention.text}`,
    kbHash,
  );
}

const NOTHING_YET = 'No candidates yet. Press slash to search the knowledge base.';

/** Links the focused mention to a concept found by search; one that is on the list counts as accepted there. */
export async function correct(context: Context, { concept, matched, kbHash }: FoundConcept): Promise<void> {
  const at = focused(context);
  if (!at) return;
  const row = at.mention.candidates.findIndex(({ conceptId }) => conceptId === concept.id);
  if (row >= 0) return accept(context, row);
  await decide(
    context,
    at,
    { kind: 'correct', conceptId: concept.id, name: matched.toLowerCase() },
    `Linked ${at.mention.text} to ${concept.name}`,
    kbHash,
  );
}

/** Strikes the candidate at `index` (the focused one when left out); the mention stays where it is. */
export async function reject(context: Context, index?: number): Promise<void> {
  const at = focused(context);
  if (!at) return;
  const row = index ?? context.store.getState().candidateIndex;
  const candidate = at.mention.candidates[row];
  if (!candidate || at.mention.rejected.has(candidate.conceptId)) return;
  const { conceptId, name, conceptName, kbHash } = candidate;
  const action: Action = { kind: 'reject', conceptId, name, rank: row + 1 };
  const event = draftDecision(context, at.view, at.mention, action, stamp(context), kbHash);
  if (!(await record(context, [event]))) return;
  const said = `Rejected ${conceptName} for ${at.mention.text}`;
  context.store.setState({ lastAction: { text: said, nilMention: null } });
  announce(context, said);
  const after = focused(context)?.mention;
  const next = after?.candidates.findIndex((other) => !after.rejected.has(other.conceptId)) ?? -1;
  if (next >= 0) focusCandidate(context, next);
}

/** "None of these". A reason may follow later by `nilReason`. */
export async function decideNil(context: Context): Promise<void> {
  const at = focused(context);
  if (!at) return;
  await decide(context, at, { kind: 'nil', reason: null }, `None of these for ${at.mention.text}`);
}

/** Asks why: about the mention just decided as "none of these", or the focused one if it is such. */
export function openNilReason(context: Context): void {
  const { store } = context;
  const at = focused(context);
  const mention = at?.mention.status === 'nil' ? refOf(at) : store.getState().lastAction?.nilMention;
  if (mention) store.setState({ dialog: { kind: 'nil-reason', mention } });
}

/** Adds why nothing in the knowledge base fits, as a decision of its own. */
export async function nilReason(context: Context, ref: MentionRef, reason: string): Promise<void> {
  const view = currentView(context.store.getState());
  const mention = view?.document.id === ref.documentId ? view.byId.get(ref.mentionId) : undefined;
  if (!view || !mention) {
    context.store.setState({ dialog: null });
    notify(context, 'error', REASON_WITHOUT_MENTION);
    return;
  }
  const event = draftDecision(context, view, mention, { kind: 'nil', reason }, stamp(context));
  if (!(await record(context, [event]))) return;
  const said = `None of these for ${mention.text}: ${reason}`;
  context.store.setState({ lastAction: { text: said, nilMention: null }, dialog: null });
  announce(context, said);
}

const REASON_WITHOUT_MENTION =
  'The reason was not written: its mention is not in the open document. The decision itself is kept. Open its document, focus the mention and give the reason again.';

/** Opens the list of the same words elsewhere in the document, to be decided together. */
export function openIdentical(context: Context): void {
  const at = focused(context);
  if (!at) return;
  const others = identicalTo(at.view, at.mention);
  if (others.length === 0) {
    announce(context, `${at.mention.text} is not found elsewhere in this document.`);
    notify(
      context,
      'info',
      `No other mention reads “${at.mention.text}”. Nothing was changed. Press j to go on.`,
    );
    return;
  }
  // A decision that stands is not written a second time.
  const mentions = isDecided(at.mention) ? others : [at.mention, ...others];
  const mentionIds = mentions.map(({ mention }) => mention.id);
  context.store.setState({ dialog: { kind: 'identical', mentionIds } });
}

/** What `applyToAll` would do to each: the decision the focused mention has, else its focused candidate. */
export function actionForAll(mention: MentionView, candidateIndex: number): Action | undefined {
  const { decision } = mention;
  if (decision.kind === 'nil') return { kind: 'nil', reason: decision.reason };
  if (decision.kind === 'accepted' || decision.kind === 'corrected') {
    return { kind: 'correct', conceptId: decision.conceptId, name: decision.name };
  }
  const candidate = mention.candidates[candidateIndex];
  return candidate && { kind: 'correct', conceptId: candidate.conceptId, name: candidate.name };
}

/** One decision for all the mentions named; one undo takes all of it back. */
export async function applyToAll(context: Context, mentionIds: readonly MentionId[]): Promise<void> {
  const at = focused(context);
  const same = at && actionForAll(at.mention, context.store.getState().candidateIndex);
  if (!same) return;
  const time = stamp(context);
  const ownHash = kbHashOf(context.store.getState(), at.mention);
  const drafts = mentionIds.flatMap((id) => {
    const mention = at.view.byId.get(id);
    if (!mention) return [];
    const listed = candidateFor(same, mention);
    const action = listed ? acceptance(listed) : same;
    const kbHash = listed ? listed.candidate.kbHash : same.kind === 'correct' ? ownHash : undefined;
    return [draftDecision(context, at.view, mention, action, time, kbHash)];
  });
  if (drafts.length === 0 || !(await record(context, drafts))) return;
  const said = `Decided ${drafts.length} mentions of ${at.mention.text}`;
  context.store.setState({ lastAction: { text: said, nilMention: null }, dialog: null });
  focusAfterDecision(context, at.mention.mention.id, said);
}

interface Listed {
  readonly candidate: Candidate;
  readonly rank: number;
}

/** Accepting what is on a mention's own list is an acceptance with its rank; else it is a correction. */
function candidateFor(action: Action, { candidates }: MentionView): Listed | undefined {
  if (action.kind !== 'correct') return undefined;
  const row = candidates.findIndex(({ conceptId }) => conceptId === action.conceptId);
  const candidate = candidates[row];
  return candidate && { candidate, rank: row + 1 };
}

function acceptance({ candidate: { conceptId, name }, rank }: Listed): Action {
  return { kind: 'accept', conceptId, name, rank };
}

/** The knowledge base of what `actionForAll` applies; undefined where it is not known. */
function kbHashOf(
  { events, candidateIndex }: AppState,
  { decision, candidates }: MentionView,
): Sha256 | null | undefined {
  if (decision.kind === 'undecided' || decision.kind === 'nil') return candidates[candidateIndex]?.kbHash;
  return events.find(({ id }) => id === decision.eventId)?.kbHash;
}
