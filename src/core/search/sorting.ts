import type { Slices } from '../kb/slices.js';
import type { Progress } from '../progress.js';
import type { Steps } from '../steps.js';

/** Items between two yields. */
const STRIDE = 1 << 15;
/** Strings that are few enough to be compared with each other in one step. */
const FEW = 4096;

/**
 * `slicesOf` in steps: puts `valueOf(k)` for k < `length` into list `listOf(k)`, in the order of k.
 *
 * @param count lists
 */
export function* slicesInSteps(
  count: number,
  length: number,
  listOf: (k: number) => number,
  valueOf: (k: number) => number,
): Steps<Slices> {
  const starts = new Uint32Array(count + 1);
  for (let k = 0; k < length; k++) {
    const list = listOf(k) + 1;
    starts[list] = (starts[list] ?? 0) + 1;
    if (k % STRIDE === 0) yield null;
  }
  for (let list = 0; list < count; list++) starts[list + 1] = (starts[list + 1] ?? 0) + (starts[list] ?? 0);
  const next = starts.slice();
  const values = new Uint32Array(length);
  for (let k = 0; k < length; k++) {
    const list = listOf(k);
    const place = next[list] ?? 0;
    values[place] = valueOf(k);
    next[list] = place + 1;
    if (k % STRIDE === 0) yield null;
  }
  return { starts, values };
}

/**
 * Numbers of the strings in order of their UTF-16 code units; equal ones by number. Strings are dealt out by one code
 * unit after the other (radix sort, most significant first) until few are left to compare, so that no step is long.
 */
export function* sortedOrder(strings: readonly string[], task: string): Steps<Uint32Array> {
  const order = new Uint32Array(strings.length);
  let done = 0;
  const report = (): Progress => ({ task, done, total: strings.length, unit: 'names' });
  const byText = (a: number, b: number): number => {
    const [left, right] = [strings[a] ?? '', strings[b] ?? ''];
    return left < right ? -1 : left > right ? 1 : a - b;
  };
  /** The next to be put in order is on top. All strings of a pile agree before `depth`. */
  const piles = [{ members: Array.from(strings, (_, index) => index), depth: 0, equal: false }];
  for (let pile = piles.pop(); pile !== undefined; pile = piles.pop()) {
    const { members, depth, equal } = pile;
    if (equal || members.length <= FEW) {
      if (!equal) members.sort(byText);
      order.set(members, done);
      done += members.length;
      yield report();
      continue;
    }
    /** By code unit; -1 for strings that end here. */
    const dealt = new Map<number, number[]>();
    for (const [count, member] of members.entries()) {
      const text = strings[member] ?? '';
      const unit = depth < text.length ? text.charCodeAt(depth) : -1;
      const list = dealt.get(unit);
      if (list) list.push(member);
      else dealt.set(unit, [member]);
      if (count % STRIDE === 0) yield report();
    }
    const units = [...dealt.keys()].sort((a, b) => b - a);
    for (const unit of units) {
      piles.push({ members: dealt.get(unit) ?? [], depth: depth + 1, equal: unit === -1 });
    }
  }
  return order;
}
