import type { TokenId } from '../ids.js';
import type { Progress } from '../progress.js';
import { bitWords, setBit } from './bit-vector.js';
import { sortSequences, type SortedSequences } from './sorted-sequences.js';
import type { TrieBuild } from './trie.js';

const TASK = 'Arranging names';
const WIDEST_16_BIT = 0xffff;

/**
 * Builds the trie of `sequences`: sequence i holds name i's pieces, without end-of-sequence. Names may share their
 * pieces. Names without pieces are left out and counted. Time: one sort, then linear in the pieces.
 * @param onProgress called once a level of the trie, in names finished.
 */
export function buildTrie(
  sequences: readonly (readonly TokenId[])[],
  onProgress?: (progress: Progress) => void,
): TrieBuild {
  const sorted = sortSequences(sequences);
  const nameCount = sorted.order.length;
  const edgeTokens = new GrowingUint32();
  const degrees = new GrowingUint32();
  const terminals = new GrowingUint32();
  const names = new Uint32Array(nameCount);
  const lastNameBits = bitWords(nameCount);
  let named = 0;

  // A node is a range of sorted names with the first `depth` pieces in common; a level lists its nodes' ranges.
  let level = [0, nameCount];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth++) {
    const next: number[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const end = level[i + 1] ?? 0;
      let at = level[i] ?? 0;
      const ended = named;
      // A name that ends at this node sorts before those that go on.
      for (; at < end && sorted.lengthAt(at) === depth; at++) names[named++] = sorted.order[at] ?? 0;
      if (named > ended) {
        terminals.push(nodes);
        setBit(lastNameBits, named - 1);
      }
      let degree = 0;
      while (at < end) {
        const groupEnd = endOfGroup(sorted, at, end, depth);
        edgeTokens.push(sorted.tokenAt(at, depth));
        next.push(at, groupEnd);
        degree++;
        at = groupEnd;
      }
      degrees.push(degree);
      nodes++;
    }
    level = next;
    onProgress?.({ task: TASK, done: named, total: nameCount, unit: 'names' });
  }

  const tokens = edgeTokens.values();
  const fits = tokens.every((token) => token <= WIDEST_16_BIT);
  return {
    nodeCount: nodes,
    nameCount,
    omittedCount: sequences.length - nameCount,
    childTokens: fits ? Uint16Array.from(tokens) : tokens.slice(),
    degreeBits: unaryDegrees(degrees.values()),
    terminalBits: bitsAt(terminals.values(), nodes),
    names,
    lastNameBits,
  };
}

/** One past the last name from `at` on with the same piece at `depth`. */
function endOfGroup(sorted: SortedSequences, at: number, end: number, depth: number): number {
  const token = sorted.tokenAt(at, depth);
  let groupEnd = at + 1;
  while (groupEnd < end && sorted.tokenAt(groupEnd, depth) === token) groupEnd++;
  return groupEnd;
}

/** Per node as many zeros as it has edges, then a one (the degrees of LOUDS, Jacobson 1989). */
function unaryDegrees(degrees: Uint32Array): Uint32Array {
  const words = bitWords(2 * degrees.length - 1);
  let bit = 0;
  for (const degree of degrees) {
    bit += degree;
    setBit(words, bit++);
  }
  return words;
}

function bitsAt(positions: Uint32Array, length: number): Uint32Array {
  const words = bitWords(length);
  for (const position of positions) setBit(words, position);
  return words;
}

/** A list of 32-bit numbers of unknown length: a plain array of millions of numbers takes twice the memory. */
class GrowingUint32 {
  private buffer = new Uint32Array(1024);
  private length = 0;

  push(value: number): void {
    if (this.length === this.buffer.length) {
      const larger = new Uint32Array(2 * this.length);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length++] = value;
  }

  /** A view of what was pushed so far. */
  values(): Uint32Array {
    return this.buffer.subarray(0, this.length);
  }
}
