/** The curator's own mentions: new, longer or shorter, of another type, or gone. */
import type { MentionId } from '../core/ids.js';
import type { Mention, Span } from '../core/text/document.js';
import { sameSpan, spanOf } from '../core/text/span.js';
import { withLongForms } from '../core/mention/long-forms.js';
import { announce, type Context } from './context.js';
import { focused } from './decide.js';
import { currentView, type DocumentView } from './document-view.js';
import { focusMention, nextUndecided } from './navigate.js';
import type { Pipeline } from './pipeline.js';
import { draftEdit, record, stamp } from './record.js';
import { stepFrom, trimSpan, wordAfter } from './word-steps.js';

/** Types always on offer, besides those in the document. */
const COMMON_TYPES = ['Disease', 'Chemical'];

/** Begins to move the ends of the focused mention. */
export function startSpanEdit(context: Context): void {
  const at = focused(context);
  if (!at) return;
  const { id, span } = at.mention.mention;
  context.store.setState({ spanDraft: { mentionId: id, span }, search: null });
  announce(
    context,
    'Arrows move the end, Shift and arrows the start, Alt by word. Enter keeps, Escape cancels.',
  );
}

/** Marks the selected text as a mention; without a selection, begins one at the word after the focused mention. */
export async function newMention(context: Context, pipeline: Pipeline): Promise<void> {
  const { store } = context;
  const view = currentView(store.getState());
  if (!view) return;
  const { selection } = store.getState();
  if (selection) {
    await addMention(context, pipeline, view, selection);
    return;
  }
  const { text } = view.document;
  const from = focused(context)?.mention.mention.span.end ?? 0;
  const word = wordAfter(text, from) ?? wordAfter(text, 0);
  if (!word) return;
  store.setState({ spanDraft: { mentionId: null, span: spanOf(word.start, word.end) }, search: null });
  announce(context, `New mention: ${text.slice(word.start, word.end)}. Arrows move the end, Enter keeps.`);
}

/** Moves one end of the span being drawn; an end never passes the other. */
export function moveSpanEnd(
  context: Context,
  which: 'start' | 'end',
  step: 1 | -1,
  unit: 'character' | 'word',
): void {
  const { store } = context;
  const { spanDraft } = store.getState();
  const text = currentView(store.getState())?.document.text;
  if (!spanDraft || text === undefined) return;
  const { start, end } = spanDraft.span;
  const moved = stepFrom(text, which === 'start' ? start : end, which, step, unit);
  const span = which === 'start' ? spanOf(moved, end) : spanOf(start, moved);
  if (span.start >= span.end) return;
  store.setState({ spanDraft: { ...spanDraft, span } });
  announce(context, text.slice(span.start, span.end));
}

/** Keeps the span being drawn: a new mention, or new ends of one. */
export async function keepSpan(context: Context, pipeline: Pipeline): Promise<void> {
  const { store } = context;
  const { spanDraft } = store.getState();
  const view = currentView(store.getState());
  if (!spanDraft || !view) return;
  if (spanDraft.mentionId === null) return addMention(context, pipeline, view, spanDraft.span);
  const before = view.byId.get(spanDraft.mentionId)?.mention;
  if (!before) return;
  if (sameSpan(before.span, spanDraft.span)) {
    store.setState({ spanDraft: null });
    return;
  }
  const { id, type, origin } = before;
  const after = withLongForm(view, { id, span: spanDraft.span, type, origin });
  const action = { kind: 'resize-mention', before, after } as const;
  await change(context, pipeline, view, before, action, 'Moved the ends of the mention');
}

/** Other words have another long form, or none. */
function withLongForm({ document, mentions }: DocumentView, mention: Omit<Mention, 'longForm'>): Mention {
  const others = mentions.map((view) => view.mention).filter(({ id }) => id !== mention.id);
  return withLongForms(document.text, [...others, mention]).at(-1) ?? mention;
}

async function addMention(
  context: Context,
  pipeline: Pipeline,
  view: DocumentView,
  { start, end }: Span,
): Promise<void> {
  const { store, services } = context;
  const { text } = view.document;
  const trimmed = trimSpan(text, start, end);
  if (!trimmed) return;
  const span = spanOf(trimmed.start, trimmed.end);
  const there = view.mentions.find((other) => sameSpan(other.mention.span, span));
  if (there) {
    store.setState({ spanDraft: null, selection: null });
    focusMention(context, there.mention.id);
    announce(context, 'These words are a mention already.');
    return;
  }
  const words = text.slice(span.start, span.end);
  const twin = view.mentions.find((other) => other.text === words)?.mention;
  const id = services.newId() as MentionId;
  const type = twin?.type ?? focused(context)?.mention.mention.type ?? COMMON_TYPES[0] ?? '';
  const mention = withLongForm(view, { id, span, type, origin: 'curator' });
  const action = { kind: 'add-mention', mention } as const;
  await change(context, pipeline, view, mention, action, `Added ${words} as ${type.toLowerCase()}`);
}

/** Gives the focused mention another type. */
export async function retype(context: Context, pipeline: Pipeline, type: string): Promise<void> {
  const at = focused(context);
  context.store.setState({ dialog: null });
  if (!at || at.mention.mention.type === type) return;
  const { mention } = at.mention;
  const action = { kind: 'retype-mention', before: mention.type, after: type } as const;
  await change(
    context,
    pipeline,
    at.view,
    mention,
    action,
    `${at.mention.text} is now ${type.toLowerCase()}`,
  );
}

/** Types to choose from: the common ones and those of the document. */
export function typesOf(view: DocumentView): readonly string[] {
  return [...new Set([...COMMON_TYPES, ...view.mentions.map(({ mention }) => mention.type)])];
}

/** Deletes the focused mention; focus goes to the next one to be decided. */
export async function deleteMention(context: Context, pipeline: Pipeline): Promise<void> {
  const at = focused(context);
  if (!at) return;
  const { mention, index, text } = at.mention;
  const after = nextUndecided(at.view, index);
  const neighbour = after === at.mention ? at.view.mentions[index + 1] : after;
  const action = { kind: 'delete-mention', mention } as const;
  if (!(await change(context, pipeline, at.view, mention, action, `Deleted mention ${text}`))) return;
  focusMention(
    context,
    neighbour?.mention.id ?? currentView(context.store.getState())?.mentions[0]?.mention.id ?? null,
  );
}

/** Writes an edit, then lets the mention be linked as it now is. */
async function change(
  context: Context,
  pipeline: Pipeline,
  view: DocumentView,
  mention: Mention,
  action: Parameters<typeof draftEdit>[3],
  said: string,
): Promise<boolean> {
  const { store } = context;
  await pipeline.forget(view.document.id, [mention.id]);
  const written = await record(context, [draftEdit(context, view, mention, action, stamp(context))]);
  if (written) {
    store.setState({ spanDraft: null, selection: null, lastAction: { text: said, nilMention: null } });
    announce(context, said);
    if (action.kind !== 'delete-mention') focusMention(context, mention.id);
  }
  void pipeline.refresh();
  return written;
}
