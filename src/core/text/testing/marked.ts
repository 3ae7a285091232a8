import type { Span } from '../document.js';
import { spanOf } from '../span.js';

export interface MarkedText {
  readonly text: string;
  /** The span between `<name>` and `</name>`; throws when the text has no such mark. */
  readonly span: (name: string) => Span;
}

/**
 * A text with its spans drawn in it: `doc('<a>Type 2 diabetes</a> and …')`. Marks may nest and cross; names are
 * lower-case letters and digits. A mark opened twice, or not closed, is a mistake of the test and throws.
 */
export function doc(marked: string): MarkedText {
  const spans = new Map<string, Span>();
  const open = new Map<string, number>();
  let text = '';
  let last = 0;
  for (const match of marked.matchAll(/<(\/?)([a-z0-9]+)>/g)) {
    const name = match[2] ?? '';
    text += marked.slice(last, match.index);
    last = match.index + match[0].length;
    if (match[1] === '') {
      if (open.has(name) || spans.has(name)) throw new Error(`Mark <${name}> is opened twice`);
      open.set(name, text.length);
    } else {
      const start = open.get(name);
      if (start === undefined) throw new Error(`Mark </${name}> was never opened`);
      open.delete(name);
      spans.set(name, spanOf(start, text.length));
    }
  }
  if (open.size > 0) throw new Error(`Not closed: ${[...open.keys()].join(', ')}`);
  text += marked.slice(last);
  return {
    text,
    span: (name) => {
      const span = spans.get(name);
      if (span === undefined) throw new Error(`No mark <${name}> in "${marked}"`);
      return span;
    },
  };
}
