/** A step of training in the parts that go through the model one after the other. */
import type { ReferenceScores } from '../repositories.js';
import type { MicroBatch, PreparedExample } from './preference-model.js';

/** Of an example that the base model was not asked about. */
export const UNKNOWN: ReferenceScores = [Number.NaN, Number.NaN];

/**
 * Passes of at most `microBatch` examples, as even as can be, each with its part of the replay. Their losses and gradients
 * sum to those of the step.
 *
 * @param examples at least one
 * @param references by key
 */
export function passesOf(
  examples: readonly PreparedExample[],
  replay: readonly PreparedExample[],
  references: ReadonlyMap<string, ReferenceScores>,
  microBatch: number,
): readonly MicroBatch[] {
  const count = Math.ceil(examples.length / microBatch);
  const [sorted, beside] = [byLength(examples), byLength(replay)];
  const totalWeight = examples.reduce((sum, { weight }) => sum + weight, 0);
  return Array.from({ length: count }, (_, pass) => {
    const part = shareOf(sorted, pass, count);
    return {
      examples: part,
      references: part.map(({ key }) => references.get(key) ?? UNKNOWN),
      replay: shareOf(beside, pass, count),
      totalWeight,
      totalReplay: replay.length,
    };
  });
}

/** The shortest first: what goes through the model together is padded to its longest. */
function byLength(examples: readonly PreparedExample[]): readonly PreparedExample[] {
  const lengthOf = ({ input, chosen, rejected }: PreparedExample): number =>
    input.prefix.length + Math.max(chosen.length, rejected?.length ?? 0);
  return [...examples].sort((a, b) => lengthOf(a) - lengthOf(b));
}

/** Part `part` of `parts` of a list, all as long as they can be alike. */
function shareOf<T>(list: readonly T[], part: number, parts: number): readonly T[] {
  return list.slice(Math.round((part * list.length) / parts), Math.round(((part + 1) * list.length) / parts));
}
