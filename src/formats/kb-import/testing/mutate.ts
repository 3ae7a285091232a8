/** Damage to files, seeded: what bad disks, bad programs and bad people do. */
import { gzipSync, zipSync } from 'fflate';

type Random = () => number;
export type FileBytes = Readonly<Record<string, Uint8Array>>;

/** Bytes of a damaged file: changes on changes would make it endless. */
const LARGEST = 500_000;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Signs that mean something in one of the formats, and values that programs stumble over. */
const PIECES: readonly Uint8Array[] = [
  ...[
    '"',
    '""',
    '|',
    '||',
    '\t',
    '\r',
    '\n',
    '\r\n',
    '\0',
    '\\',
    ';',
    ',',
    ':',
    '&',
    '&a;',
    '&#0;',
    '&#x110000;',
  ],
  ...[
    '<',
    '</',
    '/>',
    '<!--',
    ']]>',
    '<![CDATA[',
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
  ],
  ...[
    '# ',
    '[Term]\n',
    'id: X:1\n',
    'is_a: X:1\n',
    'null',
    'true',
    '-1',
    '1e999',
    'NaN',
    '__proto__',
    'constructor',
  ],
  ...['C0000001', 'D900001', '\ufeff', '\u2028', '\ud800', '\u202e', '\u0301'.repeat(500), '9'.repeat(400)],
  'a'.repeat(100_000),
].map(encode);
const RAW: readonly Uint8Array[] = [
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0xc3],
  [0xed, 0xa0, 0x80],
  [0xf5, 0x80, 0x80, 0x80],
  [0x1f, 0x8b, 8, 0],
  [0x50, 0x4b, 3, 4],
].map((bytes) => Uint8Array.from(bytes));
const NESTING = ['[', '{"a":', '<a>', '(', '{', '"', '[Term]\n', '\\'].map((piece) =>
  encode(piece.repeat(20_000)),
);

/** Some files of a vocabulary, damaged in one to four ways, packed or not. */
export function mutated(files: FileBytes, others: readonly FileBytes[], random: Random): FileBytes {
  const names = Object.keys(files);
  const result: Record<string, Uint8Array> = { ...files };
  const changes = random() < 0.5 ? 1 : 1 + below(random, 4);
  for (let change = 0; change < changes; change++) {
    const name = pick(names, random);
    const bytes = result[name];
    if (bytes) result[name] = mutatedBytes(bytes, others, random);
  }
  if (random() < 0.1) {
    const dropped = pick(names, random);
    return packed(Object.fromEntries(Object.entries(result).filter(([name]) => name !== dropped)), random);
  }
  return packed(result, random);
}

function mutatedBytes(bytes: Uint8Array, others: readonly FileBytes[], random: Random): Uint8Array {
  const at = below(random, bytes.length + 1);
  const end = Math.min(bytes.length, at + below(random, 200));
  const insert = (piece: Uint8Array): Uint8Array => joined(bytes.subarray(0, at), piece, bytes.subarray(at));
  const changes: readonly (() => Uint8Array)[] = [
    () => bytes.map((byte, index) => (index === at ? byte ^ (1 << below(random, 8)) : byte)),
    () => noisy(bytes, random),
    () => bytes.subarray(0, at),
    () => bytes.subarray(at),
    () => joined(bytes.subarray(0, at), bytes.subarray(end)),
    () => insert(repeated(bytes.subarray(at, end), 1 + below(random, 50))),
    () => insert(pick(PIECES, random)),
    () => insert(pick(RAW, random)),
    () => insert(pick(NESTING, random)),
    () => shuffledLines(bytes, random),
    () => repeated(lineAt(bytes, at), 1 + below(random, 3_000)),
    () => joined(bytes, bytes),
    () => insert(pick(Object.values(pick(others, random)), random).subarray(0, 2_000)),
  ];
  return pick(changes, random)();
}

function noisy(bytes: Uint8Array, random: Random): Uint8Array {
  const result = bytes.slice();
  for (let change = 0; change < bytes.length / 100; change++)
    result[below(random, bytes.length)] = below(random, 256);
  return result;
}

function packed(files: FileBytes, random: Random): FileBytes {
  const way = random();
  if (way < 0.6) return files;
  if (way < 0.8) {
    return Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [`${name}.gz`, damagedSometimes(gzipSync(bytes), random)]),
    );
  }
  return { 'all.zip': damagedSometimes(zipSync({ ...files }, { level: 1 }), random) };
}

function damagedSometimes(bytes: Uint8Array, random: Random): Uint8Array {
  const at = below(random, bytes.length);
  const way = random();
  if (way < 0.6) return bytes;
  if (way < 0.8) return bytes.subarray(0, at);
  return bytes.map((byte, index) => (index === at ? byte ^ (1 + below(random, 255)) : byte));
}

function shuffledLines(bytes: Uint8Array, random: Random): Uint8Array {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  for (let index = lines.length - 1; index > 0; index--) {
    const other = below(random, index + 1);
    [lines[index], lines[other]] = [lines[other] ?? '', lines[index] ?? ''];
  }
  return Buffer.from(lines.join('\n'), 'latin1');
}

function lineAt(bytes: Uint8Array, at: number): Uint8Array {
  const start = bytes.lastIndexOf(0x0a, Math.max(0, at - 1)) + 1;
  const end = bytes.indexOf(0x0a, at);
  return bytes.subarray(start, end < 0 ? bytes.length : end + 1);
}

function repeated(bytes: Uint8Array, times: number): Uint8Array {
  const possible = Math.floor(LARGEST / Math.max(1, bytes.length));
  return joined(...Array.from({ length: Math.min(times, possible) }, () => bytes));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts)).subarray(0, LARGEST);
}

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function pick<Value>(values: readonly Value[], random: Random): Value {
  const value = values[below(random, values.length)];
  if (value === undefined) throw new Error('Nothing to pick from');
  return value;
}
