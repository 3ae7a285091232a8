import { describe, expect, it } from 'vitest';
import { rateAt } from './schedule.js';

const settings = { rate: 2, warmUp: 0.1, decayPower: 1 };
const rates = (of: typeof settings, steps: number) =>
  Array.from({ length: steps }, (_, step) => rateAt(of, step, steps));

describe('rateAt', () => {
  it('gives the worked schedule of ten steps', () => {
    expect(rates({ ...settings, warmUp: 0.4 }, 10)).toEqual([
      0.5,
      1,
      1.5,
      2,
      2,
      (2 * 5) / 6,
      (2 * 4) / 6,
      1,
      (2 * 2) / 6,
      (2 * 1) / 6,
    ]);
  });

  it('rises, reaches the peak and no more, falls, and is never nothing', () => {
    for (const [steps, warmUp, decayPower] of [
      [200, 0.1, 1],
      [37, 0.33, 2],
      [50, 0, 0.5],
    ] as const) {
      const all = rates({ rate: 2, warmUp, decayPower }, steps);
      const warm = Math.ceil(warmUp * steps);
      expect(Math.max(...all)).toBe(2);
      expect(Math.min(...all)).toBeGreaterThan(0);
      for (let step = 1; step < steps; step++) {
        const change = (all[step] ?? 0) - (all[step - 1] ?? 0);
        if (step < warm) expect(change).toBeGreaterThan(0);
        if (step > warm) expect(change).toBeLessThan(0);
      }
    }
  });

  it('stays at the peak for the power 0, and only rises where all is warm-up', () => {
    expect(rates({ rate: 2, warmUp: 0, decayPower: 0 }, 3)).toEqual([2, 2, 2]);
    expect(rates({ rate: 2, warmUp: 1, decayPower: 1 }, 4)).toEqual([0.5, 1, 1.5, 2]);
    expect(rates(settings, 1)).toEqual([2]);
  });
});
