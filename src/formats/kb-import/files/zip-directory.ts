/** The list of files at the end of a zip (APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16), with zip64. */
import { readRange, type BlobLike } from './blob-like.js';
import { importError } from './import-error.js';
import { MAX_ZIP_ENTRIES } from './limits.js';

export interface ZipEntry {
  /** With its path. */
  readonly name: string;
  /** 0 stored, 8 deflate. */
  readonly method: number;
  readonly crc: number;
  /** Bytes as stored. */
  readonly packed: number;
  /** Bytes unpacked. */
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_SIZE = 20;
const END_64 = 0x06064b50;
const END_64_SIZE = 56;
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;
/** Extra field of zip64. */
const EXTRA_64 = 1;
const ENCRYPTED = 1;
/** "See the zip64 field." */
const SEE_64 = 0xffffffff;
/** Each entry takes at most a header and three fields of 64 KiB, but real ones take about a hundred bytes. */
const LARGEST_DIRECTORY = MAX_ZIP_ENTRIES * 1_000;

/**
 * Files in the zip, without folders.
 *
 * @throws {SeraphError} `bad-format` when it is damaged, encrypted, packed in another way than deflate or its paths
 * lead out of it; `too-large` for too many files
 */
export async function readZipDirectory(blob: BlobLike): Promise<readonly ZipEntry[]> {
  const { count, size, offset } = await findDirectory(blob);
  if (count > MAX_ZIP_ENTRIES || size > LARGEST_DIRECTORY) {
    const counts = { expected: MAX_ZIP_ENTRIES, got: count };
    throw importError(
      { file: blob.name },
      `it holds ${count} files`,
      'Import those you need',
      counts,
      'too-large',
    );
  }
  if (offset + size > blob.size) throw broken(blob, 'its list of files is missing');
  const bytes = await readRange(blob, offset, offset + size);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    const { entry, next } = readEntry(blob, bytes, at);
    at = next;
    if (!entry.name.endsWith('/')) entries.push(entry);
  }
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  // Overlapping entries let a small file unpack to a huge one (David Fifield, "A better zip bomb").
  if (packed > blob.size) throw broken(blob, 'its files overlap');
  return entries;
}

/** First byte of the entry's data: after its local header, whose variable fields may differ from the directory's. */
export async function dataOffset(blob: BlobLike, entry: ZipEntry): Promise<number> {
  const bytes = await readRange(blob, entry.offset, entry.offset + LOCAL_SIZE);
  if (bytes.length < LOCAL_SIZE) throw broken(blob, `${entry.name} is missing`);
  const header = viewOf(bytes);
  if (header.getUint32(0, true) !== LOCAL) throw broken(blob, `${entry.name} is not where it should be`);
  const start = entry.offset + LOCAL_SIZE + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + entry.packed > blob.size) throw broken(blob, `${entry.name} is cut off`);
  return start;
}

interface Directory {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

async function findDirectory(blob: BlobLike): Promise<Directory> {
  const from = Math.max(0, blob.size - END_SIZE - LONGEST_COMMENT);
  const tail = viewOf(await readRange(blob, from, blob.size));
  for (let at = tail.byteLength - END_SIZE; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END || tail.getUint16(at + 20, true) !== tail.byteLength - at - END_SIZE)
      continue;
    const locator = at - LOCATOR_64_SIZE;
    if (locator >= 0 && tail.getUint32(locator, true) === LOCATOR_64) {
      return readEnd64(blob, toNumber(blob, tail.getBigUint64(locator + 8, true)));
    }
    return {
      count: tail.getUint16(at + 10, true),
      size: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
  }
  throw broken(blob, 'its list of files is missing');
}

async function readEnd64(blob: BlobLike, at: number): Promise<Directory> {
  const end = viewOf(await readRange(blob, at, at + END_64_SIZE));
  if (end.byteLength < END_64_SIZE || end.getUint32(0, true) !== END_64) {
    throw broken(blob, 'its list of files is missing');
  }
  return {
    count: toNumber(blob, end.getBigUint64(32, true)),
    size: toNumber(blob, end.getBigUint64(40, true)),
    offset: toNumber(blob, end.getBigUint64(48, true)),
  };
}

function readEntry(blob: BlobLike, bytes: Uint8Array, at: number): { entry: ZipEntry; next: number } {
  const view = viewOf(bytes);
  if (at + ENTRY_SIZE > bytes.length || view.getUint32(at, true) !== ENTRY) {
    throw broken(blob, 'its list of files cannot be read');
  }
  const nameEnd = at + ENTRY_SIZE + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > bytes.length) throw broken(blob, 'its list of files is cut off');
  const name = new TextDecoder().decode(bytes.subarray(at + ENTRY_SIZE, nameEnd));
  if (!isPlainPath(name))
    throw broken(blob, `the path ${JSON.stringify(name.slice(0, 200))} leads out of it`);
  if (view.getUint16(at + 8, true) & ENCRYPTED) {
    throw importError(
      { file: blob.name },
      `${name} is encrypted`,
      'Unpack it with its password and import the file',
    );
  }
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== 8) {
    const data = { expected: 'stored or deflate', got: method };
    throw importError(
      { file: blob.name },
      `${name} is packed in a rare way (method ${method})`,
      'Unpack it first',
      data,
    );
  }
  const wide = readExtra64(blob, view, nameEnd, extraEnd);
  const long = (field: number): number => {
    const value = view.getUint32(at + field, true);
    return value === SEE_64 ? wide() : value;
  };
  // The order of the zip64 field: size, packed size, offset, of those that need it.
  const size = long(24);
  const packed = long(20);
  const offset = long(42);
  return { entry: { name, method, crc: view.getUint32(at + 16, true), packed, size, offset }, next };
}

/** Gives the 64-bit numbers of an entry one after the other. */
function readExtra64(blob: BlobLike, view: DataView, start: number, end: number): () => number {
  let at = start;
  while (at + 4 <= end && view.getUint16(at, true) !== EXTRA_64) at += 4 + view.getUint16(at + 2, true);
  at += 4;
  return () => {
    if (at + 8 > end) throw broken(blob, 'a size is missing');
    at += 8;
    return toNumber(blob, view.getBigUint64(at - 8, true));
  };
}

/** Relative, with slashes, never upwards. Nothing is written under it; it is shown, and used to tell files apart. */
function isPlainPath(name: string): boolean {
  return name !== '' && !/^\/|^[a-z]:|\\|\0/i.test(name) && !name.split('/').includes('..');
}

function toNumber(blob: BlobLike, value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw broken(blob, 'a size is impossible');
  return Number(value);
}

function broken(blob: BlobLike, what: string): Error {
  return importError({ file: blob.name }, `this zip is damaged: ${what}`, 'Get the file again');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
