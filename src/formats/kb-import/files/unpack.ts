/** Unpacking in chunks, with the checks that fflate leaves out: CRC-32, length, and a bound on what comes out. */
import { Gunzip, Inflate } from 'fflate';
import { crc32 } from '../../../core/trie/crc32.js';
import { importError } from './import-error.js';
import { MAX_RATIO, MAX_UNPACKED, RATIO_FREE } from './limits.js';

/** Deflate makes at most 1032 bytes of one: this bounds what one step can put into memory to 66 MB. */
const STEP = 1 << 16;
/** CRC-32 and length, each four bytes (RFC 1952). */
const GZIP_TRAILER = 8;

type Chunks = AsyncIterable<Uint8Array>;

/**
 * The contents of a gzip file of one or more members.
 *
 * @throws {SeraphError} `bad-format` when it is damaged or cut off, `too-large` when it is a bomb
 */
export async function* gunzipChunks(
  file: string,
  packed: Chunks,
): AsyncGenerator<Uint8Array, void, undefined> {
  const guard = createGuard(file);
  let unpacked: Uint8Array[] = [];
  let crc = 0;
  let length = 0;
  /** The packed bytes of the last two steps: a member's trailer lies before the next one's header. */
  let recent = new Uint8Array(0);
  let recentEnd = 0;
  const checkTrailer = (end: number): void => {
    const from = end - GZIP_TRAILER - (recentEnd - recent.length);
    if (from < 0) throw damaged(file, 'its end is missing');
    const trailer = new DataView(recent.buffer, recent.byteOffset + from, GZIP_TRAILER);
    if (trailer.getUint32(0, true) !== crc || trailer.getUint32(4, true) !== length % 2 ** 32) {
      throw damaged(file, 'its checksum is wrong');
    }
    crc = 0;
    length = 0;
  };
  const gunzip = new Gunzip((chunk) => {
    crc = crc32(chunk, crc);
    length += chunk.length;
    if (chunk.length > 0) unpacked.push(chunk);
  });
  gunzip.onmember = checkTrailer;
  for await (const step of stepsOf(packed)) {
    recent = joined(recent.subarray(-STEP), step);
    recentEnd += step.length;
    run(file, () => {
      gunzip.push(step);
    });
    const out = unpacked;
    unpacked = [];
    guard(step.length, sizeOf(out));
    yield* out;
  }
  run(file, () => {
    gunzip.push(new Uint8Array(0), true);
  });
  yield* unpacked;
  checkTrailer(recentEnd);
}

/**
 * The contents of raw deflate data, as zip has them.
 *
 * @throws {SeraphError} `bad-format`, `too-large`
 */
export async function* inflateChunks(
  file: string,
  packed: Chunks,
): AsyncGenerator<Uint8Array, void, undefined> {
  const guard = createGuard(file);
  let unpacked: Uint8Array[] = [];
  const inflate = new Inflate((chunk) => {
    if (chunk.length > 0) unpacked.push(chunk);
  });
  for await (const step of stepsOf(packed)) {
    run(file, () => {
      inflate.push(step);
    });
    const out = unpacked;
    unpacked = [];
    guard(step.length, sizeOf(out));
    yield* out;
  }
  run(file, () => {
    inflate.push(new Uint8Array(0), true);
  });
  yield* unpacked;
}

/** Passes chunks on and compares their CRC-32 and length with what was promised. */
export async function* checkedChunks(
  file: string,
  chunks: Chunks,
  expected: { readonly crc: number; readonly size: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  let crc = 0;
  let size = 0;
  for await (const chunk of chunks) {
    crc = crc32(chunk, crc);
    size += chunk.length;
    if (size > expected.size) throw damaged(file, 'it is longer than it says');
    yield chunk;
  }
  if (size !== expected.size) throw damaged(file, 'it is shorter than it says');
  if (crc !== expected.crc) throw damaged(file, 'its checksum is wrong');
}

function createGuard(file: string): (packed: number, unpacked: number) => void {
  let before = 0;
  let after = 0;
  return (packed, unpacked) => {
    before += packed;
    after += unpacked;
    if (after > MAX_UNPACKED || (after > RATIO_FREE && after > before * MAX_RATIO)) {
      throw importError(
        { file },
        `it unpacks to far more than a vocabulary does (${megabytes(after)} out of ${megabytes(before)})`,
        'Unpack it yourself if you trust it, and import what is inside',
        { expected: Math.min(MAX_UNPACKED, before * MAX_RATIO), got: after },
        'too-large',
      );
    }
  };
}

/** Decimal; two places, as a bomb is small. */
function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

async function* stepsOf(chunks: Chunks): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += STEP) yield chunk.subarray(from, from + STEP);
  }
}

/** fflate's own errors say nothing of the file. */
function run(file: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (error instanceof Error && error.name === 'SeraphError') throw error;
    throw damaged(file, 'it cannot be unpacked');
  }
}

function damaged(file: string, what: string): Error {
  return importError({ file }, `it is damaged or was cut off: ${what}`, 'Get the file again');
}

function sizeOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
