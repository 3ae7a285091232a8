import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharesOf } from './combine.js';

describe('sharesOf', () => {
  it('gives the worked example: utilities ln 2 and ln 1 against none at ln 1 share 1/2, 1/4, 1/4', () => {
    expect(sharesOf([Math.log(2), 0], 0)).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.25, 12)]);
  });

  it('are probabilities in the order of the utilities, even for huge ones', () => {
    const utility = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(fc.array(utility, { maxLength: 8 }), utility, (utilities, none) => {
        const shares = sharesOf(utilities, none);
        const sum = shares.reduce((a, b) => a + b, 0);
        expect(sum).toBeLessThanOrEqual(1 + 1e-9);
        utilities.forEach((a, i) =>
          utilities.forEach((b, j) => {
            if (a > b) expect(shares[i]).toBeGreaterThanOrEqual(shares[j] ?? 1);
          }),
        );
      }),
      { seed: 7 },
    );
  });
});
