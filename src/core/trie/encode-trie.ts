import { crc32 } from './crc32.js';
import type { TrieBuild } from './trie.js';
import { headerLength, padded, writeHeader, type Section } from './trie-format.js';

/** Serialises a trie; the layout is in `trie-format.ts`. `tokenizerHash` names the tokenizer that made the pieces. */
export function encodeTrie(build: TrieBuild, tokenizerHash: string): Uint8Array<ArrayBuffer> {
  const parts = [
    bytesOf(build.childTokens),
    bytesOf(build.degreeBits),
    bytesOf(build.terminalBits),
    bytesOf(build.names),
    bytesOf(build.lastNameBits),
  ] as const;
  const start = headerLength(new TextEncoder().encode(tokenizerHash).length);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + padded(part.length), start));
  let end = start;
  const write = (part: Uint8Array): Section => {
    const offset = end;
    bytes.set(part, offset);
    end += padded(part.length);
    return { offset, length: part.length, crc: crc32(bytes.subarray(offset, end)) };
  };
  writeHeader(bytes, {
    nodeCount: build.nodeCount,
    nameCount: build.nameCount,
    omittedCount: build.omittedCount,
    tokenBytes: build.childTokens.BYTES_PER_ELEMENT,
    tokenizerHash,
    sections: [write(parts[0]), write(parts[1]), write(parts[2]), write(parts[3]), write(parts[4])],
  });
  return bytes;
}

function bytesOf(array: Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
