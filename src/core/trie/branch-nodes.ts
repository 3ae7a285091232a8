import { NumberList } from '../bytes/number-list.js';
import type { Progress } from '../progress.js';
import type { Steps } from '../steps.js';
import { BitWriter, PackedNumbers, widthOf } from './bits.js';
import type { Sequences } from './sequence-list.js';
import { longestOf } from './sort-sequences.js';
import { SortedNames, type SortedOrder } from './sorted-names.js';

/** The part of the trie in which names are told apart, and what is left of each name behind it. */
export interface BranchNodes {
  readonly nodeCount: number;
  readonly nameCount: number;
  /** Bits of each token in `tokens`. */
  readonly tokenWidth: number;
  /** Token of each edge, breadth first. */
  readonly tokens: Uint32Array<ArrayBuffer>;
  /** Per node a 0 for each of its edges and then a 1 (the degrees of LOUDS, Jacobson 1989). */
  readonly degreeBits: Uint32Array<ArrayBuffer>;
  /** Bit n: a name ends at node n or in its tail. */
  readonly terminalBits: Uint32Array<ArrayBuffer>;
  /** Bit n: node n has a tail. */
  readonly tailBits: Uint32Array<ArrayBuffer>;
  /** Bits of each number in `names`. */
  readonly nameWidth: number;
  /** Name numbers by node, ascending within a node. */
  readonly names: Uint32Array<ArrayBuffer>;
  /** Bit i: name i of `names` is the last of its node. */
  readonly lastNameBits: Uint32Array<ArrayBuffer>;
  /** Tail i, by node, is tokens `tailBegins[i] .. tailEnds[i]` of the sequences. */
  readonly tailBegins: Uint32Array<ArrayBuffer>;
  readonly tailEnds: Uint32Array<ArrayBuffer>;
}

/** Names looked at between two steps. */
const WORK_PER_STEP = 20_000;

/**
 * Cuts sorted names into nodes, level by level: a node is a range of `order` with the pieces so far in common. Where
 * only one sequence of pieces is left, the rest of it is the node's tail.
 */
export function* branchNodes(sequences: Sequences, sorted: SortedOrder): Steps<BranchNodes> {
  const names = new SortedNames(sequences, sorted);
  const { tokens, starts } = sequences;
  const writer = new NodeWriter(
    names,
    largest(tokens),
    longestOf(starts.subarray(0, -1), starts.subarray(1)),
  );
  const progress = (): Progress => ({
    task: 'Arranging names',
    done: writer.namedCount,
    total: names.count,
    unit: 'names',
  });
  let work = 0;
  let level = writer.addRoot();
  for (let depth = 0; level.length > 0; depth++) {
    const next = new NumberList();
    for (let at = 0; at < level.length; at += NODE_FIELDS) {
      let from = level.at(at);
      const to = level.at(at + 1);
      const common = level.at(at + 3);
      writer.beginEdges(level.at(at + 2));
      level.letGo(at);
      while (from < to) {
        const isChain = common > depth;
        const end = isChain ? to : names.endOfGroup(from, to, depth);
        const shared = isChain ? common : names.commonLength(from, end);
        writer.addNode(from, end, depth + 1, shared, next);
        work += isChain ? 1 : end - from;
        from = end;
        if (work > WORK_PER_STEP) {
          work = 0;
          yield progress();
        }
      }
      writer.endEdges();
    }
    level.clear();
    level = next;
  }
  return writer.finish();
}

/** Per node that goes on: first name that does, end of its names, number of the node, pieces they have in common. */
const NODE_FIELDS = 4;

/** Writes nodes in the order of their numbers, and their edges in the same. */
class NodeWriter {
  namedCount = 0;
  private nodeCount = 0;
  /** Nodes whose edges are written. */
  private closedCount = 0;
  /** Nodes before the edges that are being written. */
  private beforeEdges = 0;
  private readonly tokenWidth: number;
  private readonly nameWidth: number;
  private readonly tokens: BitWriter;
  private readonly degrees: BitWriter;
  private readonly terminals: BitWriter;
  private readonly tails: BitWriter;
  private readonly numbers: BitWriter;
  private readonly lastNames: BitWriter;
  private readonly tailBegins = new NumberList();
  /** Packed, because this is where a build needs most memory. */
  private readonly tailLengths = new BitWriter();
  private readonly lengthWidth: number;

  constructor(
    private readonly names: SortedNames,
    largestToken: number,
    longestName: number,
  ) {
    const { count } = names;
    this.tokenWidth = wholeBytes(widthOf(largestToken));
    this.nameWidth = Math.max(1, widthOf(largest(names.order)));
    this.lengthWidth = Math.max(1, widthOf(longestName));
    // Large vocabularies have about 1.5 nodes a name.
    this.tokens = new BitWriter(1.5 * count * this.tokenWidth);
    this.degrees = new BitWriter(2.8 * count);
    this.terminals = new BitWriter(1.4 * count);
    this.tails = new BitWriter(1.4 * count);
    this.numbers = new BitWriter(count * this.nameWidth);
    this.lastNames = new BitWriter(count);
  }

  /** The root, which ends no name and never has a tail; the first level. */
  addRoot(): NumberList {
    const level = new NumberList();
    const { count } = this.names;
    this.nodeCount = 1;
    this.terminals.push(0, 1);
    this.tails.push(0, 1);
    if (count > 0) for (const value of [0, count, 0, this.names.commonLength(0, count)]) level.push(value);
    return level;
  }

  /** The nodes up to this one have no edges; what is added from here are its children. */
  beginEdges(node: number): void {
    for (; this.closedCount < node; this.closedCount++) this.degrees.push(1, 1);
    this.beforeEdges = this.nodeCount;
  }

  endEdges(): void {
    this.degrees.zeros(this.nodeCount - this.beforeEdges);
    this.degrees.push(1, 1);
    this.closedCount++;
  }

  /**
   * The node of names `from` to `to`, which have `common` pieces in common, and the edge to it.
   * @param depth pieces up to the node, from 1 to `common`
   * @param next takes the node if names go on behind it
   */
  addNode(from: number, to: number, depth: number, common: number, next: NumberList): void {
    const { names } = this;
    const node = this.nodeCount++;
    this.tokens.push(names.tokenAt(from, depth - 1), this.tokenWidth);
    const isSingle = common === names.lengthAt(from) && common === names.lengthAt(to - 1);
    let goingOn = from;
    if (isSingle) goingOn = to;
    else if (depth === common) while (names.lengthAt(goingOn) === depth) goingOn++;
    this.terminals.push(goingOn > from ? 1 : 0, 1);
    this.nameNode(from, goingOn);
    const hasTail = isSingle && depth < common;
    this.tails.push(hasTail ? 1 : 0, 1);
    if (hasTail) {
      this.tailBegins.push(names.startAt(from) + depth);
      this.tailLengths.push(common - depth, this.lengthWidth);
    }
    if (isSingle) return;
    next.push(goingOn);
    next.push(to);
    next.push(node);
    next.push(common);
  }

  finish(): BranchNodes {
    for (; this.closedCount < this.nodeCount; this.closedCount++) this.degrees.push(1, 1);
    const tailBegins = moved(this.tailBegins);
    const tailEnds = new Uint32Array(tailBegins.length);
    new PackedNumbers(this.tailLengths.words(), this.lengthWidth).copyTo(tailEnds, 0, 0, tailEnds.length);
    tailBegins.forEach((begin, tail) => (tailEnds[tail] = begin + (tailEnds[tail] ?? 0)));
    return {
      nodeCount: this.nodeCount,
      nameCount: this.namedCount,
      tokenWidth: this.tokenWidth,
      tokens: this.tokens.words(),
      degreeBits: this.degrees.words(),
      terminalBits: this.terminals.words(),
      tailBits: this.tails.words(),
      nameWidth: this.nameWidth,
      names: this.numbers.words(),
      lastNameBits: this.lastNames.words(),
      tailBegins,
      tailEnds,
    };
  }

  /** Names `from` to `to` end at the node being added, or in its tail. */
  private nameNode(from: number, to: number): void {
    for (let place = from; place < to; place++) {
      this.numbers.push(this.names.order[place] ?? 0, this.nameWidth);
      this.lastNames.push(place === to - 1 ? 1 : 0, 1);
    }
    this.namedCount += to - from;
  }
}

function moved(list: NumberList): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array(list.length);
  list.moveInto(numbers);
  return numbers;
}

/** 16 bits or 32: a step of decoding copies more tokens than it reads anything else, and whole ones copy fast. */
function wholeBytes(width: number): number {
  return width <= 16 ? 16 : 32;
}

function largest(numbers: Uint16Array | Uint32Array): number {
  let most = 0;
  for (let place = numbers.length - 1; place >= 0; place--) most = Math.max(most, numbers[place] ?? 0);
  return most;
}
