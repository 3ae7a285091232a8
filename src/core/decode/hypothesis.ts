import type { TokenId } from '../ids.js';

/** A finished name. */
export interface Hypothesis {
  /** The name's pieces, without end-of-sequence. */
  readonly tokens: readonly TokenId[];
  /** Where it ends in the trie: `trie.namesAt(state)` are the names. */
  readonly state: number;
  /** Sum of `logProbs` divided by their count to the power of the length penalty. */
  readonly score: number;
  /** Natural logarithms, one for each piece and one for end-of-sequence. */
  readonly logProbs: Float32Array;
}
