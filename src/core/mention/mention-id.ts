import type { MentionId } from '../ids.js';
import type { Span } from '../text/document.js';

/**
 * The id of a mention the machine found: stable over runs, unique within a document as long as no two found mentions
 * have one span. A mention that the curator adds needs an id of its own: a resized mention may have left this span.
 */
export function mentionIdOf({ start, end }: Span): MentionId {
  return `m-${start}-${end}` as MentionId;
}
