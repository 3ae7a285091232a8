import { longFormsOf } from '../core/mention/abbreviations.js';
import { importedMentions } from '../core/mention/imported.js';
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
