import { SeraphError } from '../errors.js';
import { BitVector } from './bit-vector.js';
import { Continuations } from './continuations.js';
import type { FrozenTrie } from './trie.js';
import { checkCrc, padded, readHeader, type Section, type TrieHeader } from './trie-format.js';

/**
 * Opens a serialised trie in place: views and header checks, and one pass over its bit vectors (about a hundredth of
 * its bytes). Damage inside a section is found by `verifyTrie`, not here. `bytes` must not change while it is used.
 * @throws bad-format, bad-version, bad-hash (header), or model-incompatible when it was made for another tokenizer.
 */
export function openTrie(
  bytes: Uint8Array,
  { tokenizerHash }: { readonly tokenizerHash: string },
): FrozenTrie {
  const header = readHeader(bytes);
  if (header.tokenizerHash !== tokenizerHash) {
    throw new SeraphError(
      'model-incompatible',
      `The stored name index was made for another tokenizer (expected ${tokenizerHash}, got ${header.tokenizerHash}). ` +
        'Your decisions and documents are safe. Build the index again with this model.',
      { expected: tokenizerHash, got: header.tokenizerHash },
    );
  }
  return readTrie(bytes, header);
}

/** Checks every byte of a serialised trie; throws as `openTrie` does, and `bad-hash` for a damaged section. */
export function verifyTrie(bytes: Uint8Array): void {
  readHeader(bytes).sections.forEach(({ offset, length, crc }, index) => {
    checkCrc(`part ${index + 1}`, crc, bytes.subarray(offset, offset + padded(length)));
  });
}

function readTrie(bytes: Uint8Array, header: TrieHeader): FrozenTrie {
  // Typed arrays need their own alignment; a copy has it.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const words = ({ offset, length }: Section) =>
    new Uint32Array(aligned.buffer, aligned.byteOffset + offset, length / Uint32Array.BYTES_PER_ELEMENT);
  const halves = ({ offset, length }: Section) =>
    new Uint16Array(aligned.buffer, aligned.byteOffset + offset, length / Uint16Array.BYTES_PER_ELEMENT);
  const [tokens, degreeBits, terminalBits, nameIndexes, lastNameBits] = header.sections;
  const degrees = new BitVector(words(degreeBits));
  const terminals = new BitVector(words(terminalBits));
  const names = words(nameIndexes);
  const lastNames = new BitVector(words(lastNameBits));
  /** Edges of the nodes before `node`: zeros before the one that closes the node before. */
  const edgesBefore = (node: number) => (node === 0 ? 0 : degrees.select(node - 1) - (node - 1));

  const childTokens = header.tokenBytes === 2 ? halves(tokens) : words(tokens);
  /** Nodes are numbered breadth first and edges likewise, so edge e leads to node e + 1. */
  const expandNode = (node: number, into: Continuations) => {
    const end = edgesBefore(node + 1);
    for (let edge = edgesBefore(node); edge < end; edge++) into.push(childTokens[edge] ?? 0, edge + 1);
  };
  let atRoot: Continuations | undefined;

  return {
    root: 0,
    expand: (node, into) => {
      if (node !== 0) {
        expandNode(node, into);
        return;
      }
      if (!atRoot) {
        atRoot = new Continuations();
        expandNode(0, atRoot);
      }
      into.append(atRoot);
    },
    isForced: (node) => !terminals.has(node) && edgesBefore(node + 1) - edgesBefore(node) === 1,
    endsName: (node) => terminals.has(node),
    namesAt: (node) => {
      if (!terminals.has(node)) return [];
      const place = terminals.rank(node);
      return [
        ...names.subarray(place === 0 ? 0 : lastNames.select(place - 1) + 1, lastNames.select(place) + 1),
      ];
    },
    nameCount: header.nameCount,
    omittedCount: header.omittedCount,
    nodeCount: header.nodeCount,
    bytes: bytes.length,
  };
}
