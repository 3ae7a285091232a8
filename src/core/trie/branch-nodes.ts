import { NumberList } from '../bytes/number-list.js';
import { BitWriter, widthOf } from './bits.js';
import type { Progress } from '../progress.js';
import type { Steps } from '../steps.js';
import type { Sequences } from './sequence-list.js';

/** The part of the trie in which names are told apart, and what is left of each name behind it. */
export interface BranchNodes {
  readonly nodeCount: number;
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
 * @param order numbers of the sequences that are not empty, sorted
 */
export function* branchNodes({ tokens, starts }: Sequences, order: Uint32Array): Steps<BranchNodes> {
  const tokenWidth = Math.max(1, widthOf(largest(tokens)));
  const nameWidth = Math.max(1, widthOf(largest(order)));
  const edges = new BitWriter(1.5 * order.length * tokenWidth);
  const degrees = new BitWriter(3 * order.length);
  const terminals = new BitWriter(1.5 * order.length);
  const tails = new BitWriter(1.5 * order.length);
  const names = new BitWriter(order.length * nameWidth);
  const lastNames = new BitWriter(order.length);
  const tailBegins = new NumberList();
  const tailEnds = new NumberList();
  let nodeCount: number;
  let named = 0;

  const startAt = (place: number): number => starts[order[place] ?? 0] ?? 0;
  const endAt = (place: number): number => starts[(order[place] ?? 0) + 1] ?? 0;
  const tokenAt = (place: number, depth: number): number => tokens[startAt(place) + depth] ?? 0;
  /** Pieces that two names have in common, `depth` of them known. */
  const commonLength = (place: number, other: number, depth: number): number => {
    const start = startAt(place);
    const shift = startAt(other) - start;
    const end = Math.min(endAt(place), endAt(other) - shift);
    let at = start + depth;
    while (at < end && tokens[at] === tokens[at + shift]) at++;
    return at - start;
  };
  const pushNames = (from: number, to: number): void => {
    for (let place = from; place < to; place++) {
      names.push(order[place] ?? 0, nameWidth);
      lastNames.push(place === to - 1 ? 1 : 0, 1);
    }
    named += to - from;
  };

  /** Per node that goes on: first name that does, end of its names, number of the node, pieces they have in common. */
  let next = new NumberList();
  /** Numbers the node of names `from` to `to`, which have at least `depth` pieces in common, `common` in all. */
  const addNode = (from: number, to: number, depth: number, common: number): void => {
    const node = nodeCount++;
    const end = endAt(from);
    const single = common === end - startAt(from) && common === endAt(to - 1) - startAt(to - 1);
    let goingOn = from;
    if (single) goingOn = to;
    else if (depth === common) while (endAt(goingOn) - startAt(goingOn) === depth) goingOn++;
    terminals.push(goingOn > from ? 1 : 0, 1);
    pushNames(from, goingOn);
    const hasTail = single && depth < common;
    tails.push(hasTail ? 1 : 0, 1);
    if (hasTail) {
      tailBegins.push(startAt(from) + depth);
      tailEnds.push(end);
    }
    if (!single) for (const value of [goingOn, to, node, common]) next.push(value);
  };

  // The root: it ends no name and never has a tail.
  nodeCount = 1;
  terminals.push(0, 1);
  tails.push(0, 1);
  if (order.length > 0) {
    for (const value of [0, order.length, 0, commonLength(0, order.length - 1, 0)]) next.push(value);
  }
  const progress = (): Progress => ({
    task: 'Arranging names',
    done: named,
    total: order.length,
    unit: 'names',
  });
  let closed = 0;
  let work = 0;
  for (let depth = 0; next.length > 0; depth++) {
    const level = next;
    next = new NumberList();
    for (let at = 0; at < level.length; at += 4) {
      let from = level.at(at);
      const to = level.at(at + 1);
      const node = level.at(at + 2);
      const common = level.at(at + 3);
      // The nodes in between have no edges.
      for (; closed < node; closed++) degrees.push(1, 1);
      const before = nodeCount;
      if (common > depth) {
        edges.push(tokenAt(from, depth), tokenWidth);
        addNode(from, to, depth + 1, common);
        work++;
      } else {
        while (from < to) {
          const token = tokenAt(from, depth);
          let end = from + 1;
          while (end < to && tokenAt(end, depth) === token) end++;
          edges.push(token, tokenWidth);
          addNode(from, end, depth + 1, commonLength(from, end - 1, depth + 1));
          work += end - from;
          from = end;
          if (work > WORK_PER_STEP) {
            work = 0;
            yield progress();
          }
        }
      }
      degrees.zeros(nodeCount - before);
      degrees.push(1, 1);
      closed = node + 1;
      if (work > WORK_PER_STEP) {
        work = 0;
        yield progress();
      }
    }
  }
  for (; closed < nodeCount; closed++) degrees.push(1, 1);

  return {
    nodeCount,
    tokenWidth,
    tokens: edges.words(),
    degreeBits: degrees.words(),
    terminalBits: terminals.words(),
    tailBits: tails.words(),
    nameWidth,
    names: names.words(),
    lastNameBits: lastNames.words(),
    tailBegins: moved(tailBegins),
    tailEnds: moved(tailEnds),
  };
}

function moved(list: NumberList): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array(list.length);
  list.moveInto(numbers);
  return numbers;
}

function largest(numbers: Uint16Array | Uint32Array): number {
  let most = 0;
  for (const number of numbers) if (number > most) most = number;
  return most;
}
