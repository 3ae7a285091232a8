import { describe, expect, it } from 'vitest';
import { scoresOf, type JudgedMention } from './protocol.js';

const mention = (part: Partial<JudgedMention>): JudgedMention => ({
  type: 'Disease',
  gold: new Set([1]),
  nil: false,
  seen: true,
  ranked: [1, 2],
  share: 0.9,
  noneShare: 0.05,
  nameConcepts: [1],
  ...part,
});

describe('scoresOf', () => {
  it('counts each occurrence, takes gold as a set, and keeps NIL apart', () => {
    const scores = scoresOf([
      mention({}),
      mention({ gold: new Set([7, 2]), nameConcepts: [1, 7], seen: false }),
      mention({ gold: new Set(), ranked: [3, 4, 5, 6, 8, 9], nameConcepts: [3] }),
      mention({ gold: new Set([9]), ranked: [3, 4, 5, 6, 8, 9], nameConcepts: [3] }),
      mention({ nil: true, gold: new Set(), share: 0.2, noneShare: 0.7 }),
      mention({ nil: true, gold: new Set() }),
    ]);
    expect(scores).toMatchObject({
      mentions: 4,
      top1: 25,
      top5: 50,
      nameTop1: 50,
      seenTop1: (100 * 1) / 3,
      unseenTop1: 0,
      nilPrecision: 100,
      nilRecall: 50,
    });
  });

  it('has no figure where nothing was counted', () => {
    expect(scoresOf([])).toMatchObject({ mentions: 0, top1: null, nilRecall: null, calibrationError: null });
  });

  it('gives the worked calibration error: stated 0.9 and right half the time is 0.4 off', () => {
    const error = scoresOf([mention({}), mention({ gold: new Set([5]) })]).calibrationError;
    expect(error).toBeCloseTo(0.4, 12);
  });
});
