/** Comparing two systems on the same documents: paired differences with bootstrap intervals over documents. */
import { createRandom } from '../../src/core/random.js';

export interface Estimate {
  readonly value: number;
  /** Ends of the 95 % interval. */
  readonly lower: number;
  readonly upper: number;
}

const RESAMPLES = 2000;

/**
 * An estimate from documents, with its 95 % percentile interval (Efron and Tibshirani 1993, chapter 13): documents are
 * drawn with replacement, because mentions of one document repeat each other.
 *
 * @param estimate of some of the documents, repeats included
 */
export function bootstrapped<Document>(
  documents: readonly Document[],
  estimate: (drawn: readonly Document[]) => number,
  seed = 1,
): Estimate {
  const random = createRandom(seed);
  const drawn = Array.from({ length: RESAMPLES }, () =>
    estimate(
      documents.map(
        (_, i) => documents[Math.floor(random() * documents.length)] ?? (documents[i] as Document),
      ),
    ),
  ).sort((a, b) => a - b);
  const at = (share: number): number => drawn[Math.round(share * (RESAMPLES - 1))] ?? Number.NaN;
  return { value: estimate(documents), lower: at(0.025), upper: at(0.975) };
}

/** What a model answered to the mentions of one document. */
export interface Answered {
  /** CPU milliseconds of all its mentions. */
  readonly cpu: number;
  /** Place of the first right concept from 0 for each mention, -1 for none. */
  readonly ranks: readonly number[];
  /** First answer to each mention. */
  readonly first: readonly (string | null)[];
}

/** A model beside another; percentages, and points between them. */
export interface Comparison {
  readonly model: string;
  readonly mentions: number;
  readonly top1: number;
  readonly top5: number;
  /** Points of top-1 above the other. */
  readonly difference: Estimate;
  /** Mentions with the other's first answer, %. */
  readonly sameFirst: number;
  readonly cpuPerMention: number;
  /** CPU time over the other's. */
  readonly cpuRatio: Estimate;
}

/** Compares `answered` with `base`: the same documents in the same order, the same mentions in each. */
export function comparisonOf(
  model: string,
  base: readonly Answered[],
  answered: readonly Answered[],
): Comparison {
  const pairs = answered.map((own, i) => ({ own, other: base[i] ?? own }));
  const mentions = sum(answered, ({ ranks }) => ranks.length);
  const within = (places: number) => (document: Answered) =>
    document.ranks.filter((rank) => rank >= 0 && rank < places).length;
  const right = within(1);
  return {
    model,
    mentions,
    top1: (100 * sum(answered, right)) / mentions,
    top5: (100 * sum(answered, within(5))) / mentions,
    difference: bootstrapped(
      pairs,
      (drawn) =>
        (100 * sum(drawn, ({ own, other }) => right(own) - right(other))) /
        sum(drawn, ({ own }) => own.ranks.length),
    ),
    sameFirst:
      (100 *
        sum(pairs, ({ own, other }) => own.first.filter((answer, i) => answer === other.first[i]).length)) /
      mentions,
    cpuPerMention: sum(answered, ({ cpu }) => cpu) / mentions,
    cpuRatio: bootstrapped(
      pairs,
      (drawn) => sum(drawn, ({ own }) => own.cpu) / sum(drawn, ({ other }) => other.cpu),
    ),
  };
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}

export function comparisonTable(comparisons: readonly Comparison[]): string {
  const between = ({ lower, upper }: Estimate, digits: number): string =>
    `${lower.toFixed(digits)} to ${upper.toFixed(digits)}`;
  return comparisons
    .map(
      ({ model, mentions, top1, top5, difference, sameFirst, cpuPerMention, cpuRatio }) =>
        `${model}: ${mentions} mentions, top-1 ${top1.toFixed(2)}, top-5 ${top5.toFixed(2)}, ` +
        `difference ${difference.value.toFixed(2)} (${between(difference, 2)}), ` +
        `same first answer ${sameFirst.toFixed(1)} %, CPU ${cpuPerMention.toFixed(0)} ms a mention, ` +
        `ratio ${cpuRatio.value.toFixed(3)} (${between(cpuRatio, 3)})`,
    )
    .join('\n');
}
