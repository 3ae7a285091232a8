import type { Sequences } from './sequence-list.js';

/** Sequences by their place in sorted order. */
export class SortedNames {
  constructor(
    private readonly sequences: Sequences,
    /** Numbers of the sequences, sorted. */
    readonly order: Uint32Array,
  ) {}

  get count(): number {
    return this.order.length;
  }

  /** Where the sequence at a place begins and ends in the tokens. */
  startAt(place: number): number {
    return this.sequences.starts[this.order[place] ?? 0] ?? 0;
  }

  endAt(place: number): number {
    return this.sequences.starts[(this.order[place] ?? 0) + 1] ?? 0;
  }

  lengthAt(place: number): number {
    return this.endAt(place) - this.startAt(place);
  }

  /** Length of the longest sequence. */
  longest(): number {
    let most = 0;
    for (let place = 0; place < this.count; place++) most = Math.max(most, this.lengthAt(place));
    return most;
  }

  /** Token number `depth` of the sequence at a place, which must be longer than that. */
  tokenAt(place: number, depth: number): number {
    return this.sequences.tokens[this.startAt(place) + depth] ?? 0;
  }

  /** Tokens that two sequences have in common, `depth` of them known. */
  commonLength(place: number, other: number, depth: number): number {
    const { tokens } = this.sequences;
    const start = this.startAt(place);
    const shift = this.startAt(other) - start;
    const end = Math.min(this.endAt(place), this.endAt(other) - shift);
    let at = start + depth;
    while (at < end && tokens[at] === tokens[at + shift]) at++;
    return at - start;
  }

  /** One past the last place from `from` on, and before `to`, with the same token at `depth`. */
  endOfGroup(from: number, to: number, depth: number): number {
    const token = this.tokenAt(from, depth);
    let end = from + 1;
    while (end < to && this.tokenAt(end, depth) === token) end++;
    return end;
  }
}
