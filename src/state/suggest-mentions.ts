import type { MentionId } from '../core/ids.js';
import type { Mention, SourceDocument, Span } from '../core/text/document.js';
import { overlaps } from '../core/text/span.js';

/**
 * Mentions to start from: those that came with the file, as they came, and those found in the text that no file mention
 * touches. A span written twice in the file is one mention.
 */
export function suggestMentions(
  { annotations }: SourceDocument,
  found: readonly Mention[],
): readonly Mention[] {
  const longForms = new Map(found.map(({ span, longForm }) => [keyOf(span), longForm]));
  const distinct = new Map(annotations.map((annotation) => [keyOf(annotation.span), annotation]));
  const fromFile = [...distinct.values()].map(({ span, type }): Mention => {
    const longForm = longForms.get(keyOf(span));
    const mention = { id: `f${span.start}-${span.end}` as MentionId, span, type, origin: 'file' } as const;
    return longForm === undefined ? mention : { ...mention, longForm };
  });
  const free = found.filter(({ span }) => !annotations.some((other) => overlaps(other.span, span)));
  return [...fromFile, ...free];
}

function keyOf({ start, end }: Span): string {
  return `${start} ${end}`;
}
