import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { FEATURES, sharesOf, utilityOf, type CombinerWeights, type Feature } from './combine.js';
import { fitCombiner, type FittingExample } from './fit-combiner.js';

const weightsOf = (known: Partial<Record<Feature, number>>, none: number): CombinerWeights => ({
  weights: Object.fromEntries(FEATURES.map((name) => [name, known[name] ?? 0])) as Record<Feature, number>,
  none,
});
const TRUTH = weightsOf({ meanLogProb: 1.5, exact: 0.5, similarity: -0.5 }, 0.5);
const FITTED: readonly Feature[] = ['meanLogProb', 'exact', 'similarity'];

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

function drawn(count: number, seed: number): readonly FittingExample[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => draw(TRUTH, random));
}

describe('fitCombiner', () => {
  it('finds the weights that made the data, whatever the scale of a feature', () => {
    const column = FEATURES.indexOf('exact');
    const examples = drawn(4000, 11).map(({ options, right }) => ({
      options: options.map((values) => values.map((value, i) => (i === column ? 100 * value : value))),
      right,
    }));
    const { weights, none } = fitCombiner(examples, { features: FITTED, ridge: 0 });
    expect(weights.meanLogProb).toBeCloseTo(1.5, 0);
    expect(100 * weights.exact).toBeCloseTo(0.5, 0);
    expect(weights.similarity).toBeCloseTo(-0.5, 0);
    expect(Math.abs(none - 0.5)).toBeLessThan(0.2);
  });

  it('gives no weight to features that are not to be fitted, and the same weights every time', () => {
    const options = { features: FITTED.slice(0, 1), ridge: 0.01 };
    const fitted = fitCombiner(drawn(200, 5), options);
    expect(FEATURES.filter((name) => fitted.weights[name] !== 0)).toEqual(['meanLogProb']);
    expect(fitCombiner(drawn(200, 5), options)).toEqual(fitted);
  });

  it('learns "none of these" when no option is ever right', () => {
    const options = [FEATURES.map(() => 1)];
    const fitted = fitCombiner([{ options, right: [false] }], { features: FITTED, ridge: 0.01 });
    const [share] = sharesOf([utilityOf(options[0] ?? [], fitted)], fitted.none);
    expect(share).toBeLessThan(0.05);
  });

  it('keeps what a base says, scaled as the examples say', () => {
    const base = weightsOf({ exact: 1, similarity: -1 }, 7);
    const { weights } = fitCombiner(drawn(4000, 3), { features: ['meanLogProb'], ridge: 0, base });
    expect(weights.similarity).toBeCloseTo(-weights.exact, 12);
    expect(Math.abs(weights.exact - 0.5)).toBeLessThan(0.15);
    expect(Math.abs(weights.meanLogProb - 1.5)).toBeLessThan(0.25);
  });

  it('pulls weights towards zero the more the stronger the ridge', () => {
    const [weak, strong] = [0, 1].map(
      (ridge) => fitCombiner(drawn(500, 9), { features: FITTED, ridge }).weights.meanLogProb,
    );
    expect(strong).toBeLessThan((weak ?? 0) / 2);
    expect(strong).toBeGreaterThan(0);
  });
});
