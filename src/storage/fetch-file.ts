import { SeraphError } from '../core/errors.js';

export interface FetchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes so far, and in all (0 while the server does not say). */
  readonly onBytes?: ((done: number, total: number) => void) | undefined;
}

/** Fetches a whole file. The platform's `fetch` is the default; tests give their own. */
export type FetchFile = (url: string, options?: FetchOptions) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * A file of this site, or of another that allows it.
 *
 * @throws {SeraphError} `network` (no connection, refused, cut off, not found), `aborted`
 */
export const fetchFile: FetchFile = async (url, { signal, onBytes } = {}) => {
  try {
    const response = await fetch(url, signal ? { signal } : {});
    if (!response.ok) throw unreachable(url, `the server answered ${response.status}`);
    const total = response.headers.has('content-encoding')
      ? 0
      : Number(response.headers.get('content-length'));
    return response.body && onBytes
      ? await readAll(response.body, (done) => onBytes(done, total))
      : new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof SeraphError) throw error;
    if (signal?.aborted) {
      throw new SeraphError(
        'aborted',
        'Loading was cancelled. What you saved is safe. Start it again when needed.',
      );
    }
    throw unreachable(url, error instanceof Error ? error.message : String(error));
  }
};

async function readAll(
  stream: ReadableStream<Uint8Array>,
  onBytes: (done: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    length += piece.length;
    onBytes(length);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function unreachable(url: string, reason: string): SeraphError {
  return new SeraphError(
    'network',
    `The file ${url} could not be loaded (${reason}). What you saved is safe. Check the connection, then try again.`,
    { url, got: reason },
  );
}
