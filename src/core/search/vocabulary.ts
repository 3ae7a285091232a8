/** Words `from`, `from + 1` … up to but not including `to`, by number. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
}

const NONE: WordRange = { from: 0, to: 0 };

/**
 * Sorted distinct words in flat arrays, read as a trie that is not stored: words with a common beginning are
 * neighbours, so a node is a range of them and its depth. Units are UTF-16 code units. Immutable.
 */
export class Vocabulary {
  /** @param letters of all words, end to end; word w is `letters[starts[w] .. starts[w + 1])` */
  constructor(
    private readonly letters: Uint16Array,
    private readonly starts: Uint32Array,
  ) {}

  get count(): number {
    return this.starts.length - 1;
  }

  wordAt(word: number): string {
    return String.fromCharCode(...this.letters.subarray(this.starts[word] ?? 0, this.starts[word + 1] ?? 0));
  }

  /** The word itself; empty when it is not there. */
  whole(word: string): WordRange {
    return this.#ending(this.beginning(word), word.length);
  }

  /** The words that begin so. */
  beginning(start: string): WordRange {
    return this.#follow({ from: 0, to: this.count }, 0, start, 0);
  }

  /**
   * The words that are one typo away from `word`: a letter too many, missing or wrong, or two neighbours exchanged
   * (optimal string alignment distance 1). With `asBeginning`, the words of which a beginning is. Apart and ascending.
   */
  withTypo(word: string, asBeginning: boolean): readonly WordRange[] {
    const found: WordRange[] = [];
    const keep = (range: WordRange, depth: number) => {
      const kept = asBeginning ? range : this.#ending(range, depth);
      if (kept.from < kept.to) found.push(kept);
    };
    const length = word.length;
    /** The words that agree with `word` before the typo's place. */
    let here: WordRange = { from: 0, to: this.count };
    for (let place = 0; place <= length && here.from < here.to; place++) {
      const unit = word.charCodeAt(place);
      if (place < length) keep(this.#follow(here, place, word, place + 1), length - 1);
      if (place + 1 < length) {
        const swapped = this.#narrow(here, place, word.charCodeAt(place + 1));
        keep(this.#follow(this.#narrow(swapped, place + 1, unit), place + 2, word, place + 2), length);
      }
      // A beginning that is whole needs nothing added.
      if (place < length || !asBeginning) {
        for (const { range, unit: other } of this.#children(here, place)) {
          if (place < length && other !== unit) keep(this.#follow(range, place + 1, word, place + 1), length);
          keep(this.#follow(range, place + 1, word, place), length + 1);
        }
      }
      here = this.#narrow(here, place, unit);
    }
    return joined(found);
  }

  /** Code unit of a word at a depth; -1 where it has ended. */
  #unitAt(word: number, depth: number): number {
    const at = (this.starts[word] ?? 0) + depth;
    return at < (this.starts[word + 1] ?? 0) ? (this.letters[at] ?? -1) : -1;
  }

  /** First word of the range whose unit at `depth` is `unit` or above; all agree before it. */
  #lowerBound({ from, to }: WordRange, depth: number, unit: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#unitAt(middle, depth) < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #narrow(range: WordRange, depth: number, unit: number): WordRange {
    const from = this.#lowerBound(range, depth, unit);
    if (from === range.to || this.#unitAt(from, depth) !== unit) return NONE;
    return { from, to: this.#lowerBound({ from, to: range.to }, depth, unit + 1) };
  }

  /** Goes on with `word` from its unit `next` on. */
  #follow(start: WordRange, depth: number, word: string, next: number): WordRange {
    let range = start;
    for (let at = next; at < word.length && range.from < range.to; at++) {
      range = this.#narrow(range, depth + at - next, word.charCodeAt(at));
    }
    return range;
  }

  /** The word of a range that ends at `depth`: the shortest is the first. */
  #ending({ from, to }: WordRange, depth: number): WordRange {
    return from < to && this.#unitAt(from, depth) === -1 ? { from, to: from + 1 } : NONE;
  }

  *#children(range: WordRange, depth: number): Generator<{ range: WordRange; unit: number }> {
    let from = this.#lowerBound(range, depth, 0);
    while (from < range.to) {
      const unit = this.#unitAt(from, depth);
      const to = this.#lowerBound({ from, to: range.to }, depth, unit + 1);
      yield { range: { from, to }, unit };
      from = to;
    }
  }
}

/** Ascending, without overlaps. */
function joined(ranges: WordRange[]): readonly WordRange[] {
  ranges.sort((a, b) => a.from - b.from || a.to - b.to);
  const apart: WordRange[] = [];
  for (const range of ranges) {
    const last = apart.at(-1);
    if (!last || range.from >= last.to) apart.push(range);
    else if (range.to > last.to) apart[apart.length - 1] = { from: last.from, to: range.to };
  }
  return apart;
}
