import type { Steps } from '../steps.js';

/** Runs of tokens to sort: run i is `tokens[begins[i] .. ends[i])`, read forwards or backwards. */
export interface Runs {
  readonly tokens: Uint16Array | Uint32Array;
  readonly begins: Uint32Array;
  readonly ends: Uint32Array;
  readonly backwards: boolean;
}

/** Per place of a sorted order: tokens that the run there has in common with the one before, 0 at the first place. */
export type CommonLengths = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

const WIDEST_16_BIT = 0xffff;
/** Below this many runs, comparing each with its neighbours is fastest. */
const FEW = 12;
/** Runs looked at between two steps. */
const WORK_PER_STEP = 100_000;

/**
 * Sorts run numbers in place: lexicographic by token, equal runs by number. Multikey quicksort (Bentley and Sedgewick
 * 1997) with the tokens of the present depth kept beside the numbers; no recursion, so that long runs are no danger.
 * Where runs part is known on the way, and comes back, so that nobody has to compare them again.
 * @param task in words; null to be silent
 */
export function* sortRuns(order: Uint32Array, runs: Runs, task: string | null): Steps<CommonLengths> {
  const { tokens, begins, ends, backwards } = runs;
  const common = roomForCommon(order.length, longestOf(begins, ends));
  const keys = roomForKeys(order.length, tokens);
  /** Frames still to sort: from, to, depth, and 1 where `keys` has that depth already. */
  const stack: number[] = [0, order.length, 0, 0];
  let work = 0;

  /** One more than the token at a depth, or 0 behind the end, so that shorter runs come first. */
  const keyOf = (run: number, depth: number): number => {
    const begin = begins[run] ?? 0;
    const end = ends[run] ?? 0;
    if (depth >= end - begin) return 0;
    return (tokens[backwards ? end - 1 - depth : begin + depth] ?? 0) + 1;
  };
  const precedes = (run: number, other: number, depth: number): boolean => {
    for (let at = depth; ; at++) {
      const key = keyOf(run, at);
      const otherKey = keyOf(other, at);
      if (key !== otherKey) return key < otherKey;
      if (key === 0) return run < other;
    }
  };
  const commonFrom = (run: number, other: number, depth: number): number => {
    let at = depth;
    for (let key = keyOf(run, at); key !== 0 && key === keyOf(other, at); key = keyOf(run, at)) at++;
    return at;
  };
  const swap = (a: number, b: number): void => {
    const run = order[a] ?? 0;
    order[a] = order[b] ?? 0;
    order[b] = run;
    const key = keys[a] ?? 0;
    keys[a] = keys[b] ?? 0;
    keys[b] = key;
  };

  while (stack.length > 0) {
    const gathered = stack.pop();
    const depth = stack.pop() ?? 0;
    const to = stack.pop() ?? 0;
    const from = stack.pop() ?? 0;
    work += to - from;
    if (work > WORK_PER_STEP) {
      work = 0;
      // Frames are taken from the end of the array backwards.
      yield task === null ? null : { task, done: order.length - to, total: order.length, unit: 'names' };
    }
    if (to - from <= FEW) {
      for (let place = from + 1; place < to; place++) {
        const run = order[place] ?? 0;
        let at = place;
        for (; at > from && precedes(run, order[at - 1] ?? 0, depth); at--) order[at] = order[at - 1] ?? 0;
        order[at] = run;
      }
      for (let place = from + 1; place < to; place++) {
        common[place] = commonFrom(order[place] ?? 0, order[place - 1] ?? 0, depth);
      }
      continue;
    }
    if (gathered === 0) {
      for (let place = from; place < to; place++) keys[place] = keyOf(order[place] ?? 0, depth);
    }
    const pivot = median(keys[from] ?? 0, keys[(from + to) >>> 1] ?? 0, keys[to - 1] ?? 0);
    let equal = from;
    let greater = to;
    for (let place = from; place < greater;) {
      const key = keys[place] ?? 0;
      if (key < pivot) swap(equal++, place++);
      else if (key > pivot) swap(place, --greater);
      else place++;
    }
    if (equal > from) common[equal] = depth;
    if (greater < to) common[greater] = depth;
    stack.push(from, equal, depth, 1);
    if (pivot === 0) {
      order.subarray(equal, greater).sort();
      common.fill(depth, equal + 1, greater);
    } else stack.push(equal, greater, depth + 1, 0);
    stack.push(greater, to, depth, 1);
  }
  return common;
}

/** A key is one more than a token. */
function roomForKeys(count: number, tokens: Uint16Array | Uint32Array): Uint16Array | Uint32Array {
  const fitsTwoBytes = tokens instanceof Uint16Array && !tokens.includes(WIDEST_16_BIT);
  return fitsTwoBytes ? new Uint16Array(count) : new Uint32Array(count);
}

/** Two bytes for each of `count` places, or four where runs are so long. */
export function roomForCommon(count: number, longest: number): CommonLengths {
  return longest > WIDEST_16_BIT ? new Uint32Array(count) : new Uint16Array(count);
}

export function longestOf(begins: Uint32Array, ends: Uint32Array): number {
  let longest = 0;
  for (let run = 0; run < begins.length; run++) {
    longest = Math.max(longest, (ends[run] ?? 0) - (begins[run] ?? 0));
  }
  return longest;
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
