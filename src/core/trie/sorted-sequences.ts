import type { TokenId } from '../ids.js';

/** Sequences laid out flat, and their indexes in lexicographic order; equal sequences by index. Empty ones left out. */
export class SortedSequences {
  constructor(
    /** Indexes of the sequences, sorted. */
    readonly order: Uint32Array,
    private readonly tokens: Uint32Array,
    private readonly starts: Uint32Array,
  ) {}

  /** Length of the sequence at a place of the order. */
  lengthAt(place: number): number {
    const index = this.order[place] ?? 0;
    return (this.starts[index + 1] ?? 0) - (this.starts[index] ?? 0);
  }

  /** Piece number `depth` of the sequence at a place of the order; the sequence must be longer than `depth`. */
  tokenAt(place: number, depth: number): number {
    return this.tokens[(this.starts[this.order[place] ?? 0] ?? 0) + depth] ?? 0;
  }
}

export function sortSequences(sequences: readonly (readonly TokenId[])[]): SortedSequences {
  const starts = new Uint32Array(sequences.length + 1);
  sequences.forEach((sequence, index) => (starts[index + 1] = (starts[index] ?? 0) + sequence.length));
  const tokens = new Uint32Array(starts[sequences.length] ?? 0);
  sequences.forEach((sequence, index) => tokens.set(sequence, starts[index]));

  // Sorting is stable, so equal sequences stay in the order of their indexes.
  const compare = (a: number, b: number): number => {
    let i = starts[a] ?? 0;
    let j = starts[b] ?? 0;
    const endA = starts[a + 1] ?? 0;
    const endB = starts[b + 1] ?? 0;
    for (; i < endA && j < endB; i++, j++) {
      const difference = (tokens[i] ?? 0) - (tokens[j] ?? 0);
      if (difference !== 0) return difference;
    }
    return endA - i - (endB - j);
  };
  const order = Uint32Array.from(sequences.keys())
    .filter((index) => starts[index] !== starts[index + 1])
    .sort(compare);
  return new SortedSequences(order, tokens, starts);
}
