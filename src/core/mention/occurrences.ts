import type { Span } from '../text/document.js';
import { spanOf } from '../text/span.js';

export interface Occurrence {
  readonly form: string;
  readonly span: Span;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Where given forms stand in a text as whole words with the same capitals; at one place the longest counts. A plural
 * s belongs to the span ("PVCs"). Forms begin with a letter or digit. One pass over the text, whatever the number of
 * forms.
 */
export function occurrencesOf(text: string, forms: ReadonlySet<string>): readonly Occurrence[] {
  if (forms.size === 0) return [];
  const lengths = [...new Set(Array.from(forms, (form) => form.length))].sort((a, b) => b - a);
  return Array.from(text.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)).flatMap(({ index }) => {
    for (const length of lengths) {
      const form = text.slice(index, index + length);
      const end = forms.has(form) ? endOfWord(text, index + length) : null;
      if (end !== null) return [{ form, span: spanOf(index, end) }];
    }
    return [];
  });
}

/** End of a form, with its plural s; null when the word goes on. */
function endOfWord(text: string, end: number): number | null {
  if (!goesOn(text, end)) return end;
  return text.charAt(end) === 's' && !goesOn(text, end + 1) ? end + 1 : null;
}

function goesOn(text: string, at: number): boolean {
  return at < text.length && LETTER_OR_DIGIT.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}
