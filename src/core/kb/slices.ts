import { release } from '../bytes/release.js';
import { finish, type Steps } from '../steps.js';

/** A list of numbers for each of n things, end to end: list i is `values[starts[i] .. starts[i + 1])`. */
export interface Slices {
  readonly starts: Uint32Array;
  readonly values: Uint32Array;
}

type Numbers = readonly number[] | Uint32Array;

/** Things between two yields. */
const STRIDE = 1 << 15;

/** List i; empty for a number that is not there. A view: not to be written to. */
export function sliceAt({ starts, values }: Slices, index: number): Uint32Array {
  return values.subarray(starts[index] ?? 0, starts[index + 1] ?? 0);
}

/** Puts `values[k]` into list `lists[k]`, in the order given. */
export function slicesOf(count: number, lists: Numbers, values: Numbers): Slices {
  return finish(
    slicesInSteps(
      count,
      lists.length,
      (k) => lists[k] ?? 0,
      (k) => values[k] ?? 0,
    ),
  );
}

/** Puts `valueOf(k)` for k < `length` into list `listOf(k)`, in the order of k. */
export function* slicesInSteps(
  count: number,
  length: number,
  listOf: (k: number) => number,
  valueOf: (k: number) => number,
): Steps<Slices> {
  const slices = { starts: new Uint32Array(count + 1), values: new Uint32Array(length) };
  yield* fillSlices(slices.starts, length, listOf, (place, k) => (slices.values[place] = valueOf(k)));
  return slices;
}

/**
 * Finds a place for each of `length` things in their lists, in order: counts, then places. O(lists + length).
 *
 * @param starts all 0, one more than lists; afterwards where each list starts
 * @param listOf asked twice for each thing
 */
export function* fillSlices(
  starts: Uint32Array,
  length: number,
  listOf: (k: number) => number,
  put: (place: number, k: number) => void,
): Steps<void> {
  for (let k = 0; k < length; k++) {
    const list = listOf(k) + 1;
    starts[list] = (starts[list] ?? 0) + 1;
    if (k % STRIDE === 0) yield null;
  }
  for (let list = 1; list < starts.length; list++) {
    starts[list] = (starts[list] ?? 0) + (starts[list - 1] ?? 0);
  }
  const next = starts.slice();
  for (let k = 0; k < length; k++) {
    const list = listOf(k);
    const place = next[list] ?? 0;
    next[list] = place + 1;
    put(place, k);
    if (k % STRIDE === 0) yield null;
  }
  release(next);
}
