/** Moving: between mentions, candidates, documents and pages. Nothing here is written to the log. */
import type { ConceptId, MentionId } from '../core/ids.js';
import type { Span } from '../core/text/document.js';
import { conceptInView } from './concept-in-view.js';
import { announce, type Context } from './context.js';
import {
  currentView,
  describeMention,
  focusedMention,
  isDecided,
  type DocumentView,
  type MentionView,
} from './document-view.js';
import type { Page } from './app-state.js';

/** Puts a mention under focus; its first candidate that is not rejected is ready for Enter. */
export function focusMention({ store }: Context, id: MentionId | null): void {
  const state = store.getState();
  const mention = id === null ? undefined : currentView(state)?.byId.get(id);
  if (state.focusedId === id && state.search === null) return;
  const open = mention?.candidates.findIndex(({ conceptId }) => !mention.rejected.has(conceptId)) ?? 0;
  store.setState({ focusedId: id, candidateIndex: Math.max(0, open), search: null, spanDraft: null });
}

/** Moves by `step` mentions (1 or -1) in reading order; stops at the ends. `undecided` skips the decided. */
export function moveMention(context: Context, step: 1 | -1, undecided = false): void {
  const view = currentView(context.store.getState());
  if (!view || view.mentions.length === 0) return;
  const from = focusedMention(context.store.getState())?.index;
  let at = from === undefined ? (step === 1 ? 0 : view.mentions.length - 1) : from + step;
  let mention = view.mentions[at];
  while (undecided && mention && isDecided(mention)) mention = view.mentions[(at += step)];
  if (mention) focusMention(context, mention.mention.id);
  else announce(context, step === 1 ? 'Last mention.' : 'First mention.');
}

export function focusCandidate({ store }: Context, index: number): void {
  const state = store.getState();
  const count = focusedMention(state)?.candidates.length ?? 0;
  if (index >= 0 && index < count) store.setState({ candidateIndex: index });
}

/** The next undecided mention after `index`, from the top again at the end. */
export function nextUndecided(view: DocumentView, index: number): MentionView | undefined {
  const count = view.mentions.length;
  for (let step = 1; step <= count; step++) {
    const mention = view.mentions[(index + step + count) % count];
    if (mention && !isDecided(mention)) return mention;
  }
  return undefined;
}

/** Goes on to the next undecided mention and says both what was done and where one is now. */
export function focusAfterDecision(context: Context, id: MentionId, said: string): void {
  const view = currentView(context.store.getState());
  const mention = view?.byId.get(id);
  if (!view || !mention) return;
  const next = nextUndecided(view, mention.index);
  if (!next) {
    announce(context, `${said}. All ${view.mentions.length} mentions are decided.`);
    return;
  }
  focusMention(context, next.mention.id);
  announce(context, `${said}. Next: ${describeMention(next, view.mentions.length)}`);
}

/** Opens the card of the concept in view in a dialog of its own, for reading and for its tree. */
export function openConcept(context: Context): void {
  const shown = shownConcept(context);
  if (shown) context.store.setState({ dialog: { kind: 'concept', id: shown.id } });
}

/** Asks whether the mention's words are a name of the concept in view. */
export function openAddSynonym(context: Context): void {
  const shown = shownConcept(context);
  if (!shown) return;
  context.store.setState({ dialog: { kind: 'add-synonym', conceptId: shown.id, name: shown.text } });
}

function shownConcept(context: Context): { readonly id: ConceptId; readonly text: string } | undefined {
  const state = context.store.getState();
  const mention = focusedMention(state);
  const shown = mention && conceptInView(mention, state.candidateIndex);
  if (!shown) announce(context, 'No concept is in view.');
  return shown && { id: shown.id, text: mention.text };
}

/** Remembers the text under the mouse or caret selection, for a new mention. */
export function selectText({ store }: Context, selection: Span | null): void {
  store.setState({ selection });
}

export function goTo({ store }: Context, page: Page): void {
  store.setState({ page, dialog: null, search: null, spanDraft: null });
}

/** Esc: closes what is open, innermost first, and ends in the text. */
export function escape({ store }: Context): void {
  const { dialog, spanDraft, search, page } = store.getState();
  if (dialog) store.setState({ dialog: null });
  else if (spanDraft) store.setState({ spanDraft: null });
  else if (search) store.setState({ search: null });
  else if (page !== 'document') store.setState({ page: 'document' });
}

/** Focuses the first undecided mention where nothing valid has focus: at opening, and when mentions arrive. */
export function focusFirst(context: Context): void {
  const state = context.store.getState();
  const view = currentView(state);
  if (!view || focusedMention(state)) return;
  const first = nextUndecided(view, -1) ?? view.mentions[0];
  focusMention(context, first?.mention.id ?? null);
}
