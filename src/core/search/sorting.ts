import type { Progress } from '../progress.js';
import type { Steps } from '../steps.js';

/** Items between two yields. */
const STRIDE = 1 << 15;
/** Strings that are few enough to be compared with each other in one step. */
const FEW = 4096;

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
