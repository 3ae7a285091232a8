/** The figures of a report, from what was linked and scored before and after. */
import { bootstrapped, type Estimate } from '../evaluation/bootstrap.js';
import { groupBy } from '../group-by.js';
import type { ConceptId } from '../ids.js';
import { flipsIn } from './flips.js';
import type { CasePart } from './job.js';
import type { JudgedCase, RankedBoth } from './judged-case.js';
import { marginOf, pairMeansOf, preferenceOf, type ScoredPair } from './pair-means.js';
import type { BeforeAfter, Contributions, FlipSide, ReportFigures, TrainingReport } from './report.js';
import type { TrainingSettings } from './settings.js';

export interface JudgedRun {
  readonly cases: readonly JudgedCase[];
  /** By generation alone. */
  readonly replay: readonly JudgedCase[];
  /** The held-out pairs, in the same order. */
  readonly pairs: { readonly before: readonly ScoredPair[]; readonly after: readonly ScoredPair[] };
  readonly settings: Pick<TrainingSettings, 'loss' | 'beta' | 'seed'>;
}

/** The parts of a report that are counted. Intervals are resampled with the settings' seed. */
export function reportOf({
  cases,
  replay,
  pairs,
  settings,
}: JudgedRun): Pick<TrainingReport, 'figures' | 'flips'> {
  const { seed } = settings;
  const of = (part: CasePart): readonly JudgedCase[] => cases.filter((judged) => judged.part === part);
  return {
    figures: {
      pairs: pairFigures(pairs, settings),
      heldOut: beforeAfter(of('held-out'), seed),
      contributions: contributionsOf(of('held-out'), seed),
      replay: beforeAfter(replay, seed),
      gold: beforeAfter(of('gold'), seed),
    },
    flips: flipsIn(cases),
  };
}

/** Top-1 and top-5 of the same mentions before and after; null for none. Those without a right concept are passed over. */
export function beforeAfter(cases: readonly JudgedCase[], seed: number): BeforeAfter | null {
  const judged = cases.filter(({ gold }) => gold.length > 0);
  if (judged.length === 0) return null;
  const share = shareIn(judged, seed);
  const within = (side: keyof RankedBoth, places: number) =>
    share((judgedCase) => points(judgedCase[side], places, judgedCase.gold));
  return {
    mentions: judged.length,
    before: { top1: within('before', 1), top5: within('before', 5) },
    after: { top1: within('after', 1), top5: within('after', 5) },
    difference: share(({ before, after, gold }) => points(after, 1, gold) - points(before, 1, gold)),
  };
}

/** What memory and training bring by themselves and together; null where nothing was linked without memory. */
export function contributionsOf(cases: readonly JudgedCase[], seed: number): Contributions | null {
  const judged = cases.flatMap(({ withoutMemory, ...rest }) =>
    withoutMemory === null || rest.gold.length === 0 ? [] : [{ ...rest, withoutMemory }],
  );
  if (judged.length === 0) return null;
  const share = shareIn(judged, seed);
  return {
    neither: share(({ withoutMemory, gold }) => points(withoutMemory.before, 1, gold)),
    memory: share(({ before, gold }) => points(before, 1, gold)),
    training: share(({ withoutMemory, gold }) => points(withoutMemory.after, 1, gold)),
    both: share(({ after, gold }) => points(after, 1, gold)),
  };
}

function pairFigures(
  { before, after }: JudgedRun['pairs'],
  settings: JudgedRun['settings'],
): ReportFigures['pairs'] {
  const means = { before: pairMeansOf(before, settings), after: pairMeansOf(after, settings) };
  if (means.before === null || means.after === null) return null;
  const scored = after.map((pair) => ({ ...pair, documentId: pair.example.documentId ?? pair.example.key }));
  const accuracy = shareIn(
    scored,
    settings.seed,
  )((pair) => 100 * preferenceOf(marginOf(pair, settings.beta)));
  return { count: after.length, before: means.before, after: means.after, accuracy };
}

/** 100 where one of the first candidates is right, else 0: means of these are percentages. */
function points(ranked: readonly FlipSide[], places: number, gold: readonly ConceptId[]): number {
  return ranked.slice(0, places).some(({ conceptId }) => gold.includes(conceptId)) ? 100 : 0;
}

/**
 * Means over values with intervals over their documents. Of a single document the values themselves are drawn again:
 * drawn whole it would always be the same, and look certain.
 */
function shareIn<T extends { readonly documentId: string }>(
  values: readonly T[],
  seed: number,
): (of: (value: T) => number) => Estimate {
  const documents = [...groupBy(values, ({ documentId }) => documentId).values()];
  const groups = documents.length > 1 ? documents : values.map((value) => [value]);
  return (of) => {
    const sums = groups.map((group) => ({
      count: group.length,
      sum: group.reduce((sum, value) => sum + of(value), 0),
    }));
    return bootstrapped(
      sums,
      (drawn) => {
        let [total, count] = [0, 0];
        for (const group of drawn) {
          total += group.sum;
          count += group.count;
        }
        return total / count;
      },
      seed,
    );
  };
}
