/**
 * A file of named typed arrays, little-endian, every part at a multiple of 8 bytes:
 *
 * | bytes  | what                                                                                                 |
 * | ------ | ---------------------------------------------------------------------------------------------------- |
 * | 0 - 7  | magic, 8 letters of ASCII                                                                            |
 * | 8      | u32 version                                                                                          |
 * | 12     | u32 length h of the header with its padding                                                          |
 * | 16     | u32 length of the description                                                                        |
 * | 20     | u32 CRC-32 of the header, taken with 0 in this place                                                 |
 * | 24 -   | the description, JSON in UTF-8: `{"about": …, "sections": [[name, kind, offset, length, CRC-32], …]}` |
 * | h -    | the sections; offsets count from h, a CRC-32 is of the section with its padding                      |
 *
 * Arrays are read in place, which is right on the little-endian machines that browsers run on.
 */
import { SeraphError } from '../errors.js';
import { crc32 } from '../trie/crc32.js';

export type SectionArray = Uint8Array | Uint16Array | Uint32Array;

export interface SectionFormat {
  /** 8 letters. */
  readonly magic: string;
  readonly version: number;
  /** In words, for messages: "search index". */
  readonly what: string;
}

export interface OpenSections {
  /** As it was packed: JSON values. */
  readonly about: unknown;
  /** In place, of the kind asked for. @throws {SeraphError} `bad-format` when there is none of that name and kind */
  u8(name: string): Uint8Array;
  u16(name: string): Uint16Array;
  u32(name: string): Uint32Array;
  /** Reads everything. @throws {SeraphError} `bad-hash` */
  verify(): void;
}

type Kind = 'u8' | 'u16' | 'u32';
type Row = readonly [name: string, kind: Kind, offset: number, length: number, crc: number];

const FIXED = 24;
const CRC_AT = 20;
const BYTES: Readonly<Record<Kind, number>> = { u8: 1, u16: 2, u32: 4 };

/** @param about JSON values */
export function packSections(
  format: SectionFormat,
  about: unknown,
  sections: Readonly<Record<string, SectionArray>>,
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(sections);
  const writer = new SectionWriter(
    format,
    about,
    Object.fromEntries(entries.map(([name, array]) => [name, [kindOf(array), array.length]])),
  );
  for (const [name, array] of entries) writer.bytesOf(name).set(bytesOf(array));
  return writer.finish();
}

/** A file whose sections are filled in place, so that large ones never exist twice. */
export class SectionWriter {
  readonly #rows = new Map<string, Row>();
  readonly #headerLength: number;
  readonly #file: Uint8Array<ArrayBuffer>;

  /**
   * @param about JSON values
   * @param lengths of each section, in numbers of its kind
   */
  constructor(
    private readonly format: SectionFormat,
    private readonly about: unknown,
    lengths: Readonly<Record<string, readonly [kind: Kind, length: number]>>,
  ) {
    let end = 0;
    for (const [name, [kind, length]] of Object.entries(lengths)) {
      const bytes = length * BYTES[kind];
      // The checksum is not known yet: the longest there is keeps its place.
      this.#rows.set(name, [name, kind, end, bytes, 0xffffffff]);
      end += padded(bytes);
    }
    this.#headerLength = padded(FIXED + new TextEncoder().encode(this.#description()).length);
    this.#file = new Uint8Array(this.#headerLength + end);
  }

  u32(name: string): Uint32Array {
    const bytes = this.bytesOf(name);
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  }

  bytesOf(name: string): Uint8Array {
    const [, , offset, length] = this.#row(name);
    const start = this.#headerLength + offset;
    return this.#file.subarray(start, start + length);
  }

  /** Takes the checksums, with a rest after each, writes the header and gives the file away. */
  *finishInSteps(): Generator<null, Uint8Array<ArrayBuffer>, void> {
    for (const [name, row] of this.#rows) {
      this.#rows.set(name, this.#withChecksum(row));
      yield null;
    }
    const view = new DataView(this.#file.buffer);
    const description = new TextEncoder().encode(this.#description());
    this.#file.set(new TextEncoder().encode(this.format.magic));
    // Spaces behind the JSON fill the place that shorter checksums left.
    this.#file.fill(0x20, FIXED, this.#headerLength);
    this.#file.set(description, FIXED);
    view.setUint32(8, this.format.version, true);
    view.setUint32(12, this.#headerLength, true);
    view.setUint32(16, this.#headerLength - FIXED, true);
    view.setUint32(CRC_AT, crc32(this.#file.subarray(0, this.#headerLength)), true);
    return this.#file;
  }

  finish(): Uint8Array<ArrayBuffer> {
    const steps = this.finishInSteps();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  #withChecksum([name, kind, offset, length]: Row): Row {
    const start = this.#headerLength + offset;
    return [name, kind, offset, length, crc32(this.#file.subarray(start, start + padded(length)))];
  }

  #description(): string {
    return JSON.stringify({ about: this.about, sections: [...this.#rows.values()] });
  }

  #row(name: string): Row {
    const row = this.#rows.get(name);
    if (row) return row;
    throw new SeraphError('internal', `There is no part "${name}" in a ${this.format.what}.`);
  }
}

/**
 * Reads and checks the header; the sections' contents are looked at by `verify` only.
 *
 * @throws {SeraphError} `bad-format`, `bad-version`, `bad-hash`
 */
export function openSections(given: Uint8Array, format: SectionFormat): OpenSections {
  // Arrays in place need a start at a multiple of their size.
  const file = given.byteOffset % 8 === 0 ? given : given.slice();
  const fail = (
    kind: 'bad-format' | 'bad-version' | 'bad-hash',
    why: string,
    expected: unknown,
    got: unknown,
  ) => damaged(format.what, kind, why, expected, got);
  const magic = String.fromCharCode(...file.subarray(0, 8));
  if (magic !== format.magic) {
    throw fail('bad-format', 'it does not begin as one', format.magic, magic.replace(/[^ -~]/g, '?'));
  }
  if (file.length < FIXED) throw fail('bad-format', 'its length is another', `${FIXED} bytes`, file.length);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const version = view.getUint32(8, true);
  if (version !== format.version) {
    throw fail('bad-version', 'its version is another', format.version, version);
  }
  const headerLength = view.getUint32(12, true);
  const descriptionLength = view.getUint32(16, true);
  if (headerLength > file.length || headerLength !== padded(FIXED + descriptionLength)) {
    throw fail('bad-format', 'its header has another length', headerLength, file.length);
  }
  const header = file.slice(0, headerLength);
  header.fill(0, CRC_AT, CRC_AT + 4);
  const crc = view.getUint32(CRC_AT, true);
  if (crc32(header) !== crc) {
    throw fail('bad-hash', 'the checksum of its header is another', crc, crc32(header));
  }
  const { about, sections } = JSON.parse(
    new TextDecoder().decode(file.subarray(FIXED, FIXED + descriptionLength)),
  ) as { about: unknown; sections: readonly Row[] };
  const end = headerLength + sections.reduce((last, row) => Math.max(last, row[2] + padded(row[3])), 0);
  if (end !== file.length) throw fail('bad-format', 'its length is another', end, file.length);

  const rowOf = (name: string, kind: Kind): { readonly at: number; readonly length: number } => {
    const row = sections.find((each) => each[0] === name);
    if (row?.[1] !== kind) {
      throw fail('bad-format', `its part "${name}" is of another kind`, kind, row?.[1] ?? 'nothing');
    }
    return { at: file.byteOffset + headerLength + row[2], length: row[3] / BYTES[kind] };
  };
  return {
    about,
    u8(name) {
      const { at, length } = rowOf(name, 'u8');
      return new Uint8Array(file.buffer, at, length);
    },
    u16(name) {
      const { at, length } = rowOf(name, 'u16');
      return new Uint16Array(file.buffer, at, length);
    },
    u32(name) {
      const { at, length } = rowOf(name, 'u32');
      return new Uint32Array(file.buffer, at, length);
    },
    verify() {
      for (const [name, , offset, length, expected] of sections) {
        const at = headerLength + offset;
        const got = crc32(file.subarray(at, at + padded(length)));
        if (got !== expected) {
          throw fail('bad-hash', `the checksum of its part "${name}" is another`, expected, got);
        }
      }
    },
  };
}

function bytesOf(array: SectionArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function kindOf(array: SectionArray): Kind {
  return array instanceof Uint32Array ? 'u32' : array instanceof Uint16Array ? 'u16' : 'u8';
}

/** The next multiple of 8 bytes. */
function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function damaged(
  what: string,
  kind: 'bad-format' | 'bad-version' | 'bad-hash',
  why: string,
  expected: unknown,
  got: unknown,
): SeraphError {
  return new SeraphError(
    kind,
    `The stored ${what} cannot be used: ${why} (expected ${String(expected)}, got ${String(got)}). ` +
      'Your decisions and documents are safe. Build it again from the knowledge base.',
    { expected: String(expected), got: String(got) },
  );
}
