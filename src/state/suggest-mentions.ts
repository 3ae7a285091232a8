import { importedMentions } from '../core/mention/imported.js';
import type { Mention, SourceDocument, Span } from '../core/text/document.js';
import { overlaps } from '../core/text/span.js';

/** Mentions to start from: those that came with the file, and those found in the text that no file mention touches. */
export function suggestMentions(document: SourceDocument, found: readonly Mention[]): readonly Mention[] {
  const longForms = new Map(found.map(({ span, longForm }) => [keyOf(span), longForm]));
  const fromFile = importedMentions(document).map((mention) => {
    const longForm = longForms.get(keyOf(mention.span));
    return longForm === undefined ? mention : { ...mention, longForm };
  });
  const free = found.filter(({ span }) => !fromFile.some((other) => overlaps(other.span, span)));
  return [...fromFile, ...free];
}

function keyOf({ start, end }: Span): string {
  return `${start} ${end}`;
}
