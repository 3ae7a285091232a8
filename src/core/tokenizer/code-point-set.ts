/**
 * A set of code points from hexadecimal ranges, e.g. `'21-2f 3a'`. Membership: a table look-up below 128, a binary
 * search above.
 */
export class CodePointSet {
  private readonly ascii = new Uint8Array(128);
  private readonly firsts: Uint32Array;
  private readonly lasts: Uint32Array;

  constructor(ranges: string) {
    const parsed = ranges.split(' ').map((range) => range.split('-').map((hex) => parseInt(hex, 16)));
    this.firsts = Uint32Array.from(parsed, (range) => range[0] ?? 0);
    this.lasts = Uint32Array.from(parsed, (range) => range.at(-1) ?? 0);
    for (let code = 0; code < 128; code++) this.ascii[code] = this.search(code) ? 1 : 0;
  }

  has(code: number): boolean {
    return code < 128 ? this.ascii[code] === 1 : this.search(code);
  }

  private search(code: number): boolean {
    let low = 0;
    let high = this.firsts.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (code < (this.firsts[middle] ?? 0)) high = middle - 1;
      else if (code > (this.lasts[middle] ?? 0)) low = middle + 1;
      else return true;
    }
    return false;
  }
}

/** Unicode's White_Space property, stable since Unicode 6.3; unlike `\s`, with U+0085 and without U+FEFF. */
export const WHITE_SPACE = new CodePointSet('9-d 20 85 a0 1680 2000-200a 2028-2029 202f 205f 3000');
