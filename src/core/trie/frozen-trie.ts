import type { OpenSections } from '../bytes/sections.js';
import { BitVector } from './bit-vector.js';
import { bitWords, hasBit, PackedNumbers, setBit } from './bits.js';
import { Continuations } from './continuations.js';
import { TAIL_END } from './tail-code.js';
import type { Trie } from './trie.js';
import type { TrieFacts } from './trie-format.js';

/** What is left of a trie when only some names are. */
export interface RemainingNodes {
  /** Bit n: one of the names goes through node n. */
  readonly alive: Uint32Array;
  /** Bit n: one of the names ends at node n or in its tail. */
  readonly ending: Uint32Array;
  readonly nameCount: number;
}

/**
 * A trie as it is stored, read in place. Nodes are numbered breadth first and edges likewise, so edge e leads to node
 * e + 1. The state at a node is its number; b bytes further into its tail, b > 0, it is number + b × `nodeCount`.
 */
export class FrozenTrie implements Trie {
  readonly root = 0;
  readonly nameCount: number;
  /** Names given to the builder that have no piece, and so are not in the trie. */
  readonly omittedCount: number;
  readonly nodeCount: number;
  /** Bytes of the part that only tells which name ends where. */
  readonly numberBytes: number;

  private readonly degreeWords: Uint32Array;
  private readonly degrees: BitVector;
  private readonly tokens: PackedNumbers;
  private readonly terminals: BitVector;
  private readonly withTail: BitVector;
  private readonly tailStarts: PackedNumbers;
  private readonly tails: Uint8Array;
  private readonly frequent: Uint32Array;
  private readonly lowBytes: number;
  private readonly names: PackedNumbers;
  private readonly lastNames: BitVector;
  private atRoot: Continuations | undefined;

  /**
   * @param sections in place; their contents are checked only by `verifyTrie`
   * @param bytes size of the serialised trie, which is what it takes in memory, but for samples of its bit vectors
   */
  constructor(
    sections: OpenSections,
    facts: TrieFacts,
    readonly bytes: number,
  ) {
    const names = sections.u32('names');
    const lastNames = sections.u32('lastNameBits');
    this.nameCount = facts.nameCount;
    this.omittedCount = facts.omittedCount;
    this.nodeCount = facts.nodeCount;
    this.numberBytes = names.byteLength + lastNames.byteLength;
    this.degreeWords = sections.u32('degreeBits');
    this.degrees = new BitVector(this.degreeWords);
    this.tokens = new PackedNumbers(sections.u32('tokens'), facts.tokenWidth);
    this.terminals = new BitVector(sections.u32('terminalBits'));
    this.withTail = new BitVector(sections.u32('tailBits'));
    this.tailStarts = new PackedNumbers(sections.u32('tailStarts'), facts.tailStartWidth);
    this.tails = sections.u8('tails');
    this.frequent = sections.u32('frequent');
    this.lowBytes = facts.tailLowBytes;
    this.names = new PackedNumbers(names, facts.nameWidth);
    this.lastNames = new BitVector(lastNames);
  }

  expand(state: number, into: Continuations): void {
    if (state === this.root) {
      this.atRoot ??= this.expandNode(this.root, new Continuations());
      into.append(this.atRoot);
    } else if (state >= this.nodeCount || this.withTail.has(state)) this.expandTail(state, into);
    else this.expandNode(state, into);
  }

  isForced(state: number): boolean {
    if (state >= this.nodeCount) return this.tails[this.placeInTail(state)] !== TAIL_END;
    if (this.withTail.has(state)) return true;
    return !this.terminals.has(state) && this.degrees.zerosFrom(this.degreeStart(state)) === 1;
  }

  endsName(state: number): boolean {
    if (state >= this.nodeCount) return this.tails[this.placeInTail(state)] === TAIL_END;
    return this.terminals.has(state) && !this.withTail.has(state);
  }

  namesAt(state: number): readonly number[] {
    if (!this.endsName(state)) return [];
    const place = this.terminals.rank(this.nodeOf(state));
    const found: number[] = [];
    let name = place === 0 ? 0 : this.lastNames.select(place - 1) + 1;
    do found.push(this.names.at(name));
    while (!this.lastNames.has(name++));
    return found;
  }

  /** The node that a state is at, or in the tail of. */
  nodeOf(state: number): number {
    return state < this.nodeCount ? state : state - Math.floor(state / this.nodeCount) * this.nodeCount;
  }

  /** Which nodes are left of the trie of some names only, in one pass over the nodes. */
  nodesFor(isAllowed: (name: number) => boolean): RemainingNodes {
    const alive = bitWords(this.nodeCount);
    const ending = bitWords(this.nodeCount);
    let nameCount = 0;
    let place = 0;
    for (let node = 0; node < this.nodeCount; node++) {
      if (!this.terminals.has(node)) continue;
      const before = nameCount;
      do if (isAllowed(this.names.at(place))) nameCount++;
      while (!this.lastNames.has(place++));
      if (nameCount === before) continue;
      setBit(alive, node);
      setBit(ending, node);
    }
    // Backwards, so that a node's children, which have greater numbers, are known before it.
    let node = this.nodeCount;
    let child = this.nodeCount;
    for (let bit = 2 * this.nodeCount - 2; bit >= 0; bit--) {
      if (hasBit(this.degreeWords, bit)) node--;
      else if (hasBit(alive, --child)) setBit(alive, node);
    }
    return { alive, ending, nameCount };
  }

  private degreeStart(node: number): number {
    return node === 0 ? 0 : this.degrees.select(node - 1) + 1;
  }

  private expandNode(node: number, into: Continuations): Continuations {
    const start = this.degreeStart(node);
    // Zeros before `start`: all its bits but the ones that close the nodes before.
    const firstEdge = start - node;
    into.pushRun(this.tokens, firstEdge, this.degrees.zerosFrom(start), firstEdge + 1);
    return into;
  }

  private expandTail(state: number, into: Continuations): void {
    const place = this.placeInTail(state);
    const first = this.tails[place] ?? TAIL_END;
    if (first === TAIL_END) return;
    const { length } = this.frequent;
    if (first <= length) {
      into.push(this.frequent[first - 1] ?? 0, state + this.nodeCount);
      return;
    }
    let token = first - 1 - length;
    for (let low = 1; low <= this.lowBytes; low++) token = token * 256 + (this.tails[place + low] ?? 0);
    into.push(token, state + (1 + this.lowBytes) * this.nodeCount);
  }

  /** Place of the next token's first byte; the state's node has a tail. */
  private placeInTail(state: number): number {
    const node = this.nodeOf(state);
    return this.tailStarts.at(this.withTail.rank(node)) + (state - node) / this.nodeCount;
  }
}
