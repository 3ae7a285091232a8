import type { PackedNumbers } from './bits.js';

/** Parallel lists of tokens and the states they lead to, written by `Trie.expand`. Grows; meant to be used again. */
export class Continuations {
  private tokenBuffer = new Uint32Array(256);
  private stateBuffer = new Float64Array(256);
  private used = 0;

  get length(): number {
    return this.used;
  }

  /** A view of the tokens so far; the next `push` may leave it behind. */
  get tokens(): Uint32Array {
    return this.tokenBuffer.subarray(0, this.used);
  }

  /** A view of the states, parallel to `tokens`. Numbers up to 2⁵³. */
  get states(): Float64Array {
    return this.stateBuffer.subarray(0, this.used);
  }

  clear(): void {
    this.used = 0;
  }

  push(token: number, state: number): void {
    if (this.used === this.tokenBuffer.length) this.reserve(1);
    this.tokenBuffer[this.used] = token;
    this.stateBuffer[this.used++] = state;
  }

  /** Appends `count` packed tokens from `index` on, which lead to states numbered one after another. */
  pushRun(tokens: PackedNumbers, index: number, count: number, firstState: number): void {
    this.reserve(count);
    tokens.copyTo(this.tokenBuffer, this.used, index, count);
    const { stateBuffer, used } = this;
    for (let place = 0; place < count; place++) stateBuffer[used + place] = firstState + place;
    this.used = used + count;
  }

  /** Appends places `from` to `to` of another list: all of it when they are not given. */
  append(other: Continuations, from = 0, to = other.used): void {
    this.reserve(to - from);
    // Most lists are short, for which a view costs more than a loop.
    for (let place = from; place < to; place++) {
      this.tokenBuffer[this.used] = other.tokenBuffer[place] ?? 0;
      this.stateBuffer[this.used++] = other.stateBuffer[place] ?? 0;
    }
  }

  tokenAt(place: number): number {
    return this.tokenBuffer[place] ?? 0;
  }

  stateAt(place: number): number {
    return this.stateBuffer[place] ?? 0;
  }

  private reserve(more: number): void {
    const needed = this.used + more;
    if (needed <= this.tokenBuffer.length) return;
    const size = Math.max(needed, 2 * this.tokenBuffer.length);
    const { tokens, states } = this;
    this.tokenBuffer = new Uint32Array(size);
    this.stateBuffer = new Float64Array(size);
    this.tokenBuffer.set(tokens);
    this.stateBuffer.set(states);
  }
}
