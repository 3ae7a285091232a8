import { gunzipSync, gzipSync } from 'fflate';
import { SeraphError } from '../core/errors.js';
import { crc32 } from '../core/trie/crc32.js';

/** Bytes a file may unpack to; a damaged or hostile length must not take all memory. */
const LARGEST = 1 << 30;

/** Same bytes for the same input: no time stamp, no file name. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 9, mtime: 0 });
}

/**
 * Unpacks one gzip member and checks its length and CRC-32 (RFC 1952), which fflate leaves out.
 *
 * @param what the file in the curator's words, for the message: "knowledge base file"
 * @throws {SeraphError} `bad-format` when damaged or truncated, `too-large` beyond 1 GiB
 */
export function gunzip(bytes: Uint8Array, what: string): Uint8Array {
  if (bytes.length < 18 || bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    throw new SeraphError(
      'bad-format',
      `This ${what} is not a gzip file. Nothing was changed. Choose another file.`,
      { expected: 'gzip', got: `${bytes.length} bytes of something else` },
    );
  }
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 8);
  const length = trailer.getUint32(4, true);
  // Deflate packs 1032 to 1 at best: a stated length beyond that comes from a cut or damaged end.
  if (length > bytes.length * 1032) throw damaged(what, 'length', bytes.length * 1032, length);
  if (length > LARGEST) {
    throw new SeraphError(
      'too-large',
      `This ${what} is too large for a browser. Nothing was changed. Choose a smaller file.`,
      { expected: LARGEST, got: length },
    );
  }
  let unpacked: Uint8Array;
  try {
    unpacked = gunzipSync(bytes);
  } catch (error) {
    throw damaged(what, 'data', 'readable', error instanceof Error ? error.message : String(error));
  }
  if (unpacked.length !== length) throw damaged(what, 'length', length, unpacked.length);
  const expected = trailer.getUint32(0, true);
  const got = crc32(unpacked);
  if (got !== expected) throw damaged(what, 'CRC-32', expected, got);
  return unpacked;
}

function damaged(what: string, part: string, expected: string | number, got: string | number): SeraphError {
  return new SeraphError(
    'bad-format',
    `This ${what} is damaged or was cut off (${part}). Nothing was changed. Download it again.`,
    { part, expected, got },
  );
}
