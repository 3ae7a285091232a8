/**
 * Weighs the evidence for each concept of a mention by a conditional logit with one extra option, "none of these":
 * share(c) = exp(w · f(c)) / (exp(u) + Σ exp(w · f(c'))), so shares are probabilities and may sum below one.
 * Weights are fitted by maximum likelihood (`fitCombiner`).
 */
import type { ConceptEvidence } from './evidence.js';

/**
 * What may speak for a concept in `model` mode. Of the concepts that share the best name, the one that the model gave more
 * probability over all its names goes first; what the knowledge base says of them (prefers the name, has more names, comes first) chose
 * worse on held-out mentions.
 */
export const MODEL_FEATURES = ['meanLogProb', 'massLogProb', 'otherGroup'] as const;

/** What the generator adds in `system` mode. */
export const GENERATOR_FEATURES = ['meanLogProb', 'generated'] as const;

/** What comparing meanings adds where everything else leaves the answer open (`CombinerSet.open`). */
export const MEANING_FEATURES = ['meaning', 'meaningCubed', 'preferredMeaning', 'nearMeaning'] as const;

export const FEATURES = [
  ...GENERATOR_FEATURES,
  'massLogProb',
  'exact',
  'normalised',
  'preferred',
  'firstOfName',
  'memoryShare',
  'memoryCount',
  'memoryElse',
  'conceptUses',
  'conceptNames',
  'similarity',
  'preferredSimilarity',
  'textOnly',
  'nameOnly',
  'nearMemory',
  'otherName',
  'otherEqual',
  'nearest',
  'part',
  'inDocument',
  'spelledOut',
  'otherGroup',
  ...MEANING_FEATURES,
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
  /**
   * In place of `system` for mentions whose best share under it is below `OPEN_BELOW`: for these the meanings of names are
   * compared. Null for a model that cannot compare them.
   */
  readonly open: CombinerWeights | null;
}

/** A share from which the answer is not looked at again: comparing meanings costs more than finding names. */
export const OPEN_BELOW = 0.9;

const NO_WEIGHT = Object.fromEntries(FEATURES.map((name) => [name, 0])) as Record<Feature, number>;

/**
 * For a model that came without fitted weights: ranks by the generator, then by equal names and memory. Its shares are
 * no probabilities, so they are not shown.
 */
export const UNFITTED: CombinerSet = {
  model: { weights: { ...NO_WEIGHT, meanLogProb: 1, generated: 10, firstOfName: 0.01 }, none: 0 },
  system: {
    weights: {
      ...NO_WEIGHT,
      meanLogProb: 1,
      generated: 1,
      exact: 3,
      firstOfName: 0.01,
      memoryShare: 6,
      nearest: 1,
    },
    none: 0,
  },
  open: null,
};

/** Stands in for the log-probability of a name that was not generated: below what a beam usually keeps. */
const UNGENERATED_MEAN = -4;
const UNGENERATED_MASS = -20;

/** Feature values of one concept, in the order of `FEATURES`. */
export function featuresOf(evidence: ConceptEvidence): readonly number[] {
  const values = valuesOf(evidence);
  return FEATURES.map((name) => values[name]);
}

function valuesOf(evidence: ConceptEvidence): Readonly<Record<Feature, number>> {
  const { remembered, rememberedMost, likeness, nearRemembered: near, other, meaning } = evidence;
  const similarity = likeness?.similarity ?? 0;
  return {
    meanLogProb: Math.max(UNGENERATED_MEAN, evidence.meanLogProb ?? UNGENERATED_MEAN),
    massLogProb: Math.max(UNGENERATED_MASS, evidence.massLogProb ?? UNGENERATED_MASS),
    generated: evidence.meanLogProb === null ? 0 : 1,
    exact: evidence.exact ? 1 : 0,
    normalised: evidence.normalised ? 1 : 0,
    preferred: evidence.preferred ? 1 : 0,
    firstOfName: evidence.ambiguity === 0 ? 1 : 0,
    memoryShare: rememberedMost === 0 ? 0 : remembered / rememberedMost,
    memoryCount: Math.log1p(remembered),
    memoryElse: rememberedMost > 0 && remembered === 0 ? 1 : 0,
    conceptUses: Math.log1p(evidence.conceptUses),
    conceptNames: Math.log1p(evidence.conceptNames),
    similarity,
    preferredSimilarity: likeness?.preferred ?? 0,
    textOnly: likeness?.textOnly ?? 1,
    nameOnly: likeness?.nameOnly ?? 1,
    // A text that is half alike says much less than half of what an equal one says.
    nearMemory: near === null ? 0 : near.similarity ** 3 * near.share,
    otherName: other === null ? 0 : other.similarity ** 3 * other.share,
    otherEqual: other?.equal === true ? other.share : 0,
    nearest: Math.max(similarity, weighted(near), weighted(other)) ** 2,
    part: evidence.part === null ? 0 : 1,
    inDocument: evidence.inDocument > 0 ? 1 : 0,
    // What the letters meant before goes before what they may mean.
    spelledOut: evidence.spelledOut && rememberedMost === 0 ? 1 : 0,
    otherGroup: evidence.otherGroup ? 1 : 0,
    meaning: meaning?.similarity ?? 0,
    meaningCubed: (meaning?.similarity ?? 0) ** 3,
    preferredMeaning: meaning?.preferred ?? 0,
    nearMeaning: (meaning?.nearest ?? 0) ** 3,
  };
}

function weighted(near: ConceptEvidence['nearRemembered']): number {
  return near === null ? 0 : near.similarity * near.share;
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
