import { SeraphError } from '../errors.js';

/** Sequences of tokens laid end to end: sequence i is `tokens[starts[i] .. starts[i + 1])`. */
export interface Sequences {
  readonly tokens: Uint16Array | Uint32Array;
  /** One more than there are sequences. */
  readonly starts: Uint32Array;
}

const WIDEST_16_BIT = 0xffff;
/** Room for names of average length in small vocabularies; larger ones have longer names, and grow once. */
const EXPECTED_TOKENS = 8;
/** Where a token would begin is a 32-bit number. */
const MOST_TOKENS = 2 ** 32 - 1;

/** Collects a known number of sequences, two bytes a token as long as they fit. */
export class SequenceList {
  private tokens: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
  private readonly starts: Uint32Array<ArrayBuffer>;
  private used = 0;
  private added = 0;

  constructor(private readonly count: number) {
    this.starts = new Uint32Array(count + 1);
    this.tokens = new Uint16Array(EXPECTED_TOKENS * count);
  }

  /** Sequences so far. */
  get length(): number {
    return this.added;
  }

  /** @throws internal for more sequences than announced, or more than 2³² tokens in all */
  push(sequence: ArrayLike<number>): void {
    if (this.added === this.count) throw tooMany('sequences', this.count);
    const end = this.used + sequence.length;
    if (end > this.tokens.length) this.grow(end);
    for (let place = 0; place < sequence.length; place++) {
      const token = sequence[place] ?? 0;
      if (token > WIDEST_16_BIT && this.tokens instanceof Uint16Array)
        this.tokens = Uint32Array.from(this.tokens);
      this.tokens[this.used + place] = token;
    }
    this.used = end;
    this.starts[++this.added] = end;
  }

  /** What was collected; sequences that did not come are empty. */
  sequences(): Sequences {
    return {
      tokens: this.tokens.subarray(0, this.used),
      starts: this.starts.fill(this.used, this.added + 1),
    };
  }

  private grow(needed: number): void {
    if (needed > MOST_TOKENS) throw tooMany('tokens', MOST_TOKENS);
    // As much as all will need if the rest are like those so far: what is too much stays until the trie is built.
    const expected = Math.ceil((1.02 * this.used * this.count) / Math.max(1, this.added));
    const size = Math.min(MOST_TOKENS, Math.max(needed, expected, Math.ceil(1.05 * this.tokens.length)));
    const larger = this.tokens instanceof Uint16Array ? new Uint16Array(size) : new Uint32Array(size);
    larger.set(this.tokens);
    this.tokens = larger;
  }
}

function tooMany(what: string, most: number): SeraphError {
  return new SeraphError(
    'internal',
    `A name index was given more than ${most} ${what}. Your decisions and documents are safe. ` +
      'Use a smaller knowledge base, and please report this.',
    { expected: most },
  );
}
