/** Words between two samples of the running count: 256 bits for 32 bits of sample. */
const WORDS_PER_SAMPLE = 8;
/** Ones for each hint of where to look for them. */
const ONES_PER_HINT = 64;

/**
 * Counts ones before a place (rank) and finds the k-th one (select) in a read-only bit vector, in time that hardly
 * grows with its length (Jacobson 1989). Bit i is bit i % 32 of word ⌊i / 32⌋. Opening it takes one pass over the words.
 */
export class BitVector {
  /** Ones before each run of `WORDS_PER_SAMPLE` words. */
  private readonly samples: Uint32Array;
  /** Position of one number `ONES_PER_HINT` × i; made for the first `select`. */
  private hints: Uint32Array | undefined;
  readonly ones: number;

  constructor(private readonly words: Uint32Array) {
    this.samples = new Uint32Array(Math.ceil(words.length / WORDS_PER_SAMPLE));
    let ones = 0;
    for (let index = 0; index < words.length; index++) {
      if (index % WORDS_PER_SAMPLE === 0) this.samples[index / WORDS_PER_SAMPLE] = ones;
      ones += populationCount(words[index] ?? 0);
    }
    this.ones = ones;
  }

  has(bit: number): boolean {
    return (((this.words[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
  }

  /** Ones before `bit`. */
  rank(bit: number): number {
    const last = bit >>> 5;
    const sample = Math.floor(last / WORDS_PER_SAMPLE);
    let ones = this.samples[sample] ?? this.ones;
    for (let index = sample * WORDS_PER_SAMPLE; index < last; index++) {
      ones += populationCount(this.words[index] ?? 0);
    }
    const before = bit & 31;
    return before === 0 ? ones : ones + populationCount((this.words[last] ?? 0) << (32 - before));
  }

  /** Position of the one with `k` ones before it; k is below `ones`. */
  select(k: number): number {
    this.hints ??= this.findHints();
    const hint = this.hints[Math.floor(k / ONES_PER_HINT)] ?? 0;
    return this.selectFrom(hint, k % ONES_PER_HINT);
  }

  /** Zeros from `bit` up to the next one, which must be there. */
  zerosFrom(bit: number): number {
    let index = bit >>> 5;
    let word = (this.words[index] ?? 0) & (-1 << (bit & 31));
    while (word === 0) word = this.words[++index] ?? -1;
    return index * 32 + lowestOne(word) - bit;
  }

  /** Position of the one with `k` ones before it from `bit` on. */
  private selectFrom(bit: number, k: number): number {
    let index = bit >>> 5;
    let left = k;
    let word = (this.words[index] ?? 0) & (-1 << (bit & 31));
    for (let count = populationCount(word); left >= count; count = populationCount(word)) {
      left -= count;
      word = this.words[++index] ?? -1;
    }
    for (; left > 0; left--) word &= word - 1;
    return index * 32 + lowestOne(word);
  }

  private findHints(): Uint32Array {
    const hints = new Uint32Array(Math.ceil(this.ones / ONES_PER_HINT));
    if (hints.length > 0) hints[0] = this.selectFrom(0, 0);
    for (let hint = 1; hint < hints.length; hint++) {
      hints[hint] = this.selectFrom(hints[hint - 1] ?? 0, ONES_PER_HINT);
    }
    return hints;
  }
}

/** Place of the lowest one of a word that is not 0. */
function lowestOne(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Ones in a 32-bit word (Hacker's Delight, 5-1). */
function populationCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
