import type { DecisionEvent } from '../core/decision/events.js';
import { longFormsOf } from '../core/mention/abbreviations.js';
import { importedMentions } from '../core/mention/imported.js';
import type { Suggestions } from '../core/repositories.js';
import type { Mention, SourceDocument } from '../core/text/document.js';
import { overlaps, textOf } from '../core/text/span.js';

/** Mentions to start from: those that came with the file, and those found in the text that no file mention touches. */
export function suggestMentions(document: SourceDocument, found: readonly Mention[]): readonly Mention[] {
  const longForms = longFormsOf(document.text);
  const fromFile = importedMentions(document).map((mention) => {
    const longForm = longForms.get(textOf(document.text, mention.span));
    return longForm === undefined ? mention : { ...mention, longForm };
  });
  const free = found.filter(({ span }) => !fromFile.some((other) => overlaps(other.span, span)));
  return [...fromFile, ...free];
}

/** Suggestions with those mentions found that overlap no other: neither a suggested one, deleted or not, nor a curator's. */
export function withAdded(
  kept: Suggestions,
  found: readonly Mention[],
  events: readonly DecisionEvent[],
): Suggestions {
  const own = events.flatMap(({ action }) => {
    if (action.kind === 'add-mention') return [action.mention];
    return action.kind === 'resize-mention' ? [action.after] : [];
  });
  const known = [...kept.mentions, ...own];
  const free = found.filter(({ span }) => !known.some((other) => overlaps(other.span, span)));
  return free.length === 0 ? kept : { ...kept, mentions: [...kept.mentions, ...free] };
}
