import type { Continuations } from './continuations.js';

/**
 * All names of a knowledge base as sequences of pieces, for constrained decoding. Immutable.
 *
 * 1. A state is an opaque number up to 2⁵³ that stands for the pieces read so far: never found by walking from the root
 *    again, and of no meaning in another trie.
 * 2. Continuations come ascending by token, each token once.
 * 3. Ends of names are not continuations: where `endsName(state)`, end-of-sequence is allowed too.
 */
export interface Trie {
  readonly root: number;
  /** Appends every token that may follow, with the state it leads to. The root's list is kept after the first time. */
  expand(state: number, into: Continuations): void;
  /** Exactly one token may follow and no name ends here: the model has no choice. Cheaper than `expand`. */
  isForced(state: number): boolean;
  /** A name ends here: `namesAt` is not empty. */
  endsName(state: number): boolean;
  /** Numbers of the names that end here, ascending. */
  namesAt(state: number): readonly number[];
  /** Names in the trie. */
  readonly nameCount: number;
}
