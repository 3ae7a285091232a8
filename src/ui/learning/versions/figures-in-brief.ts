import type { ReportFigures } from '../../../core/training/report.js';
import { percent, points } from '../figures.js';

/** The figures of a version in one line: "held-out decisions 76.2 % → 81.0 % · names it knew +0.1 points". */
export function figuresInBrief({ heldOut, pairs, replay, gold }: ReportFigures): string {
  const parts = [
    heldOut &&
      `held-out decisions ${percent(heldOut.before.top1.value)} → ${percent(heldOut.after.top1.value)}`,
    !heldOut && pairs && `held-out pairs in the right order ${percent(pairs.accuracy.value)}`,
    gold && `gold set ${percent(gold.before.top1.value)} → ${percent(gold.after.top1.value)}`,
    replay && `names it knew ${points(replay.difference.value)} points`,
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? 'nothing was measured' : parts.join(' · ');
}
