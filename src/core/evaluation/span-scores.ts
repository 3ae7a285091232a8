/** Judging found mentions: a mention counts when its start, its end and its type are those of a gold mention. */
import type { Span } from '../text/document.js';

export interface TypedSpan {
  readonly span: Span;
  readonly type: string;
}

export interface JudgedDocument<Gold extends TypedSpan, Found extends TypedSpan> {
  readonly gold: readonly Gold[];
  readonly found: readonly Found[];
}

/** Percentages, 0 to 100; null where nothing was counted. */
export interface SpanScores {
  readonly gold: number;
  readonly found: number;
  readonly right: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/**
 * Exact-span precision, recall and F1, micro-averaged over documents. Mentions of one span and type count once, the
 * first of them. For scores of one type give its mentions only (`ofType`).
 *
 * @param agrees what more is asked of a found mention with the span and type of a gold one, such as its concept
 */
export function spanScores<Gold extends TypedSpan, Found extends TypedSpan>(
  documents: Iterable<JudgedDocument<Gold, Found>>,
  agrees: (found: Found, gold: Gold) => boolean = () => true,
): SpanScores {
  let gold = 0;
  let found = 0;
  let right = 0;
  for (const document of documents) {
    const goldByKey = byKey(document.gold);
    const foundByKey = byKey(document.found);
    gold += goldByKey.size;
    found += foundByKey.size;
    for (const [key, mention] of foundByKey) {
      const match = goldByKey.get(key);
      if (match !== undefined && agrees(mention, match)) right += 1;
    }
  }
  return {
    gold,
    found,
    right,
    precision: percentage(right, found),
    recall: percentage(right, gold),
    f1: percentage(2 * right, gold + found),
  };
}

/** The documents with mentions of one type only. */
export function ofType<Gold extends TypedSpan, Found extends TypedSpan>(
  documents: readonly JudgedDocument<Gold, Found>[],
  type: string,
): readonly JudgedDocument<Gold, Found>[] {
  const isOfType = (mention: TypedSpan): boolean => mention.type === type;
  return documents.map(({ gold, found }) => ({ gold: gold.filter(isOfType), found: found.filter(isOfType) }));
}

function byKey<Mention extends TypedSpan>(mentions: readonly Mention[]): ReadonlyMap<string, Mention> {
  // Later entries replace earlier ones, so the first is put in last.
  return new Map(
    mentions
      .toReversed()
      .map((mention) => [`${mention.span.start} ${mention.span.end} ${mention.type}`, mention]),
  );
}

function percentage(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}
