/** What a report says, in sentences. */
import {
  LARGEST_REPLAY_LOSS,
  type BeforeAfter,
  type ReportFigures,
  type TrainingReport,
} from '../../../core/training/report.js';
import { percent, points } from '../figures.js';

/** The first thing to know: whether it is better on what it has not seen. */
export function verdict({ heldOut, gold, pairs }: ReportFigures): string {
  if (heldOut && heldOut.mentions > 0) return compared('decisions held out', heldOut);
  if (gold && gold.mentions > 0) return compared('mentions of your gold set', gold);
  if (pairs) {
    return `Of ${pairs.count.toLocaleString('en')} pairs held out, ${percent(100 * pairs.after.chosenFirst)} are in the right order instead of ${percent(100 * pairs.before.chosenFirst)}. No decision was held out, so it is not known what that does to the list of candidates.`;
  }
  return 'Nothing was held out, so it is not known whether it is better on texts that it has not seen. Decide on more documents, or import a gold set, and train again.';
}

function compared(what: string, { mentions, before, after, difference }: BeforeAfter): string {
  const { value, lower, upper } = difference;
  const rates = `The first candidate is right for ${percent(after.top1.value)} of ${mentions.toLocaleString('en')} ${what}; before it was ${percent(before.top1.value)}.`;
  if (Number(value.toFixed(1)) === 0) return `${rates} Training made no difference there.`;
  const change =
    value > 0 ? `${value.toFixed(1)} points better` : `${Math.abs(value).toFixed(1)} points worse`;
  const range = `between ${points(lower)} and ${points(upper)}`;
  return lower <= 0 && upper >= 0
    ? `${rates} That is ${change}, but so few mentions cannot tell it from chance (${range}).`
    : `${rates} That is ${change} (${range}).`;
}

/** Why it ended, and which of its steps is offered. */
export function ending({ ending: why, bestStep, steps }: TrainingReport): string {
  if (isUnchanged({ bestStep, steps })) return UNCHANGED[why];
  const offered = bestStep < steps ? ` What is offered is step ${bestStep}, the best on pairs held out.` : '';
  switch (why) {
    case 'finished':
      return `It went to its end.${offered}`;
    case 'early-stop':
      return `It stopped early, for the pairs held out did not get better any more.${offered}`;
    case 'not-a-number':
      return `It stopped because the loss was not a number any more: the learning rate is too high, or a pair is broken. What is offered is the last good step, ${bestStep}.`;
  }
}

const BEFORE =
  'No step did better on the pairs held out than the model before, so what is offered is as it was before.';

const UNCHANGED: Readonly<Record<TrainingReport['ending'], string>> = {
  finished: `It went to its end. ${BEFORE}`,
  'early-stop': `It stopped early. ${BEFORE}`,
  'not-a-number':
    'It stopped because the loss was not a number any more: the learning rate is too high, or a pair is broken. No good step was left, so what is offered is as it was before.',
};

/** Whether what is offered is what training began with. */
export function isUnchanged({ bestStep, steps }: Pick<TrainingReport, 'bestStep' | 'steps'>): boolean {
  return bestStep === 0 && steps > 0;
}

/** Why a version that lost too much is not offered as the default; null for one that is. */
export function lossOfKnown({ replay }: ReportFigures): string | null {
  if (!replay) return null;
  const lost = -replay.difference.value;
  if (lost <= LARGEST_REPLAY_LOSS) return null;
  return `It lost ${lost.toFixed(1)} points on names that it knew before, and ${LARGEST_REPLAY_LOSS} is the most that is accepted: it is not offered to be used. You can keep it to look at, or train again with more replay, fewer epochs or a lower learning rate.`;
}
