import type { DecisionEvent } from '../core/decision/events.js';
import { importedMentions } from '../core/mention/imported.js';
import { withLongForms } from '../core/mention/long-forms.js';
import type { LinkedMention } from '../core/link/linker.js';
import type { Suggestions } from '../core/repositories.js';
import type { Mention, SourceDocument } from '../core/text/document.js';
import { overlaps, sameSpan } from '../core/text/span.js';

/** Mentions to start from: those that came with the file, and those found in the text that no file mention touches. */
export function suggestMentions(document: SourceDocument, found: readonly Mention[]): readonly Mention[] {
  const fromFile = importedMentions(document);
  const free = found.filter(({ span }) => !fromFile.some((other) => overlaps(other.span, span)));
  return withLongForms(document.text, [...fromFile, ...free]);
}

/**
 * Suggestions of a document after mentions were looked for anew: mentions that a decision names stay as they are, the
 * others are those found now. None overlaps a mention that stays, deleted or not, or one of the curator's. What was
 * linked stays for mentions that are found as they were.
 */
export function foundAnew(
  kept: Suggestions,
  found: readonly Mention[],
  events: readonly DecisionEvent[],
): Suggestions {
  const named = new Set(events.map(({ mentionId }) => mentionId));
  const staying = kept.mentions.filter(({ id }) => named.has(id));
  const own = events.flatMap(({ action }) => {
    if (action.kind === 'add-mention') return [action.mention];
    return action.kind === 'resize-mention' ? [action.after] : [];
  });
  const taken = [...staying, ...own];
  const free = found.filter(({ span }) => !taken.some((other) => overlaps(other.span, span)));
  const mentions = [...staying, ...free];
  const now = new Map(mentions.map((mention) => [mention.id, mention]));
  const gone = new Set(kept.mentions.filter((old) => !isRead(old, now.get(old.id))).map(({ id }) => id));
  const without = (linked: readonly LinkedMention[]) =>
    linked.filter(({ mentionId }) => !gone.has(mentionId));
  const { linked, earlier } = kept;
  return {
    ...kept,
    mentions,
    linked: linked && without(linked),
    earlier: earlier && { ...earlier, linked: without(earlier.linked) },
  };
}

/** Whether the linker reads both alike. */
function isRead(old: Mention, now: Mention | undefined): boolean {
  return (
    now !== undefined &&
    sameSpan(old.span, now.span) &&
    old.type === now.type &&
    old.longForm === now.longForm
  );
}
