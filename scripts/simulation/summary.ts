/** Figures of all seeds together. */
import { bootstrapped, type Estimate } from '../../src/core/evaluation/bootstrap.js';
import { ARM_NAMES, type ArmName } from './arms.js';
import type { ArmResult, JudgedAhead } from './run-arm.js';

export interface ArmSummary {
  readonly arm: ArmName;
  readonly seeds: number;
  /** Top-1 of what is ahead after the last decision, %, mean over the seeds: as the page ranks, and by generation alone. */
  readonly system: Estimate;
  readonly model: Estimate;
  /** Of each seed by itself, %. */
  readonly ofSeeds: readonly number[];
  /** Top-1 of each window of decisions as they were made, %, mean over the seeds; null for a window without a concept. */
  readonly windows: readonly (number | null)[];
  /** Points of top-1 lost on the replay sample, mean over the seeds; null where nothing was trained. */
  readonly replayLoss: number | null;
}

/** An arm beside another; points of top-1. */
export interface Difference {
  readonly arm: ArmName;
  readonly than: ArmName;
  readonly system: Estimate;
  readonly model: Estimate;
}

/** Decisions whose top-1 is one point of the curve. */
export const WINDOW = 50;

/** Arms in their own order; those that were not run are left out. */
export function summariesOf(results: readonly ArmResult[]): readonly ArmSummary[] {
  return ARM_NAMES.flatMap((arm) => {
    const own = ofArm(results, arm);
    if (own.length === 0) return [];
    const documents = documentsOf(own.map(({ ahead }) => ahead));
    const losses = own.flatMap(({ replay }) =>
      replay ? [(100 * (replay.before - replay.after)) / replay.names] : [],
    );
    return [
      {
        arm,
        seeds: own.length,
        system: bootstrapped(documents, (drawn) => meanTop1(drawn, 'system')),
        model: bootstrapped(documents, (drawn) => meanTop1(drawn, 'model')),
        ofSeeds: own.map(({ ahead }) => top1([...ahead], 'system')),
        windows: windowsOf(own),
        replayLoss: losses.length === 0 ? null : mean(losses),
      },
    ];
  });
}

/** Of every arm to the one without learning, of preferences to positives, and of preferences with memory to memory. */
export function differencesOf(results: readonly ArmResult[]): readonly Difference[] {
  const wanted: readonly (readonly [ArmName, ArmName])[] = [
    ...ARM_NAMES.filter((arm) => arm !== 'none').map((arm) => [arm, 'none'] as const),
    ['dpo', 'positives'],
    ['dpo_memory', 'memory'],
  ];
  return wanted.flatMap(([arm, than]) => {
    const [own, other] = [ofArm(results, arm), ofArm(results, than)];
    const shared = own.flatMap((result) => {
      const beside = other.find(({ seed }) => seed === result.seed);
      return beside ? [[result.ahead, beside.ahead] as const] : [];
    });
    if (shared.length === 0) return [];
    const pairs = pairedDocuments(shared);
    const difference = (kind: Kind): Estimate =>
      bootstrapped(
        pairs,
        (drawn) =>
          meanTop1(
            drawn.map(({ own: documents }) => documents),
            kind,
          ) -
          meanTop1(
            drawn.map(({ other: documents }) => documents),
            kind,
          ),
      );
    return [{ arm, than, system: difference('system'), model: difference('model') }];
  });
}

type Kind = 'system' | 'model';

/** One document as each seed met it; null for a seed that had decided on it or did not come so far. */
type OverSeeds = readonly (JudgedAhead | null)[];

function ofArm(results: readonly ArmResult[], arm: ArmName): readonly ArmResult[] {
  return results.filter((result) => result.arm === arm).sort((a, b) => a.seed - b.seed);
}

/** Documents are what is drawn: the same one is judged under several seeds, and its mentions repeat each other. */
function documentsOf(seeds: readonly (readonly JudgedAhead[])[]): readonly OverSeeds[] {
  const ids = [...new Set(seeds.flatMap((ahead) => ahead.map(({ document }) => document)))];
  const bySeed = seeds.map((ahead) => new Map(ahead.map((judged) => [judged.document, judged])));
  return ids.map((id) => bySeed.map((documents) => documents.get(id) ?? null));
}

function pairedDocuments(
  seeds: readonly (readonly [readonly JudgedAhead[], readonly JudgedAhead[]])[],
): readonly { readonly own: OverSeeds; readonly other: OverSeeds }[] {
  const own = documentsOf(seeds.map(([first]) => first));
  // The arms of one seed walk the same way, so that both have the same documents in the same order.
  const other = documentsOf(seeds.map(([, second]) => second));
  return own.map((documents, i) => ({ own: documents, other: other[i] ?? [] }));
}

function meanTop1(drawn: readonly OverSeeds[], kind: Kind): number {
  const seeds = drawn[0]?.length ?? 0;
  const ofSeeds = Array.from({ length: seeds }, (_, seed) =>
    top1(
      drawn.flatMap((documents) => documents[seed] ?? []),
      kind,
    ),
  );
  return mean(ofSeeds.filter((value) => !Number.isNaN(value)));
}

function top1(documents: readonly JudgedAhead[], kind: Kind): number {
  const mentions = documents.reduce((sum, document) => sum + document.mentions, 0);
  return (100 * documents.reduce((sum, document) => sum + document[kind], 0)) / mentions;
}

function windowsOf(results: readonly ArmResult[]): readonly (number | null)[] {
  const longest = Math.max(...results.map(({ decided }) => decided.length));
  return Array.from({ length: Math.ceil(longest / WINDOW) }, (_, window) => {
    const ofSeeds = results.flatMap(({ decided }) => {
      const judged = decided
        .slice(window * WINDOW, (window + 1) * WINDOW)
        .filter((isRight) => isRight !== null);
      return judged.length === 0 ? [] : [(100 * judged.filter(Boolean).length) / judged.length];
    });
    return ofSeeds.length === 0 ? null : mean(ofSeeds);
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
