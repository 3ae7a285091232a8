/** Words between two samples of the running count: 512 bits for 32 bits of sample. */
const WORDS_PER_SAMPLE = 16;
const BITS_PER_SAMPLE = 32 * WORDS_PER_SAMPLE;
/** Ones for each hint of where to look for them. */
const ONES_PER_HINT = 512;

/**
 * Counts ones before a place (rank) and finds the k-th one (select) in a read-only bit vector, in time that hardly
 * grows with its length (Jacobson 1989). Bit i is bit i % 32 of word ⌊i / 32⌋. Opening it takes one pass over the words.
 */
export class BitVector {
  /** Ones before each run of `WORDS_PER_SAMPLE` words. */
  private readonly samples: Uint32Array;
  /** Sample that holds one number `ONES_PER_HINT` × i; then the last sample. */
  private readonly hints: Uint32Array;
  readonly ones: number;

  constructor(private readonly words: Uint32Array) {
    this.samples = new Uint32Array(Math.ceil(words.length / WORDS_PER_SAMPLE));
    let ones = 0;
    for (let index = 0; index < words.length; index++) {
      if (index % WORDS_PER_SAMPLE === 0) this.samples[index / WORDS_PER_SAMPLE] = ones;
      ones += populationCount(words[index] ?? 0);
    }
    this.ones = ones;
    const last = Math.max(0, this.samples.length - 1);
    this.hints = new Uint32Array(Math.ceil(ones / ONES_PER_HINT) + 1).fill(last);
    let hint = 0;
    for (let sample = 0; sample < last; sample++) {
      const end = this.samples[sample + 1] ?? ones;
      while (hint * ONES_PER_HINT < end) this.hints[hint++] = sample;
    }
  }

  has(bit: number): boolean {
    return (((this.words[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
  }

  /** Ones before `bit`. */
  rank(bit: number): number {
    const last = bit >>> 5;
    const sample = Math.floor(bit / BITS_PER_SAMPLE);
    let ones = this.samples[sample] ?? this.ones;
    for (let index = sample * WORDS_PER_SAMPLE; index < last; index++) {
      ones += populationCount(this.words[index] ?? 0);
    }
    const before = bit & 31;
    return before === 0 ? ones : ones + populationCount((this.words[last] ?? 0) << (32 - before));
  }

  /** Position of the one with `k` ones before it; k is below `ones`. */
  select(k: number): number {
    const hint = Math.floor(k / ONES_PER_HINT);
    let low = this.hints[hint] ?? 0;
    let high = this.hints[hint + 1] ?? low;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.samples[middle] ?? 0) <= k) low = middle;
      else high = middle - 1;
    }
    let index = low * WORDS_PER_SAMPLE;
    let left = k - (this.samples[low] ?? 0);
    let word = this.words[index] ?? 0;
    for (let count = populationCount(word); left >= count; count = populationCount(word)) {
      left -= count;
      index++;
      word = this.words[index] ?? 0;
    }
    for (; left > 0; left--) word &= word - 1;
    return index * 32 + lowestOne(word);
  }

  /** Zeros from `bit` up to the next one, which must be there. */
  zerosFrom(bit: number): number {
    let index = bit >>> 5;
    let word = (this.words[index] ?? 0) & (-1 << (bit & 31));
    while (word === 0) word = this.words[++index] ?? -1;
    return index * 32 + lowestOne(word) - bit;
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
