/** 32-bit words that hold `bits` bits; bit i is bit i % 32 of word ⌊i / 32⌋. */
export function bitWords(bits: number): Uint32Array {
  return new Uint32Array(Math.ceil(bits / 32));
}

export function setBit(words: Uint32Array, bit: number): void {
  words[bit >>> 5] = (words[bit >>> 5] ?? 0) | (1 << (bit & 31));
}

/** Words between two samples of the running count: 512 bits for 32 bits of sample. */
const WORDS_PER_SAMPLE = 16;

/**
 * Counts ones before a place (rank) and finds the k-th one (select) in a read-only bit vector, in time that hardly
 * grows with its length (Jacobson 1989). Opening it takes one pass over the words.
 */
export class BitVector {
  /** Ones before each run of `WORDS_PER_SAMPLE` words. */
  private readonly samples: Uint32Array;
  readonly ones: number;

  constructor(private readonly words: Uint32Array) {
    this.samples = new Uint32Array(Math.ceil(words.length / WORDS_PER_SAMPLE));
    let ones = 0;
    words.forEach((word, index) => {
      if (index % WORDS_PER_SAMPLE === 0) this.samples[index / WORDS_PER_SAMPLE] = ones;
      ones += populationCount(word);
    });
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
    let low = 0;
    let high = this.samples.length - 1;
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
    return index * 32 + 31 - Math.clz32(word & -word);
  }
}

/** Ones in a 32-bit word (Hacker's Delight, 5-1). */
function populationCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
