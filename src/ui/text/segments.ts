import type { MentionId } from '../../core/ids.js';
import type { Mention, Span } from '../../core/text/document.js';

/** A run of characters covered by the same mentions. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** The shortest mention here, whose marks the run bears; null for plain text. */
  readonly owner: MentionId | null;
  /** All mentions here, the owner included. */
  readonly within: readonly MentionId[];
  /** The owner's first run: the one that takes focus. */
  readonly isFirst: boolean;
}

/** The span being drawn takes the place of a mention under this key. */
export const DRAFT = 'draft' as MentionId;

/**
 * Cuts `[from, to)` into runs, so that overlapping and nested mentions need no nested elements. A mention that shorter
 * ones cover wholly gets an empty run at its start, so that it can still be reached. Cost: O(n log n) in mentions, for
 * a bounded number of mentions at one place.
 */
export function segmentText(
  { start: from, end: to }: Pick<Span, 'start' | 'end'>,
  mentions: readonly Pick<Mention, 'id' | 'span'>[],
): readonly Segment[] {
  const here = mentions.filter(({ span }) => span.start < to && span.end > from);
  const opening = [...here].sort((a, b) => a.span.start - b.span.start);
  const borders = new Set<number>([from, to]);
  for (const { span } of here) {
    borders.add(Math.max(from, span.start));
    borders.add(Math.min(to, span.end));
  }
  const stops = [...borders].sort((a, b) => a - b);
  const segments: Segment[] = [];
  const begun = new Set<MentionId>();
  let active: typeof opening = [];
  let next = 0;
  for (const [index, start] of stops.entries()) {
    const end = stops[index + 1];
    if (end === undefined) break;
    active = active.filter(({ span }) => span.end > start);
    for (let mention = opening[next]; mention && mention.span.start <= start; mention = opening[++next]) {
      active.push(mention);
    }
    const [owner] = active.toSorted((a, b) => lengthOf(a.span) - lengthOf(b.span));
    const within = active.map(({ id }) => id);
    for (const { id, span } of active) {
      if (begun.has(id) || id === owner?.id || !isCovered(span, opening, id)) continue;
      begun.add(id);
      segments.push({ start, end: start, owner: id, within: [id], isFirst: true });
    }
    const isFirst = owner !== undefined && !begun.has(owner.id) && owner.span.start >= from;
    if (owner) begun.add(owner.id);
    segments.push({ start, end, owner: owner?.id ?? null, within, isFirst });
  }
  return segments;
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}

/** True when shorter mentions, or equally long ones before it in `mentions`, leave no character of the span. */
function isCovered(span: Span, mentions: readonly Pick<Mention, 'id' | 'span'>[], id: MentionId): boolean {
  const own = mentions.findIndex((other) => other.id === id);
  const shorter = mentions
    .filter(
      (other, index) =>
        other.span.start < span.end &&
        other.span.end > span.start &&
        (lengthOf(other.span) < lengthOf(span) || (lengthOf(other.span) === lengthOf(span) && index < own)),
    )
    .sort((a, b) => a.span.start - b.span.start);
  let reached: number = span.start;
  for (const other of shorter) {
    if (other.span.start > reached) return false;
    reached = Math.max(reached, other.span.end);
  }
  return reached >= span.end;
}

/** Title and paragraphs of a text: half-open ranges without their line breaks. */
export function paragraphsOf(text: string, titleEnd: number): readonly Paragraph[] {
  const paragraphs: Paragraph[] = [];
  const title = text.slice(0, titleEnd);
  if (title.trim() !== '') paragraphs.push({ start: 0, end: titleEnd, isTitle: true });
  for (const { index, 0: line } of text.slice(titleEnd).matchAll(/[^\r\n]+/g)) {
    const lead = line.length - line.trimStart().length;
    const trimmed = line.trim();
    if (trimmed === '') continue;
    const start = titleEnd + index + lead;
    paragraphs.push({ start, end: start + trimmed.length, isTitle: false });
  }
  return paragraphs;
}

export interface Paragraph {
  readonly start: number;
  readonly end: number;
  readonly isTitle: boolean;
}
