const SMALL = 1 << 16;

/** A number for each token, 0 at first. Vocabularies have mostly fewer than 2¹⁶ tokens, and those are looked up fast. */
export class TokenTable {
  private readonly small = new Uint32Array(SMALL);
  private readonly large = new Map<number, number>();

  at(token: number): number {
    return token < SMALL ? (this.small[token] ?? 0) : (this.large.get(token) ?? 0);
  }

  set(token: number, value: number): void {
    if (token < SMALL) this.small[token] = value;
    else this.large.set(token, value);
  }

  /** Tokens whose number is not 0, with it. */
  *entries(): Generator<readonly [token: number, value: number], void, undefined> {
    for (const [token, value] of this.small.entries()) if (value > 0) yield [token, value];
    yield* this.large;
  }
}
