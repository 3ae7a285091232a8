import { describe, expect, it } from 'vitest';
import type { BeforeAfter, ReportFigures, TrainingReport } from '../../../core/training/report.js';
import { ending, lossOfKnown, verdict } from './report-words.js';

const estimate = (value: number) => ({ value, lower: value - 1, upper: value + 1 });

function measured(gained: number, half: number, mentions = 40): BeforeAfter {
  return {
    mentions,
    before: { top1: estimate(70), top5: estimate(80) },
    after: { top1: estimate(70 + gained), top5: estimate(80) },
    difference: { value: gained, lower: gained - half, upper: gained + half },
  };
}

const NOTHING: ReportFigures = { pairs: null, heldOut: null, contributions: null, replay: null, gold: null };
const means = (chosenFirst: number) => ({ loss: 1, accuracy: 0.5, margin: 0, chosenFirst });

describe('verdict', () => {
  it('says what is better, and by how much it may be', () => {
    expect(verdict({ ...NOTHING, heldOut: measured(4.5, 2) })).toBe(
      'The first candidate is right for 74.5 % of 40 decisions held out; before it was 70.0 %. That is 4.5 points better (between +2.5 and +6.5).',
    );
    expect(verdict({ ...NOTHING, heldOut: measured(-4.5, 2) })).toMatch(
      /4.5 points worse \(between −6.5 and −2.5\)/,
    );
  });

  it('does not take chance for a gain', () => {
    expect(verdict({ ...NOTHING, heldOut: measured(2, 5) })).toMatch(
      /so few mentions cannot tell it from chance/,
    );
    expect(verdict({ ...NOTHING, heldOut: measured(0.02, 5) })).toMatch(/made no difference there/);
  });

  it('goes by what there is: the gold set, pairs, or nothing', () => {
    expect(verdict({ ...NOTHING, gold: measured(3, 1) })).toMatch(/mentions of your gold set/);
    const pairs = { count: 8, before: means(0.5), after: means(0.75), accuracy: estimate(75) };
    expect(verdict({ ...NOTHING, pairs })).toMatch(/Of 8 pairs held out, 75.0 % .* instead of 50.0 %/);
    expect(verdict(NOTHING)).toMatch(/Nothing was held out/);
  });
});

describe('lossOfKnown', () => {
  it('speaks from 0.3 points on', () => {
    expect(lossOfKnown(NOTHING)).toBeNull();
    expect(lossOfKnown({ ...NOTHING, replay: measured(-0.3, 1) })).toBeNull();
    expect(lossOfKnown({ ...NOTHING, replay: measured(-0.8, 1) })).toMatch(/lost 0.8 points.*not offered/);
  });
});

describe('ending', () => {
  const report = (part: Partial<TrainingReport>) =>
    ending({ steps: 20, bestStep: 20, ...part } as TrainingReport);

  it('says why, and which step is offered', () => {
    expect(report({ ending: 'finished' })).toBe('It went to its end.');
    expect(report({ ending: 'early-stop', bestStep: 12 })).toMatch(/stopped early.*step 12, the best/);
    expect(report({ ending: 'early-stop', bestStep: 0 })).toMatch(/No step did better.*as it was before/);
    expect(report({ ending: 'not-a-number', bestStep: 7 })).toMatch(/not a number.*last good step, 7/);
  });
});
