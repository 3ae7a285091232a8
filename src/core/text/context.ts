import type { Span } from './document.js';
import { splitsPair } from './span.js';

/** Text on both sides of a span. */
export interface Context {
  readonly before: string;
  readonly after: string;
}

/** Up to `chars` UTF-16 units on each side of the span; one fewer where the edge would cut a character in two. */
export function contextOf(text: string, span: Span, chars: number): Context {
  const from = Math.max(0, span.start - chars);
  const to = Math.min(text.length, span.end + chars);
  return {
    before: text.slice(splitsPair(text, from) ? from + 1 : from, span.start),
    after: text.slice(span.end, splitsPair(text, to) ? to - 1 : to),
  };
}
