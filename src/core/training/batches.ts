/** Which examples each step of training takes: a function of the seed and the step, so that a run can go on anywhere. */
import { textHash } from '../hash/text-hash.js';
import { createRandom } from '../random.js';
import type { TrainingSettings } from './settings.js';

/** Examples of a step, by number. */
export interface Batch {
  readonly examples: readonly number[];
  /** Of the replay; half as many as a full batch has, or none where there is no replay. */
  readonly replay: readonly number[];
}

export interface Dealing {
  /** How many there are. */
  readonly examples: number;
  readonly replay: number;
  readonly batch: TrainingSettings['batch'];
  readonly seed: number;
}

/** Steps in which every example is seen once: batches as even as they can be, none above `batch`. */
export function stepsPerEpoch({ examples, batch }: Pick<Dealing, 'examples' | 'batch'>): number {
  return Math.ceil(examples / batch);
}

/** Steps of a whole run. */
export function stepsOf(
  { batch, epochs }: Pick<TrainingSettings, 'batch' | 'epochs'>,
  examples: number,
): number {
  return epochs * stepsPerEpoch({ examples, batch });
}

/**
 * The examples of a step. In each epoch every example comes once, in an order of its own. The replay goes round and
 * round beside them: all of it is seen before any is seen again.
 *
 * @param step from 0
 */
export function batchAt(dealing: Dealing, step: number): Batch {
  const { examples, replay, batch, seed } = dealing;
  const steps = stepsPerEpoch(dealing);
  const epoch = Math.floor(step / steps);
  const place = step % steps;
  const order = shuffled(examples, `${seed} examples ${epoch}`);
  const beside = replay === 0 ? 0 : Math.ceil(batch / 2);
  return {
    examples: order.slice(
      Math.round((place * examples) / steps),
      Math.round(((place + 1) * examples) / steps),
    ),
    replay: inRounds(replay, step * beside, beside, `${seed} replay`),
  };
}

/** `count` numbers below `size` from place `start` of an endless row of shuffled rounds. */
function inRounds(size: number, start: number, count: number, seed: string): readonly number[] {
  const taken: number[] = [];
  for (let place = start; place < start + count;) {
    const round = shuffled(size, `${seed} ${Math.floor(place / size)}`);
    const part = round.slice(place % size, (place % size) + start + count - place);
    taken.push(...part);
    place += part.length;
  }
  return taken;
}

/** The numbers below `size` in an order that follows from the seed (Fisher and Yates). */
function shuffled(size: number, seed: string): readonly number[] {
  const random = createRandom(textHash(seed));
  const order = Array.from({ length: size }, (_, number) => number);
  for (let last = size - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
