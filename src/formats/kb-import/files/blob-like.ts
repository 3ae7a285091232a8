/** The part of the browser's `File` that an import needs. */
export interface BlobLike {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** One call to the browser costs the same for a byte and for this many. */
const CHUNK = 1 << 20;

/** Bytes `start` to `end` in order, in chunks of at most 1 MiB. */
export async function* chunksOfRange(
  blob: BlobLike,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let from = start; from < end; from += CHUNK)
    yield await readRange(blob, from, Math.min(from + CHUNK, end));
}

export async function readRange(blob: BlobLike, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await blob.slice(start, end).arrayBuffer());
}

/** Bytes in memory, as a file. */
export function blobOfBytes(name: string, bytes: Uint8Array): BlobLike {
  return {
    name,
    size: bytes.length,
    slice: (start, end) => ({
      arrayBuffer: () => Promise.resolve(new Uint8Array(bytes.subarray(start, end)).buffer),
    }),
  };
}

/** Some bytes of a file, as a file of its own. */
export function blobOfRange(name: string, blob: BlobLike, offset: number, size: number): BlobLike {
  return {
    name,
    size,
    slice: (start, end) => blob.slice(offset + Math.min(start, size), offset + Math.min(end, size)),
  };
}
