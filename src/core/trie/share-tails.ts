import type { Steps } from '../steps.js';
import { BitWriter, widthOf } from './bits.js';
import { sortRuns, type Runs } from './sort-sequences.js';
import { tailCodeFor, TailWriter, type TailCode } from './tail-code.js';
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

/** Tails in the order they are written from, last to first. */
interface ArrangedTails {
  readonly order: Uint32Array;
  /** 1 where the tail at that place of the order is not inside another. */
  readonly whole: Uint8Array;
  readonly code: TailCode;
  /** Bytes that all of them will take. */
  readonly size: number;
}

/**
 * Writes tails so that one that ends another begins inside it. Tails sorted from their ends backwards have all those
 * they end right behind them, so going from the last to the first each either ends the one written last or is written.
 * @param tails `begins` is written over
 */
export function* shareTails(tails: Omit<Runs, 'backwards'>): Steps<SharedTails> {
  // The order, and what tells it, is not kept longer than it is needed: this is where a build needs most memory.
  const { code, bytes } = yield* writeTails(tails, yield* arrangeTails(tails));
  const startWidth = Math.max(1, widthOf(bytes.length));
  const packed = new BitWriter(tails.begins.length * startWidth);
  for (const start of tails.begins) packed.push(start, startWidth);
  return { ...code, bytes, startWidth, starts: packed.words() };
}

function* arrangeTails(tails: Omit<Runs, 'backwards'>): Steps<ArrangedTails> {
  const { tokens, begins, ends } = tails;
  const order = new Uint32Array(begins.length);
  for (let tail = 0; tail < order.length; tail++) order[tail] = tail;
  const common = yield* sortRuns(order, { ...tails, backwards: true }, null);

  const uses = new TokenTable();
  const whole = new Uint8Array(order.length);
  let wholeCount = 0;
  /** Tokens at their ends that the tail at a place and the one written last have in common. */
  let shared = 0;
  for (let place = order.length - 1; place >= 0; place--) {
    if (place % TAILS_PER_STEP === 0) yield null;
    const tail = order[place] ?? 0;
    const begin = begins[tail] ?? 0;
    const end = ends[tail] ?? 0;
    const isEnd = shared === end - begin;
    shared = Math.min(end - begin, common[place] ?? 0);
    if (isEnd) continue;
    whole[place] = 1;
    wholeCount++;
    for (let at = begin; at < end; at++) {
      const token = tokens[at] ?? 0;
      uses.set(token, uses.at(token) + 1);
    }
  }
  const counts = new Map(uses.entries());
  const code = tailCodeFor(counts);
  const frequent = new Set(code.frequent);
  let size = wholeCount;
  for (const [token, count] of counts) size += frequent.has(token) ? count : count * (1 + code.lowBytes);
  return { order, whole, code, size };
}

/** Writes what is whole, and puts where each tail begins in its bytes in place of where it began in the tokens. */
function* writeTails(
  { tokens, begins, ends }: Omit<Runs, 'backwards'>,
  { order, whole, code, size }: ArrangedTails,
): Steps<{ readonly code: TailCode; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const bytes = new Uint8Array(size);
  const writer = new TailWriter(code, bytes);
  for (let place = order.length - 1; place >= 0; place--) {
    if (place % TAILS_PER_STEP === 0) yield null;
    const tail = order[place] ?? 0;
    const begin = begins[tail] ?? 0;
    const end = ends[tail] ?? 0;
    if (whole[place] === 1) {
      begins[tail] = writer.length;
      for (let at = begin; at < end; at++) writer.token(tokens[at] ?? 0);
      writer.end();
    } else {
      let start = writer.length - 1;
      for (let at = begin; at < end; at++) start -= writer.lengthOf(tokens[at] ?? 0);
      begins[tail] = start;
    }
  }
  return { code, bytes };
}
