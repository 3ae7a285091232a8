/** Comparing two systems on the same documents: paired differences with bootstrap intervals over documents. */
import { bootstrapped, type Estimate } from '../../src/core/evaluation/bootstrap.js';

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
