import { release } from './release.js';

const SHIFT = 14;
const CHUNK = 1 << SHIFT;
const MASK = CHUNK - 1;
const NOTHING = new Uint32Array(0);

/** A list of 32-bit numbers of unknown length, four bytes each: grows by chunks, so that nothing is copied on the way. */
export class NumberList {
  #chunks: Uint32Array[] = [];
  #length = 0;
  /** Chunks that were let go. */
  #gone = 0;

  get length(): number {
    return this.#length;
  }

  /** Returns its place. */
  push(value: number): number {
    const place = this.#length & MASK;
    if (place === 0) this.#chunks.push(new Uint32Array(CHUNK));
    const chunk = this.#chunks[this.#chunks.length - 1];
    if (chunk) chunk[place] = value;
    return this.#length++;
  }

  /** 0 for a place that is not there. */
  at(place: number): number {
    return this.#chunks[place >>> SHIFT]?.[place & MASK] ?? 0;
  }

  /** Nothing for a place that is not there. */
  set(place: number, value: number): void {
    const chunk = place < this.#length ? this.#chunks[place >>> SHIFT] : undefined;
    if (chunk) chunk[place & MASK] = value;
  }

  clear(): void {
    this.letGo(this.#length + CHUNK);
    this.#chunks = [];
    this.#length = 0;
    this.#gone = 0;
  }

  /** Gives memory back of what is read: numbers before `place` are not to be asked for, changed or moved any more. */
  letGo(place: number): void {
    const end = Math.min(place >>> SHIFT, this.#chunks.length);
    for (; this.#gone < end; this.#gone++) {
      const chunk = this.#chunks[this.#gone];
      if (chunk) release(chunk);
      this.#chunks[this.#gone] = NOTHING;
    }
  }

  /** Moves all numbers to where they stay: chunk by chunk, so that never both are whole in memory. */
  moveInto(target: Uint32Array): void {
    this.#chunks.reverse();
    for (let start = 0; start < this.#length; start += CHUNK) {
      const chunk = this.#chunks.pop();
      if (chunk === undefined) break;
      target.set(chunk.subarray(0, Math.min(CHUNK, this.#length - start)), start);
      release(chunk);
    }
    this.#length = 0;
  }
}
