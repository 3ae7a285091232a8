/**
 * Weighs the evidence for each concept of a mention by a conditional logit with one extra option, "none of these":
 * share(c) = exp(w · f(c)) / (exp(u) + Σ exp(w · f(c'))), so shares are probabilities and may sum below one.
 * Weights are fitted by maximum likelihood on documents that the generator was not trained on (`fitCombiner`).
 */
import type { ConceptEvidence } from './evidence.js';

export const FEATURES = [
  'meanLogProb',
  'totalLogProb',
  'generated',
  'exact',
  'normalised',
  'preferred',
  'firstOfName',
  'memoryShare',
  'memoryCount',
  'memoryElse',
  'conceptUses',
  'conceptNames',
] as const;
export type Feature = (typeof FEATURES)[number];

/** Weights per feature and the utility of "none of these", for each mode. */
export interface CombinerWeights {
  readonly weights: Readonly<Record<Feature, number>>;
  readonly none: number;
}

/** Fitted weights for the two modes; they belong to a model and are shipped in its manifest. */
export interface CombinerSet {
  readonly model: CombinerWeights;
  readonly system: CombinerWeights;
}

const NO_WEIGHT = Object.fromEntries(FEATURES.map((name) => [name, 0])) as Record<Feature, number>;

/**
 * For a model that came without fitted weights: ranks by the generator, then by equal names and memory. Its shares are
 * no probabilities, so they are not shown.
 */
export const UNFITTED: CombinerSet = {
  model: { weights: { ...NO_WEIGHT, meanLogProb: 1, generated: 10, firstOfName: 0.01 }, none: 0 },
  system: {
    weights: { ...NO_WEIGHT, meanLogProb: 1, generated: 1, exact: 3, firstOfName: 0.01, memoryShare: 6 },
    none: 0,
  },
};

/** Stands in for the log-probability of a name that was not generated: below what a beam usually keeps. */
const UNGENERATED_MEAN = -4;
const UNGENERATED_TOTAL = -20;

/** Feature values of one concept, in the order of `FEATURES`. */
export function featuresOf(evidence: ConceptEvidence): readonly number[] {
  const { remembered, rememberedTotal } = evidence;
  return [
    Math.max(UNGENERATED_MEAN, evidence.meanLogProb ?? UNGENERATED_MEAN),
    Math.max(UNGENERATED_TOTAL, evidence.totalLogProb ?? UNGENERATED_TOTAL),
    evidence.meanLogProb === null ? 0 : 1,
    evidence.exact ? 1 : 0,
    evidence.normalised ? 1 : 0,
    evidence.preferred ? 1 : 0,
    evidence.ambiguity === 0 ? 1 : 0,
    rememberedTotal === 0 ? 0 : remembered / rememberedTotal,
    Math.log1p(remembered),
    rememberedTotal > 0 && remembered === 0 ? 1 : 0,
    Math.log1p(evidence.conceptUses),
    Math.log1p(evidence.conceptNames),
  ];
}

/** Utility of a concept under the weights. */
export function utilityOf(features: readonly number[], combiner: CombinerWeights): number {
  return FEATURES.reduce((sum, name, i) => sum + combiner.weights[name] * (features[i] ?? 0), 0);
}

/** Probability of each option in the order given; the rest up to one is "none of these". */
export function sharesOf(utilities: readonly number[], none: number): readonly number[] {
  const top = Math.max(none, ...utilities);
  const exponentials = utilities.map((utility) => Math.exp(utility - top));
  const total = exponentials.reduce((sum, value) => sum + value, Math.exp(none - top));
  return exponentials.map((value) => value / total);
}

/** One mention for fitting: features of each option, and which of them are right (none: "none of these" is). */
export interface FittingExample {
  readonly options: readonly (readonly number[])[];
  readonly right: readonly boolean[];
}

export interface FittingOptions {
  readonly iterations: number;
  readonly rate: number;
  /** Strength of the pull of weights towards zero, per example. */
  readonly ridge: number;
}

/**
 * Maximum likelihood by gradient ascent with Adam's step sizes; the likelihood of an example is the summed share of its
 * right options. Concave for one right option, so the start does not matter.
 */
export function fitCombiner(examples: readonly FittingExample[], options: FittingOptions): CombinerWeights {
  const size = FEATURES.length + 1;
  const parameters = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  for (let iteration = 1; iteration <= options.iterations; iteration++) {
    const gradient = likelihoodGradient(examples, parameters);
    for (let i = 0; i < size; i++) {
      const slope = (gradient[i] ?? 0) / examples.length - options.ridge * (parameters[i] ?? 0);
      first[i] = 0.9 * (first[i] ?? 0) + 0.1 * slope;
      second[i] = 0.999 * (second[i] ?? 0) + 0.001 * slope * slope;
      const mean = (first[i] ?? 0) / (1 - 0.9 ** iteration);
      const variance = (second[i] ?? 0) / (1 - 0.999 ** iteration);
      parameters[i] = (parameters[i] ?? 0) + (options.rate * mean) / (Math.sqrt(variance) + 1e-8);
    }
  }
  return toWeights(parameters);
}

/** Gradient of the summed log-likelihood: expected features given "right" minus expected features. */
function likelihoodGradient(examples: readonly FittingExample[], parameters: Float64Array): Float64Array {
  const combiner = toWeights(parameters);
  const gradient = new Float64Array(parameters.length);
  const last = parameters.length - 1;
  for (const { options, right } of examples) {
    const shares = sharesOf(
      options.map((features) => utilityOf(features, combiner)),
      combiner.none,
    );
    const none = 1 - shares.reduce((sum, share) => sum + share, 0);
    const rightShare = shares.reduce((sum, share, i) => sum + (right[i] === true ? share : 0), 0);
    const noneIsRight = !right.includes(true);
    const mass = noneIsRight ? none : rightShare;
    if (mass <= 0) continue;
    options.forEach((features, i) => {
      const share = shares[i] ?? 0;
      const posterior = !noneIsRight && right[i] === true ? share / mass : 0;
      features.forEach((value, j) => {
        gradient[j] = (gradient[j] ?? 0) + (posterior - share) * value;
      });
    });
    gradient[last] = (gradient[last] ?? 0) + (noneIsRight ? 1 : 0) - none;
  }
  return gradient;
}

function toWeights(parameters: Float64Array): CombinerWeights {
  const weights = Object.fromEntries(FEATURES.map((name, i) => [name, parameters[i] ?? 0]));
  return { weights: weights as Record<Feature, number>, none: parameters[FEATURES.length] ?? 0 };
}
