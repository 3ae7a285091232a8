import { packSections } from '../bytes/sections.js';
import type { TrieBuild } from './build-trie.js';
import { TRIE_FORMAT, type TrieFacts } from './trie-format.js';

/** Serialises a trie. `tokenizerHash` names the tokenizer that made the pieces. The same names give the same bytes. */
export function encodeTrie(
  { nodes, tails, nameCount, omittedCount }: TrieBuild,
  tokenizerHash: string,
): Uint8Array<ArrayBuffer> {
  const facts: TrieFacts = {
    tokenizerHash,
    nodeCount: nodes.nodeCount,
    nameCount,
    omittedCount,
    tokenWidth: nodes.tokenWidth,
    nameWidth: nodes.nameWidth,
    tailStartWidth: tails.startWidth,
    tailLowBytes: tails.lowBytes,
  };
  return packSections(TRIE_FORMAT, facts, {
    tokens: nodes.tokens,
    degreeBits: nodes.degreeBits,
    terminalBits: nodes.terminalBits,
    tailBits: nodes.tailBits,
    tailStarts: tails.starts,
    tails: tails.bytes,
    frequent: tails.frequent,
    names: nodes.names,
    lastNameBits: nodes.lastNameBits,
  });
}
