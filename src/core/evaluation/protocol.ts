/**
 * The evaluation protocol: gold spans given, every occurrence counts once, micro average, gold fields are sets.
 * Mentions without a gold concept (NIL) are left out of accuracy and judged apart.
 */

/** One gold mention and what the linker answered. */
export interface JudgedMention {
  readonly type: string;
  /** Indexes of accepted concepts; ids unknown to the KB are absent, so such mentions count as wrong. */
  readonly gold: ReadonlySet<number>;
  /** The corpus gives no concept for this mention. */
  readonly nil: boolean;
  /** The mention's text, lower-cased, occurs with a concept in the training documents. */
  readonly seen: boolean;
  /** Concept indexes, best first. */
  readonly ranked: readonly number[];
  /** Share of the first, 0 when there is none. */
  readonly share: number;
  /** Share of "none of these". */
  readonly noneShare: number;
  /** Every concept that bears the name of the first candidate. */
  readonly nameConcepts: readonly number[];
}

/** Percentages, 0 to 100; null where nothing was counted. */
export interface Scores {
  readonly mentions: number;
  readonly top1: number | null;
  readonly top5: number | null;
  readonly nameTop1: number | null;
  readonly seenTop1: number | null;
  readonly unseenTop1: number | null;
  readonly nilPrecision: number | null;
  readonly nilRecall: number | null;
  /** Expected calibration error of the first candidate's share, ten bins of equal width, 0 to 1. */
  readonly calibrationError: number | null;
}

/** Scores of all mentions given; call it per type for a breakdown. */
export function scoresOf(judged: readonly JudgedMention[]): Scores {
  const linked = judged.filter((mention) => !mention.nil);
  const nilGold = judged.filter((mention) => mention.nil);
  const nilSaid = judged.filter(saysNil);
  const isRight = (mention: JudgedMention): boolean => hits(mention.ranked.slice(0, 1), mention.gold);
  return {
    mentions: linked.length,
    top1: percentage(linked, isRight),
    top5: percentage(linked, (mention) => hits(mention.ranked.slice(0, 5), mention.gold)),
    nameTop1: percentage(linked, (mention) => hits(mention.nameConcepts, mention.gold)),
    seenTop1: percentage(
      linked.filter((mention) => mention.seen),
      isRight,
    ),
    unseenTop1: percentage(
      linked.filter((mention) => !mention.seen),
      isRight,
    ),
    nilPrecision: percentage(nilSaid, (mention) => mention.nil),
    nilRecall: percentage(nilGold, saysNil),
    calibrationError: calibrationError(linked, isRight),
  };
}

function saysNil(mention: JudgedMention): boolean {
  return mention.noneShare > mention.share;
}

function hits(answers: readonly number[], gold: ReadonlySet<number>): boolean {
  return answers.some((answer) => gold.has(answer));
}

function percentage(
  mentions: readonly JudgedMention[],
  test: (mention: JudgedMention) => boolean,
): number | null {
  return mentions.length === 0 ? null : (100 * mentions.filter(test).length) / mentions.length;
}

const BINS = 10;

/** Mean distance between stated share and share of right answers, weighted by bin (Guo et al. 2017). */
function calibrationError(
  mentions: readonly JudgedMention[],
  isRight: (mention: JudgedMention) => boolean,
): number | null {
  if (mentions.length === 0) return null;
  const bins = Array.from({ length: BINS }, () => ({ stated: 0, right: 0 }));
  for (const mention of mentions) {
    const bin = bins[Math.min(BINS - 1, Math.floor(mention.share * BINS))];
    if (bin === undefined) continue;
    bin.stated += mention.share;
    bin.right += isRight(mention) ? 1 : 0;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.stated - bin.right), 0) / mentions.length;
}
