import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import {
  FEATURES,
  fitCombiner,
  sharesOf,
  utilityOf,
  type CombinerWeights,
  type FittingExample,
} from './combine.js';

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

describe('fitCombiner', () => {
  it('finds the weights that made the data, and calibrated shares with them', () => {
    const random = createRandom(11);
    const truth: CombinerWeights = {
      weights: Object.fromEntries(
        FEATURES.map((name, i) => [name, i < 3 ? 1.5 - i : 0]),
      ) as CombinerWeights['weights'],
      none: 0.5,
    };
    const examples = Array.from({ length: 4000 }, () => draw(truth, random));
    const fitted = fitCombiner(examples, { iterations: 400, rate: 0.05, ridge: 0 });
    FEATURES.forEach((name) => expect(fitted.weights[name]).toBeCloseTo(truth.weights[name], 0));
    expect(Math.abs(fitted.none - truth.none)).toBeLessThan(0.2);
  });

  it('learns "none of these" when no option is ever right', () => {
    const options = [FEATURES.map(() => 1)];
    const fitted = fitCombiner([{ options, right: [false] }], { iterations: 200, rate: 0.1, ridge: 0 });
    const [share] = sharesOf([utilityOf(options[0] ?? [], fitted)], fitted.none);
    expect(share).toBeLessThan(0.05);
  });
});

/** A mention with four options of random features; the right one is drawn from the model itself. */
function draw(truth: CombinerWeights, random: () => number): FittingExample {
  const options = Array.from({ length: 4 }, () => FEATURES.map(() => 2 * random() - 1));
  const shares = sharesOf(
    options.map((features) => utilityOf(features, truth)),
    truth.none,
  );
  let left = random();
  const chosen = shares.findIndex((share) => (left -= share) < 0);
  return { options, right: options.map((_, i) => i === chosen) };
}
