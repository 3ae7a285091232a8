/** The lowest entries so far, at most one for what is shown as one concept. Entries are numbered best first (`SearchIndex`). */
export class BestEntries {
  readonly #entries: number[] = [];
  readonly #concepts: number[] = [];

  /**
   * @param size how many to keep
   * @param end entries from here on are not wanted
   */
  constructor(
    private readonly size: number,
    private readonly end: number,
  ) {}

  /** An entry from here on changes nothing. */
  get bound(): number {
    return this.#entries.length < this.size ? this.end : (this.#entries[this.size - 1] ?? 0);
  }

  /** Ascending. */
  get entries(): readonly number[] {
    return this.#entries;
  }

  /** Takes an entry below the bound. */
  add(entry: number, concept: number): void {
    const known = this.#concepts.indexOf(concept);
    if (known >= 0) {
      if ((this.#entries[known] ?? 0) <= entry) return;
      this.#remove(known);
    }
    let place = this.#entries.length;
    while (place > 0 && (this.#entries[place - 1] ?? 0) > entry) place--;
    this.#entries.splice(place, 0, entry);
    this.#concepts.splice(place, 0, concept);
    if (this.#entries.length > this.size) this.#remove(this.size);
  }

  #remove(place: number): void {
    this.#entries.splice(place, 1);
    this.#concepts.splice(place, 1);
  }
}
