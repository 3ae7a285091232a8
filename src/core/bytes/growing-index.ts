import { NumberList } from './number-list.js';
import { release } from './release.js';

const SMALLEST = 1 << 12;

/** Finds numbers 0, 1, 2 … by the hash of what they stand for: open addressing, at most two thirds full. */
export class GrowingIndex {
  /** Hash of each number. */
  readonly hashes = new NumberList();
  /** Number + 1; 0 where there is none. */
  #slots = new Uint32Array(SMALLEST);

  /** The number with this hash that `isIt`, or -1. */
  find(hash: number, isIt: (number: number) => boolean): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number < 0) return -1;
      if (this.hashes.at(number) === hash && isIt(number)) return number;
    }
  }

  /** Gives the next number to what has this hash. */
  add(hash: number): number {
    const number = this.hashes.push(hash);
    if (this.hashes.length * 3 > this.#slots.length * 2) this.#grow();
    else this.#put(number);
    return number;
  }

  /** Finds nothing any more, and keeps the hashes alone. */
  freeze(): void {
    release(this.#slots);
    this.#slots = new Uint32Array(1);
  }

  #grow(): void {
    const length = this.#slots.length * 2;
    release(this.#slots);
    this.#slots = new Uint32Array(length);
    for (let number = 0; number < this.hashes.length; number++) this.#put(number);
  }

  #put(number: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.hashes.at(number) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = number + 1;
  }
}
