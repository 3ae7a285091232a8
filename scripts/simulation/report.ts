/** What a simulation found, for people and for programs. */
import type { Estimate } from '../../src/core/evaluation/bootstrap.js';
import type { ArmResult } from './run-arm.js';
import { WINDOW, type ArmSummary, type Difference } from './summary.js';

export function summaryTable(summaries: readonly ArmSummary[], differences: readonly Difference[]): string {
  const windows = summaries[0]?.windows.map((_, i) => `to ${(i + 1) * WINDOW}`) ?? [];
  const lines = [
    'top-1 ahead of the last decision, %',
    ...summaries.map(
      ({ arm, system, model, replayLoss, ofSeeds }) =>
        `  ${arm.padEnd(11)} ${withInterval(system)}  by generation alone ${withInterval(model)}` +
        `  seeds ${Math.min(...ofSeeds).toFixed(1)} to ${Math.max(...ofSeeds).toFixed(1)}` +
        (replayLoss === null ? '' : `  lost on replay ${replayLoss.toFixed(2)}`),
    ),
    'differences, points',
    ...differences.map(
      ({ arm, than, system, model }) =>
        `  ${`${arm} - ${than}`.padEnd(22)} ${withInterval(system)}  by generation alone ${withInterval(model)}`,
    ),
    `top-1 of the decisions as they were made, %: ${windows.join(', ')}`,
    ...summaries.map(({ arm, windows: own }) => `  ${arm.padEnd(11)} ${own.map(percent).join('  ')}`),
  ];
  return lines.join('\n');
}

/** The machine-readable line. */
export function summaryJson(
  about: object,
  results: readonly ArmResult[],
  summaries: readonly ArmSummary[],
  differences: readonly Difference[],
): string {
  const points = Object.fromEntries(summaries.map(({ arm, system }) => [arm, rounded(system.value)]));
  const gain = differences.find(({ arm, than }) => arm === 'dpo_memory' && than === 'none');
  const losses = summaries.flatMap(({ arm, replayLoss }) =>
    replayLoss === null ? [] : [[arm, rounded(replayLoss)] as const],
  );
  // What the two arms that the page would train lost; the worse of them.
  const preference = losses.flatMap(([arm, loss]) => (arm === 'positives' ? [] : [loss]));
  return JSON.stringify({
    ...about,
    ...points,
    ...(gain ? { gain_dpo_memory: rounded(gain.system.value) } : {}),
    ...(preference.length === 0 ? {} : { replay_loss: Math.max(...preference) }),
    replay_losses: Object.fromEntries(losses),
    intervals: Object.fromEntries(summaries.map(({ arm, system }) => [arm, ends(system)])),
    generation_alone: Object.fromEntries(summaries.map(({ arm, model }) => [arm, rounded(model.value)])),
    differences: Object.fromEntries(
      differences.map(({ arm, than, system, model }) => [
        `${arm}-${than}`,
        {
          points: rounded(system.value),
          interval: ends(system),
          generation_alone: { points: rounded(model.value), interval: ends(model) },
        },
      ]),
    ),
    windows: Object.fromEntries(
      summaries.map(({ arm, windows }) => [
        arm,
        windows.map((value) => (value === null ? null : rounded(value))),
      ]),
    ),
    seeds: Object.fromEntries(summaries.map(({ arm, ofSeeds }) => [arm, ofSeeds.map(rounded)])),
    trainings: results.flatMap(({ arm, seed, trainings, actions, seconds }) => ({
      arm,
      seed,
      ...actions,
      seconds: Math.round(seconds),
      examples: trainings.map(({ examples }) => examples),
      held_out: trainings.map(({ heldOut }) => heldOut),
      best_steps: trainings.map(({ bestStep }) => bestStep),
      training_seconds: trainings.map((training) => Math.round(training.seconds)),
      held_out_chosen_first: trainings.map(
        ({ heldOutChosenFirst }) => heldOutChosenFirst?.map(rounded) ?? null,
      ),
      pairs_of_last: trainings.at(-1)?.kinds ?? null,
    })),
  });
}

function withInterval({ value, lower, upper }: Estimate): string {
  return `${value.toFixed(2).padStart(6)} (${lower.toFixed(2)} to ${upper.toFixed(2)})`;
}

function ends({ lower, upper }: Estimate): readonly [number, number] {
  return [rounded(lower), rounded(upper)];
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function percent(value: number | null): string {
  return value === null ? '   -' : value.toFixed(1).padStart(4);
}
