/** A set of CUIs as bits: 12.5 MB for all that can be, where strings would take hundreds. */
export class CuiSet {
  #bits = new Uint32Array(1 << 10);

  /** @param cui `C0004096` */
  add(cui: string): void {
    const number = Number(cui.slice(1));
    const word = number >>> 5;
    if (word >= this.#bits.length) {
      const larger = new Uint32Array(Math.max(word + 1, 2 * this.#bits.length));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[word] = (this.#bits[word] ?? 0) | (1 << (number & 31));
  }

  has(cui: string): boolean {
    const number = Number(cui.slice(1));
    return (((this.#bits[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1;
  }
}
