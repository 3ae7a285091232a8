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

/** A trie as it is stored, read in place. */
export interface FrozenTrie extends Trie {
  /** Names given to the builder that have no piece, and so are not in the trie. */
  readonly omittedCount: number;
  readonly nodeCount: number;
  /** Size of the serialised trie, which is what it takes in memory, but for look-up samples of 1/16 of its bits. */
  readonly bytes: number;
}

/** What `buildTrie` makes and `encodeTrie` writes; read it through `openTrie`. */
export interface TrieBuild {
  readonly nodeCount: number;
  readonly nameCount: number;
  readonly omittedCount: number;
  /** Token of each edge; nodeCount - 1 of them. */
  readonly childTokens: Uint16Array | Uint32Array;
  /** Per node a 0 for each of its edges and then a 1. */
  readonly degreeBits: Uint32Array;
  /** Bit n: a name ends at node n. */
  readonly terminalBits: Uint32Array;
  /** Name indexes by node, ascending within a node. */
  readonly names: Uint32Array;
  /** Bit i: `names[i]` is the last of its node. */
  readonly lastNameBits: Uint32Array;
}
