/** How importers read files: in chunks, texts or lines, with progress and a way to stop. Memory does not grow with the file. */
import type { ImportFile, ImportWatch } from '../importer.js';
import { decodeChunks } from './decode-text.js';
import { importError, throwIfAborted } from './import-error.js';
import { firstBytes } from './import-files.js';
import { MAX_LINE_LENGTH } from './limits.js';

/** Lines that follow each other. Many at a time: one promise for each line would take longer than the reading. */
export interface LineBatch {
  /** Number of the first, from 1. */
  readonly first: number;
  /** Without their ends. */
  readonly lines: readonly string[];
}

/** One import's reading of its files. All throw `bad-format`, `too-large`, or `aborted` as soon as it is wanted. */
export interface Reading {
  chunks(file: ImportFile): AsyncIterable<Uint8Array>;
  /** Decoded, without a byte order mark; cut anywhere but inside a UTF-8 character. */
  texts(file: ImportFile): AsyncIterable<string>;
  /** Ended by LF, CR LF or CR. */
  lines(file: ImportFile): AsyncIterable<LineBatch>;
}

/** Begins an import: `watch.onBytes` is told the stored bytes of all files that this one reads. */
export function startReading(watch: ImportWatch): Reading {
  let done = 0;
  const chunks: Reading['chunks'] = async function* (file) {
    throwIfAborted(watch.signal);
    const stored = (more: number): void => {
      done += more;
      watch.onBytes?.(done);
    };
    for await (const chunk of file.open(stored)) {
      throwIfAborted(watch.signal);
      yield chunk;
    }
  };
  const texts: Reading['texts'] = (file) => decodeChunks(file.name, chunks(file));
  return { chunks, texts, lines: (file) => splitLines(file.name, texts(file)) };
}

/**
 * The beginning of a file as text, for recognition: whatever is not UTF-8 or UTF-16 in it becomes U+FFFD.
 *
 * @param length in bytes, at most
 */
export async function headOf(file: ImportFile, length = 1 << 16): Promise<string> {
  const bytes = (await firstBytes(file, length)).subarray(0, length);
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}

/** @throws {SeraphError} `bad-format` for a line beyond `MAX_LINE_LENGTH` */
export async function* splitLines(
  file: string,
  texts: AsyncIterable<string>,
): AsyncGenerator<LineBatch, void, undefined> {
  let rest = '';
  let first = 1;
  /** A CR at the end of a text may be half of CR LF. */
  let heldCr = false;
  for await (const part of texts) {
    let text: string = heldCr ? `\r${part}` : part;
    heldCr = text.endsWith('\r');
    if (heldCr) text = text.slice(0, -1);
    if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
    const lines = text.split('\n');
    lines[0] = rest + (lines[0] ?? '');
    rest = lines.pop() ?? '';
    checkLength(file, rest, first + lines.length);
    if (lines.length === 0) continue;
    lines.forEach((line, index) => checkLength(file, line, first + index));
    yield { first, lines };
    first += lines.length;
  }
  if (rest !== '' || heldCr) yield { first, lines: [rest] };
}

function checkLength(file: string, line: string, number: number): void {
  if (line.length <= MAX_LINE_LENGTH) return;
  const lengths = { expected: MAX_LINE_LENGTH, got: line.length };
  throw importError(
    { file, line: number },
    'this line is too long',
    'Check that the file has line ends',
    lengths,
  );
}
