/** What the curator gave, as files to read: gzip unpacked on the way, zips as the files in them. */
import type { ImportFile } from '../importer.js';
import { blobOfBytes, blobOfRange, chunksOfRange, readRange, type BlobLike } from './blob-like.js';
import { importError } from './import-error.js';
import { MAX_NESTED_ZIP } from './limits.js';
import { checkedChunks, gunzipChunks, inflateChunks } from './unpack.js';
import { dataOffset, readZipDirectory, type ZipEntry } from './zip-directory.js';

/** What systems put into archives for themselves. */
const NOT_CONTENT = /(^|\/)(__MACOSX\/|\.DS_Store$|\._)/;

/** What publishers put beside a vocabulary for people to read. */
const FOR_PEOPLE =
  /(^|\/)(read[ _-]?me|licen[cs]e|copying|notice|citation|change(s|log)|release[ _-]?notes)[^/]*$|\.(md|pdf|html?|docx?|rtf|png|jpe?g|gif|svg)$/i;

/**
 * The files to read, in the order given. A gzip file is recognised by its bytes, not its name, and is read without its
 * `.gz`. A zip may lie in a zip, once. A readme, licence or picture beside other files is left aside.
 *
 * @throws {SeraphError} `bad-format`, `too-large`
 */
export async function importFilesOf(blobs: readonly BlobLike[]): Promise<readonly ImportFile[]> {
  const files: ImportFile[] = [];
  for (const blob of vocabulariesAmong(blobs)) files.push(...(await open(blob, 0)));
  return files;
}

async function open(blob: BlobLike, depth: number): Promise<readonly ImportFile[]> {
  const kind = kindOf(await readRange(blob, 0, Math.min(4, blob.size)));
  if (kind === 'zip') return openZip(blob, depth);
  const stored = (onStored?: (more: number) => void) => counted(chunksOfRange(blob, 0, blob.size), onStored);
  return [
    kind === 'gzip'
      ? gunzipped(blob.name, blob.size, stored)
      : { name: blob.name, size: blob.size, open: stored },
  ];
}

async function openZip(zip: BlobLike, depth: number): Promise<readonly ImportFile[]> {
  const entries = await readZipDirectory(zip);
  if (entries.some(({ name }) => name === '[Content_Types].xml')) {
    throw importError(
      { file: zip.name },
      'this is a document of an office program',
      'Save it there as CSV UTF-8',
    );
  }
  const files: ImportFile[] = [];
  for (const entry of vocabulariesAmong(entries.filter(({ name }) => !NOT_CONTENT.test(name)))) {
    files.push(...(await openEntry(zip, entry, depth)));
  }
  return files;
}

/** Without what is for people, unless nothing else is there. */
function vocabulariesAmong<T extends { readonly name: string }>(files: readonly T[]): readonly T[] {
  const others = files.filter(({ name }) => !FOR_PEOPLE.test(name));
  return others.length > 0 ? others : files;
}

async function openEntry(zip: BlobLike, entry: ZipEntry, depth: number): Promise<readonly ImportFile[]> {
  const name = `${zip.name}/${entry.name}`;
  const file: ImportFile = {
    name,
    size: entry.packed,
    open: (onStored) => entryChunks(zip, name, entry, onStored),
  };
  const kind = kindOf(await firstBytes(file, 4));
  if (kind === 'gzip') return [gunzipped(name, entry.packed, (onStored) => file.open(onStored))];
  if (kind !== 'zip') return [file];
  if (depth > 0) throw importError({ file: name }, 'it is a zip in a zip in a zip', 'Unpack it first');
  if (entry.method === 0) {
    return open(blobOfRange(name, zip, await dataOffset(zip, entry), entry.packed), depth + 1);
  }
  if (entry.size > MAX_NESTED_ZIP) {
    const sizes = { expected: MAX_NESTED_ZIP, got: entry.size };
    throw importError(
      { file: name },
      'it is a large zip in a zip',
      'Unpack the outer one first',
      sizes,
      'too-large',
    );
  }
  return open(blobOfBytes(name, await wholeOf(file)), depth + 1);
}

async function* entryChunks(
  zip: BlobLike,
  name: string,
  entry: ZipEntry,
  onStored?: (more: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const start = await dataOffset(zip, entry);
  const stored = counted(chunksOfRange(zip, start, start + entry.packed), onStored);
  yield* checkedChunks(name, entry.method === 0 ? stored : inflateChunks(name, stored), entry);
}

function gunzipped(name: string, size: number, stored: ImportFile['open']): ImportFile {
  const inner = name.replace(/\.gz$/i, '');
  return { name: inner, size, open: (onStored) => gunzipChunks(name, stored(onStored)) };
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onStored?: (more: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    onStored?.(chunk.length);
    yield chunk;
  }
}

function kindOf(head: Uint8Array): 'gzip' | 'zip' | 'plain' {
  const [first, second, third, fourth] = head;
  if (first === 0x1f && second === 0x8b && third === 8) return 'gzip';
  // The second is that of a zip without a file in it.
  if (first === 0x50 && second === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6)))
    return 'zip';
  return 'plain';
}

/** At least `count` bytes from the beginning, fewer where the file is shorter. */
export async function firstBytes(file: ImportFile, count: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.open()) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= count) break;
  }
  return join(parts, length);
}

async function wholeOf(file: ImportFile): Promise<Uint8Array> {
  return firstBytes(file, Number.POSITIVE_INFINITY);
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
