import type { Sequences } from './sequence-list.js';
import type { CommonLengths } from './sort-sequences.js';

/** An order in which sequences are sorted, and where neighbours part. */
export interface SortedOrder {
  /** Numbers of the sequences that are not empty. */
  readonly order: Uint32Array;
  readonly common: CommonLengths;
}

/** Sequences by their place in sorted order. */
export class SortedNames {
  readonly order: Uint32Array;
  private readonly common: CommonLengths;

  constructor(
    private readonly sequences: Sequences,
    { order, common }: SortedOrder,
  ) {
    this.order = order;
    this.common = common;
  }

  get count(): number {
    return this.order.length;
  }

  /** Where the sequence at a place begins in the tokens. */
  startAt(place: number): number {
    return this.sequences.starts[this.order[place] ?? 0] ?? 0;
  }

  lengthAt(place: number): number {
    const index = this.order[place] ?? 0;
    return (this.sequences.starts[index + 1] ?? 0) - (this.sequences.starts[index] ?? 0);
  }

  /** Token number `depth` of the sequence at a place, which must be longer than that. */
  tokenAt(place: number, depth: number): number {
    return this.sequences.tokens[this.startAt(place) + depth] ?? 0;
  }

  /** One past the last place from `from` on, and before `to`, with the same tokens up to and at `depth`. */
  endOfGroup(from: number, to: number, depth: number): number {
    let end = from + 1;
    while (end < to && (this.common[end] ?? 0) > depth) end++;
    return end;
  }

  /** Tokens that all sequences from `from` to `to`, at least one, have in common. */
  commonLength(from: number, to: number): number {
    if (from + 1 === to) return this.lengthAt(from);
    let least = Infinity;
    for (let place = from + 1; place < to; place++) least = Math.min(least, this.common[place] ?? 0);
    return least;
  }
}
