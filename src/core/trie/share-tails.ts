import type { Steps } from '../steps.js';
import { BitWriter, widthOf } from './bits.js';
import { sortRuns, type Runs } from './sort-sequences.js';
import { tailCodeFor, TailWriter, tokenLengths, type TailCode } from './tail-code.js';
import { TokenTable } from './token-table.js';

/** All tails in one run of bytes, in which equal endings are one. */
export interface SharedTails extends TailCode {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bits of each number in `starts`. */
  readonly startWidth: number;
  /** Where in `bytes` each tail begins, in the order of the tails. */
  readonly starts: Uint32Array<ArrayBuffer>;
}

/** Tails written between two steps. */
const TAILS_PER_STEP = 10_000;

/**
 * Writes tails so that one that ends another begins inside it. Tails sorted from their ends backwards have all those
 * they end right behind them, so going from the last to the first each either ends the one written last or is written.
 * @param tails `begins` is written over
 */
export function* shareTails(tails: Omit<Runs, 'backwards'>): Steps<SharedTails> {
  const { tokens, begins, ends } = tails;
  const order = Uint32Array.from(begins.keys());
  const common = yield* sortRuns(order, { ...tails, backwards: true }, null);

  const count = order.length;
  const uses = new TokenTable();
  /** 1 where the tail at that place of the order is not inside another. */
  const whole = new Uint8Array(count);
  let wholeCount = 0;
  /** Tokens at their ends that the tail at a place and the one written last have in common. */
  let shared = 0;
  for (let place = count - 1; place >= 0; place--) {
    if (place % TAILS_PER_STEP === 0) yield null;
    const tail = order[place] ?? 0;
    const length = (ends[tail] ?? 0) - (begins[tail] ?? 0);
    const isEnd = shared === length;
    shared = Math.min(isEnd ? shared : length, common[place] ?? 0);
    if (isEnd) continue;
    whole[place] = 1;
    wholeCount++;
    for (let at = begins[tail] ?? 0; at < (ends[tail] ?? 0); at++) {
      const token = tokens[at] ?? 0;
      uses.set(token, uses.at(token) + 1);
    }
  }

  const counts = new Map(uses.entries());
  const code = tailCodeFor(counts);
  const lengthOf = tokenLengths(code);
  const bytes = new Uint8Array(
    [...counts].reduce((sum, [token, times]) => sum + times * lengthOf(token), wholeCount),
  );
  const writer = new TailWriter(code, bytes);
  // Where a tail began in the sequences is not needed once it is written; this is where a build needs most memory.
  const starts = begins;
  for (let place = count - 1; place >= 0; place--) {
    if (place % TAILS_PER_STEP === 0) yield null;
    const tail = order[place] ?? 0;
    const begin = begins[tail] ?? 0;
    const end = ends[tail] ?? 0;
    if (whole[place] === 1) {
      starts[tail] = writer.length;
      for (let at = begin; at < end; at++) writer.token(tokens[at] ?? 0);
      writer.end();
    } else {
      let start = writer.length - 1;
      for (let at = begin; at < end; at++) start -= lengthOf(tokens[at] ?? 0);
      starts[tail] = start;
    }
  }
  const startWidth = Math.max(1, widthOf(bytes.length));
  const packed = new BitWriter(count * startWidth);
  for (let tail = 0; tail < count; tail++) packed.push(starts[tail] ?? 0, startWidth);
  return { ...code, bytes, startWidth, starts: packed.words() };
}
