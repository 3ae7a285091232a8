import { LONG, type PackedNumbers } from './bits.js';

/**
 * Lists of tokens and the states they lead to, written by `Trie.expand`. Grows; meant to be used again. Children of a
 * node are numbered one after another, so states are kept as runs: most tokens are never chosen, and what is not
 * chosen needs no state.
 */
export class Continuations {
  private tokenBuffer = new Uint32Array(256);
  private used = 0;
  /** Place of the first token of each run; its state: those of the tokens behind it count on from there. */
  private readonly runPlaces: number[] = [];
  private readonly runStates: number[] = [];
  private runs = 0;
  /** State that would go on with the last run. */
  private nextState = Number.NaN;
  /** Run that was looked at last: places are mostly asked for in order. */
  private lastRun = 0;

  get length(): number {
    return this.used;
  }

  /** A view of the tokens so far; the next `push` may leave it behind. */
  get tokens(): Uint32Array {
    return this.tokenBuffer.subarray(0, this.used);
  }

  clear(): void {
    this.used = 0;
    this.runs = 0;
    this.lastRun = 0;
    this.nextState = Number.NaN;
  }

  push(token: number, state: number): void {
    if (this.used === this.tokenBuffer.length) this.reserve(1);
    this.beginRun(state);
    this.tokenBuffer[this.used++] = token;
    this.nextState = state + 1;
  }

  /** Appends `count` packed tokens from `index` on, which lead to states numbered one after another. */
  pushRun(tokens: PackedNumbers, index: number, count: number, firstState: number): void {
    if (count === 0) return;
    this.reserve(count);
    this.beginRun(firstState);
    tokens.copyTo(this.tokenBuffer, this.used, index, count);
    this.used += count;
    this.nextState = firstState + count;
  }

  /** Appends places `from` to `to` of another list: all of it when they are not given. */
  append(other: Continuations, from = 0, to = other.used): void {
    if (from >= to) return;
    this.reserve(to - from);
    for (let run = other.runOf(from); run < other.runs && other.placeOf(run) < to; run++) {
      const start = Math.max(from, other.placeOf(run));
      const end = Math.min(to, other.placeOf(run + 1));
      const state = other.stateAt(start);
      this.beginRun(state);
      this.copyTokens(other.tokenBuffer, start, end);
      this.nextState = state + end - start;
    }
  }

  tokenAt(place: number): number {
    return this.tokenBuffer[place] ?? 0;
  }

  /** A number up to 2⁵³; 0 for a place that is not there. */
  stateAt(place: number): number {
    if (place >= this.used) return 0;
    const run = this.runOf(place);
    return (this.runStates[run] ?? 0) + place - this.placeOf(run);
  }

  private beginRun(state: number): void {
    if (state === this.nextState) return;
    this.runPlaces[this.runs] = this.used;
    this.runStates[this.runs++] = state;
  }

  /** Place of a run's first token; that behind the last token for the run behind the last. */
  private placeOf(run: number): number {
    return run < this.runs ? (this.runPlaces[run] ?? 0) : this.used;
  }

  private runOf(place: number): number {
    for (let run = this.lastRun; run <= this.lastRun + 1; run++) {
      if (this.placeOf(run) <= place && place < this.placeOf(run + 1)) return (this.lastRun = run);
    }
    let low = 0;
    let high = this.runs - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.placeOf(middle) <= place) low = middle;
      else high = middle - 1;
    }
    return (this.lastRun = low);
  }

  private copyTokens(from: Uint32Array, start: number, end: number): void {
    if (end - start >= LONG) {
      this.tokenBuffer.set(from.subarray(start, end), this.used);
      this.used += end - start;
    } else {
      for (let place = start; place < end; place++) this.tokenBuffer[this.used++] = from[place] ?? 0;
    }
  }

  private reserve(more: number): void {
    const needed = this.used + more;
    if (needed <= this.tokenBuffer.length) return;
    const larger = new Uint32Array(Math.max(needed, 2 * this.tokenBuffer.length));
    larger.set(this.tokens);
    this.tokenBuffer = larger;
  }
}
