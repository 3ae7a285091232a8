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

  append(other: Continuations): void {
    this.reserve(other.used);
    this.tokenBuffer.set(other.tokens, this.used);
    this.stateBuffer.set(other.states, this.used);
    this.used += other.used;
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
