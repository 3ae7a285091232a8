/** Bytes to text: UTF-8, or UTF-16 where a byte order mark says so. Anything else is refused with its place. */
import { importError } from './import-error.js';

/** Bytes of a UTF-8 character after the first, at most. */
const LONGEST_REST = 3;

/** Text in parts, without a byte order mark. @throws {SeraphError} `bad-format` with line and byte position */
export async function* decodeChunks(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  let decoder: Decoder | null = null;
  let head = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (decoder) {
      yield decoder.decode(chunk);
      continue;
    }
    head = joined(head, chunk);
    if (head.length < LONGEST_REST) continue;
    decoder = decoderFor(file, head);
    yield decoder.decode(head);
  }
  decoder ??= decoderFor(file, head);
  yield decoder.end();
}

interface Decoder {
  decode(bytes: Uint8Array): string;
  end(): string;
}

function decoderFor(file: string, head: Uint8Array): Decoder {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return utf16(file, 'utf-16le');
  if (first === 0xfe && second === 0xff) return utf16(file, 'utf-16be');
  return utf8(file, head.length < LONGEST_REST ? head : new Uint8Array(0));
}

/** @param carry bytes already read and not yet decoded */
function utf8(file: string, carry: Uint8Array): Decoder {
  let line = 1;
  let position = 0;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const convert = (bytes: Uint8Array): string => {
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      const valid = validLength(bytes);
      const before = bytes.subarray(0, valid).filter((byte) => byte === 0x0a).length;
      throw importError(
        { file, line: line + before },
        `this is not UTF-8 (byte ${position + valid + 1} of the file)`,
        'Save the file as UTF-8 (in a spreadsheet program: "CSV UTF-8") and import it again',
        { expected: 'UTF-8', byte: position + valid },
      );
    }
    refuseBinary(file, text, line);
    if (position === 0 && text.startsWith('\ufeff')) text = text.slice(1);
    position += bytes.length;
    line += countLines(text);
    return text;
  };
  return {
    decode: (chunk) => {
      const bytes = carry.length > 0 ? joined(carry, chunk) : chunk;
      const complete = bytes.length - openEnd(bytes);
      carry = bytes.slice(complete);
      return convert(bytes.subarray(0, complete));
    },
    end: () => convert(carry),
  };
}

function utf16(file: string, encoding: 'utf-16le' | 'utf-16be'): Decoder {
  let line = 1;
  const decoder = new TextDecoder(encoding, { fatal: true });
  const convert = (bytes: Uint8Array, more: boolean): string => {
    let text: string;
    try {
      text = decoder.decode(bytes, { stream: more });
    } catch {
      const todo = 'Save the file as UTF-8 and import it again';
      throw importError({ file, line }, 'this is not UTF-16, as its beginning says (shortly after)', todo);
    }
    refuseBinary(file, text, line);
    line += countLines(text);
    return text;
  };
  return { decode: (bytes) => convert(bytes, true), end: () => convert(new Uint8Array(0), false) };
}

/** No text format has the character NUL; a program's file or UTF-16 without a mark has many. */
function refuseBinary(file: string, text: string, line: number): void {
  const at = text.indexOf('\0');
  if (at < 0) return;
  throw importError(
    { file, line: line + countLines(text.slice(0, at)) },
    'this is not a text file',
    'Export the vocabulary as one of the formats that Seraph reads, in UTF-8',
  );
}

/** Bytes at the end that begin a character and do not end it. */
function openEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(LONGEST_REST, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/** Length of the longest beginning of whole UTF-8 characters. */
function validLength(bytes: Uint8Array): number {
  let valid = 0;
  let invalid = bytes.length;
  while (valid < invalid) {
    const middle = Math.ceil((valid + invalid) / 2);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      invalid = middle - 1;
    }
  }
  return valid - openEnd(bytes.subarray(0, valid));
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
