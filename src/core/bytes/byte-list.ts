import { release } from './release.js';

const SHIFT = 18;
const CHUNK = 1 << SHIFT;
const MASK = CHUNK - 1;

/** Bytes of unknown number, end to end: grows by chunks of 256 KiB, so that nothing is copied on the way. */
export class ByteList {
  #chunks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length;) {
      const place = this.#length & MASK;
      if (place === 0) this.#chunks.push(new Uint8Array(CHUNK));
      const part = bytes.subarray(from, from + CHUNK - place);
      this.#chunks[this.#chunks.length - 1]?.set(part, place);
      from += part.length;
      this.#length += part.length;
    }
  }

  /** A view, not to be written to, where the bytes lie in one chunk; else a copy. */
  slice(start: number, end: number): Uint8Array {
    const first = start >>> SHIFT;
    if (end <= (first + 1) * CHUNK) {
      return this.#chunks[first]?.subarray(start & MASK, end - first * CHUNK) ?? new Uint8Array(0);
    }
    const copy = new Uint8Array(end - start);
    for (let at = start; at < end;) {
      const chunkEnd = Math.min(end, ((at >>> SHIFT) + 1) * CHUNK);
      copy.set(this.slice(at, chunkEnd), at - start);
      at = chunkEnd;
    }
    return copy;
  }

  /** True when the bytes from `start` to `end` are these. */
  equals(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start !== bytes.length) return false;
    for (let i = 0; i < bytes.length; i++) {
      if (this.#chunks[(start + i) >>> SHIFT]?.[(start + i) & MASK] !== bytes[i]) return false;
    }
    return true;
  }

  /** Moves all bytes to where they stay: chunk by chunk, so that never both are whole in memory. */
  moveInto(target: Uint8Array): void {
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
