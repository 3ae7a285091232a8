/** A list of numbers for each of n things, end to end: list i is `values[starts[i] .. starts[i + 1])`. */
export interface Slices {
  readonly starts: Uint32Array;
  readonly values: Uint32Array;
}

/** List i; empty for a number that is not there. A view: not to be written to. */
export function sliceAt({ starts, values }: Slices, index: number): Uint32Array {
  return values.subarray(starts[index] ?? 0, starts[index + 1] ?? 0);
}

type Numbers = readonly number[] | Uint32Array;

/** Puts `values[k]` into list `lists[k]`, in the order given. Counts, then fills: O(lists + values). */
export function slicesOf(count: number, lists: Numbers, values: Numbers): Slices {
  const starts = new Uint32Array(count + 1);
  for (const list of lists) starts[list + 1] = (starts[list + 1] ?? 0) + 1;
  for (let list = 0; list < count; list++) starts[list + 1] = (starts[list + 1] ?? 0) + (starts[list] ?? 0);
  const next = starts.slice();
  const filled = new Uint32Array(lists.length);
  for (let k = 0; k < lists.length; k++) {
    const list = lists[k] ?? 0;
    const place = next[list] ?? 0;
    filled[place] = values[k] ?? 0;
    next[list] = place + 1;
  }
  return { starts, values: filled };
}
