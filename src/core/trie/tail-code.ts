import { TokenTable } from './token-table.js';

/** Byte behind the last token of a tail. */
export const TAIL_END = 0;

/** How tokens are written in tails. */
export interface TailCode {
  /** Tokens that take one byte: `frequent[i]` is byte i + 1. */
  readonly frequent: Uint32Array;
  /**
   * Bytes behind the first one of any other token, 1 to 4. The first is 1 + `frequent.length` + the token's highest
   * byte, the others are its lower bytes, highest first.
   */
  readonly lowBytes: number;
}

/** The code that writes tokens that occur so often in fewest bytes. */
export function tailCodeFor(counts: ReadonlyMap<number, number>): TailCode {
  const ranked = [...counts].sort(
    ([token, count], [otherToken, otherCount]) => otherCount - count || token - otherToken,
  );
  const largest = ranked.reduce((most, [token]) => Math.max(most, token), 0);
  const codes = [1, 2, 3, 4].flatMap((lowBytes) => {
    const firstBytes = Math.floor(largest / 2 ** (8 * lowBytes)) + 1;
    const frequent = ranked.slice(0, Math.max(0, 255 - firstBytes));
    const saved = frequent.reduce((sum, [, count]) => sum + count, 0);
    const all = ranked.reduce((sum, [, count]) => sum + count, 0);
    const bytes = all + lowBytes * (all - saved);
    return firstBytes > 255 ? [] : [{ bytes, lowBytes, frequent }];
  });
  const best = codes.reduce((least, code) => (code.bytes < least.bytes ? code : least));
  return { frequent: Uint32Array.from(best.frequent, ([token]) => token), lowBytes: best.lowBytes };
}

/** Writes tokens of tails one after another into room for all of them. */
export class TailWriter {
  private readonly codes: TokenTable;
  private used = 0;

  constructor(
    private readonly code: TailCode,
    private readonly into: Uint8Array,
  ) {
    this.codes = oneByteCodes(code);
  }

  /** Bytes so far. */
  get length(): number {
    return this.used;
  }

  token(token: number): void {
    const code = this.codes.at(token);
    if (code > 0) {
      this.byte(code);
      return;
    }
    const { frequent, lowBytes } = this.code;
    this.byte(1 + frequent.length + Math.floor(token / 2 ** (8 * lowBytes)));
    for (let low = lowBytes - 1; low >= 0; low--) this.byte((token >>> (8 * low)) & 0xff);
  }

  /** Bytes that a token takes. */
  lengthOf(token: number): number {
    return this.codes.at(token) > 0 ? 1 : 1 + this.code.lowBytes;
  }

  end(): void {
    this.byte(TAIL_END);
  }

  private byte(value: number): void {
    this.into[this.used++] = value;
  }
}

/** The byte of each frequent token. */
function oneByteCodes({ frequent }: TailCode): TokenTable {
  const codes = new TokenTable();
  frequent.forEach((token, index) => codes.set(token, index + 1));
  return codes;
}
