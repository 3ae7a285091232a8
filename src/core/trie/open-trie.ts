import { SeraphError } from '../errors.js';
import { BitVector } from './bit-vector.js';
import type { Trie } from './trie.js';
import { checkCrc, padded, readHeader, type Section, type TrieHeader } from './trie-format.js';

const NO_NAMES = new Uint32Array(0);

/**
 * Opens a serialised trie in place: views and header checks, and one pass over its bit vectors (about a hundredth of
 * its bytes). Damage inside a section is found by `verifyTrie`, not here. `bytes` must not change while it is used.
 * @throws bad-format, bad-version, bad-hash (header), or model-incompatible when it was made for another tokenizer.
 */
export function openTrie(bytes: Uint8Array, { tokenizerHash }: { readonly tokenizerHash: string }): Trie {
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

function readTrie(bytes: Uint8Array, header: TrieHeader): Trie {
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

  return {
    root: 0,
    childrenStart: edgesBefore,
    childrenEnd: (node) => edgesBefore(node + 1),
    childTokens: header.tokenBytes === 2 ? halves(tokens) : words(tokens),
    child: (edgeIndex) => edgeIndex + 1,
    namesAt: (node) => {
      if (!terminals.has(node)) return NO_NAMES;
      const place = terminals.rank(node);
      return names.subarray(place === 0 ? 0 : lastNames.select(place - 1) + 1, lastNames.select(place) + 1);
    },
    nameCount: header.nameCount,
    omittedCount: header.omittedCount,
    nodeCount: header.nodeCount,
    bytes: bytes.length,
  };
}
