/**
 * All names of a knowledge base as sequences of pieces, for constrained decoding. Immutable.
 *
 * 1. Nodes are numbered in breadth-first order; edges likewise, so the edges of a node are one slice of `childTokens`,
 *    sorted by token, and edge e leads to node e + 1.
 * 2. A state of decoding is a node: it is never found by walking from the root again.
 * 3. Ends of names are not edges: where `namesAt(node)` is not empty, end-of-sequence is allowed too.
 */
export interface Trie {
  readonly root: number;
  /** First edge of the node; takes about 0.2 µs. */
  childrenStart(node: number): number;
  /** One past the last edge of the node; equal to its start for a leaf. */
  childrenEnd(node: number): number;
  /** Token of each edge. */
  readonly childTokens: Uint16Array | Uint32Array;
  /** Node that the edge leads to. */
  child(edgeIndex: number): number;
  /** Indexes of the names that end here, ascending; empty when none. A view: do not write to it. */
  namesAt(node: number): Uint32Array;
  /** Names in the trie. */
  readonly nameCount: number;
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
