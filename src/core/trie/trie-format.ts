import { SeraphError } from '../errors.js';
import { crc32 } from './crc32.js';

/**
 * The serialised trie, little-endian, every part at a multiple of 8 bytes:
 *
 * | bytes     | what                                                                                    |
 * | --------- | --------------------------------------------------------------------------------------- |
 * | 0 - 7     | magic `SRPHTRIE`                                                                        |
 * | 8         | u32 version                                                                             |
 * | 12        | u32 header length h                                                                     |
 * | 16        | u32 node count                                                                          |
 * | 20        | u32 name count                                                                          |
 * | 24        | u32 count of names left out                                                             |
 * | 28        | u32 bytes per token, 2 or 4                                                             |
 * | 32 - 91   | per section: u32 offset, u32 length, u32 CRC-32 of the section with its padding         |
 * | 92        | u32 length of the tokenizer's hash                                                      |
 * | 96 -      | the hash in UTF-8, zero padding                                                         |
 * | h - 4     | u32 CRC-32 of the header before it                                                      |
 * | h -       | sections: edge tokens, degree bits, terminal bits, names (u32), last-name bits          |
 *
 * Sections are read in place as typed arrays, which is right on the little-endian machines that browsers run on.
 */
export const MAGIC = 'SRPHTRIE';
export const VERSION = 1;

const SECTION_COUNT = 5;
const SECTIONS_AT = 32;
const HASH_LENGTH_AT = SECTIONS_AT + SECTION_COUNT * 12;
const HASH_AT = HASH_LENGTH_AT + 4;
const CRC_LENGTH = 4;

export interface TrieHeader {
  readonly nodeCount: number;
  readonly nameCount: number;
  readonly omittedCount: number;
  readonly tokenBytes: number;
  readonly tokenizerHash: string;
  /** Edge tokens, degree bits, terminal bits, names, last-name bits. */
  readonly sections: readonly [Section, Section, Section, Section, Section];
}

export interface Section {
  readonly offset: number;
  /** Without padding. */
  readonly length: number;
  readonly crc: number;
}

/** The next multiple of 8 bytes. */
export function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** Bytes of the header for a tokenizer hash of this many bytes. */
export function headerLength(hashLength: number): number {
  return padded(HASH_AT + hashLength + CRC_LENGTH);
}

export function writeHeader(into: Uint8Array, header: TrieHeader): void {
  const hash = new TextEncoder().encode(header.tokenizerHash);
  const length = headerLength(hash.length);
  const view = new DataView(into.buffer, into.byteOffset, length);
  const put = (at: number, value: number) => view.setUint32(at, value, true);
  into.set(new TextEncoder().encode(MAGIC));
  [VERSION, length, header.nodeCount, header.nameCount, header.omittedCount, header.tokenBytes].forEach(
    (value, index) => put(8 + 4 * index, value),
  );
  header.sections.forEach((section, index) => {
    const at = SECTIONS_AT + 12 * index;
    put(at, section.offset);
    put(at + 4, section.length);
    put(at + 8, section.crc);
  });
  put(HASH_LENGTH_AT, hash.length);
  into.set(hash, HASH_AT);
  put(length - CRC_LENGTH, crc32(into.subarray(0, length - CRC_LENGTH)));
}

/** Reads and checks the header; the sections' contents are not touched. */
export function readHeader(bytes: Uint8Array): TrieHeader {
  const magic = String.fromCharCode(...bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC) throw damaged('bad-format', 'it does not begin as one', MAGIC, printable(magic));
  if (bytes.length < headerLength(0)) throw truncated(headerLength(0), bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const get = (at: number) => view.getUint32(at, true);
  const version = get(8);
  if (version !== VERSION) throw damaged('bad-version', 'its version is another', VERSION, version);
  const hashLength = get(HASH_LENGTH_AT);
  const length = get(12);
  if (length > bytes.length) throw truncated(length, bytes.length);
  if (length !== headerLength(hashLength)) {
    throw damaged('bad-format', 'its header has another length', headerLength(hashLength), length);
  }
  checkCrc('its header', get(length - CRC_LENGTH), bytes.subarray(0, length - CRC_LENGTH));
  const section = (index: number): Section => {
    const at = SECTIONS_AT + 12 * index;
    return { offset: get(at), length: get(at + 4), crc: get(at + 8) };
  };
  const sections = [section(0), section(1), section(2), section(3), section(4)] as const;
  const end = Math.max(...sections.map(({ offset, length: bytesLong }) => offset + padded(bytesLong)));
  if (end !== bytes.length) throw truncated(end, bytes.length);
  return {
    nodeCount: get(16),
    nameCount: get(20),
    omittedCount: get(24),
    tokenBytes: get(28),
    tokenizerHash: new TextDecoder().decode(bytes.subarray(HASH_AT, HASH_AT + hashLength)),
    sections,
  };
}

/** Throws `bad-hash` when the checksum of `bytes` is not `expected`. */
export function checkCrc(part: string, expected: number, bytes: Uint8Array): void {
  const got = crc32(bytes);
  if (got !== expected) {
    throw damaged('bad-hash', `the checksum of ${part} is another`, hex(expected), hex(got));
  }
}

function truncated(expected: number, got: number): SeraphError {
  return damaged('bad-format', 'its length is another', `${expected} bytes`, `${got} bytes`);
}

function damaged(
  kind: 'bad-format' | 'bad-version' | 'bad-hash',
  what: string,
  expected: string | number,
  got: string | number,
): SeraphError {
  return new SeraphError(
    kind,
    `The stored name index cannot be used: ${what} (expected ${expected}, got ${got}). ` +
      'Your decisions and documents are safe. Build the index again from the knowledge base.',
    { expected, got },
  );
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}

function printable(text: string): string {
  return text.replace(/[^ -~]/g, '?');
}
