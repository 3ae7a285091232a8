/** A set of SNOMED identifiers, which exceed what a JavaScript number can hold: 8 bytes each. */
export class IdSet {
  #ids = new BigUint64Array(1 << 10);
  #length = 0;
  #sorted = true;

  /** @param id digits, 18 at most */
  add(id: string): void {
    if (this.#length === this.#ids.length) {
      const larger = new BigUint64Array(2 * this.#ids.length);
      larger.set(this.#ids);
      this.#ids = larger;
    }
    this.#ids[this.#length++] = BigInt(id);
    this.#sorted = false;
  }

  has(id: string): boolean {
    if (!/^\d+$/.test(id)) return false;
    if (!this.#sorted) this.#ids.subarray(0, this.#length).sort();
    this.#sorted = true;
    const wanted = BigInt(id);
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ids[middle] ?? 0n) < wanted) low = middle + 1;
      else high = middle;
    }
    return low < this.#length && this.#ids[low] === wanted;
  }
}
