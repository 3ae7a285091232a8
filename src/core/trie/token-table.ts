/** Tokens below are looked up in an array, which is as long as the largest of them needs. */
const SMALL = 1 << 16;
const FIRST = 1 << 10;

/** A number for each token, 0 at first. Vocabularies have mostly fewer than 2¹⁶ tokens, and those are looked up fast. */
export class TokenTable {
  private small = new Uint32Array(FIRST);
  private readonly large = new Map<number, number>();

  at(token: number): number {
    return this.small[token] ?? (token < SMALL ? 0 : (this.large.get(token) ?? 0));
  }

  set(token: number, value: number): void {
    if (token >= SMALL) {
      this.large.set(token, value);
      return;
    }
    while (token >= this.small.length) {
      const larger = new Uint32Array(2 * this.small.length);
      larger.set(this.small);
      this.small = larger;
    }
    this.small[token] = value;
  }

  /** Tokens whose number is not 0, with it. */
  *entries(): Generator<readonly [token: number, value: number], void, undefined> {
    for (const [token, value] of this.small.entries()) if (value > 0) yield [token, value];
    yield* this.large;
  }
}
