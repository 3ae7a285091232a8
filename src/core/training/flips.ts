import type { JudgedCase } from './judged-case.js';
import type { Flip } from './report.js';

/**
 * The mentions of the project whose first candidate is another concept now: those that were right and no longer are,
 * those that are right now, decided ones that are wrong (or right) both ways, and undecided ones; each in the order of
 * the cases. The gold set has no place to go to, so it is left out.
 */
export function flipsIn(cases: readonly JudgedCase[]): readonly Flip[] {
  const flips = cases.flatMap((judged) => flipOf(judged) ?? []);
  return flips.sort((a, b) => urgencyOf(a) - urgencyOf(b));
}

/** Lower is to be seen first. */
function urgencyOf({ verdict, part }: Flip): number {
  if (verdict === 'broken') return 0;
  if (verdict === 'mended') return 1;
  return part === 'undecided' ? 3 : 2;
}

function flipOf({ documentId, mentionId, part, text, gold, before, after }: JudgedCase): Flip | null {
  const sides = { before: before[0] ?? null, after: after[0] ?? null };
  if (part === 'gold' || sides.before?.conceptId === sides.after?.conceptId) return null;
  const wasRight = sides.before !== null && gold.includes(sides.before.conceptId);
  const isRight = sides.after !== null && gold.includes(sides.after.conceptId);
  const verdict = wasRight === isRight ? null : isRight ? 'mended' : 'broken';
  return { documentId, mentionId, part, text, ...sides, verdict };
}
