/** Where the numbers of each part begin, ascending, and one past the last. */
export class Offsets {
  readonly firsts: readonly number[];

  constructor(counts: readonly number[]) {
    let next = 0;
    this.firsts = [0, ...counts.map((count) => (next += count))];
  }

  get total(): number {
    return this.firsts.at(-1) ?? 0;
  }

  firstOf(part: number): number {
    return this.firsts[part] ?? 0;
  }

  /** The part that a number is of; one that is not there for a number that is in none. */
  partOf(index: number): number {
    let part = 0;
    while (part + 1 < this.firsts.length && index >= this.firstOf(part + 1)) part++;
    return part;
  }
}
