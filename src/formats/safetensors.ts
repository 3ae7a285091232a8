/**
 * Reader of safetensors files: 8 bytes header length (u64, little-endian), a JSON header
 * `name → { dtype, shape, data_offsets: [begin, end] }`, then the data. Format:
 * https://github.com/huggingface/safetensors#format. Reads f32, f16 and bf16, little-endian, a few rows at a time.
 */
import * as v from 'valibot';
import { halfToNumber } from '../core/bytes/half.js';
import { SeraphError } from '../core/errors.js';
import type { TensorSource } from '../core/tensor-source.js';

/** A file read by position. */
export interface RandomAccess {
  readonly size: number;
  /** Exactly `length` bytes from `offset`. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** The one name in a header that is no tensor. */
export const METADATA = '__metadata__';
const LARGEST_HEADER = 100_000_000;
const BYTES = { F32: 4, F16: 2, BF16: 2 } as const;
type FloatType = keyof typeof BYTES;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const entrySchema = v.object({
  dtype: v.string(),
  shape: v.array(count),
  data_offsets: v.tuple([count, count]),
});
const headerSchema = v.record(v.string(), v.unknown());
const metadataSchema = v.optional(v.record(v.string(), v.string()), {});

/** An open file: its tensors of floats, and what its writer noted in `__metadata__`. */
export interface SafetensorsFile extends TensorSource {
  readonly metadata: ReadonlyMap<string, string>;
}

/** A file that is in memory. */
export function inMemory(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.byteLength,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

interface Entry {
  readonly dtype: FloatType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly bytes: number;
}

function damaged(what: string, data: Record<string, string | number> = {}): SeraphError {
  return new SeraphError(
    'bad-format',
    `This is not a readable safetensors file: ${what}. Nothing was changed. Download or copy the file again.`,
    data,
  );
}

/**
 * Opens a safetensors file: reads and checks its header, no data.
 *
 * @throws SeraphError bad-format for a file that is damaged or of another kind.
 */
export async function openSafetensors(file: RandomAccess): Promise<SafetensorsFile> {
  if (file.size < 8) throw damaged('it is shorter than its header', { got: file.size });
  const lengthBytes = await file.read(0, 8);
  const headerLength = Number(view(lengthBytes).getBigUint64(0, true));
  if (headerLength > Math.min(LARGEST_HEADER, file.size - 8)) {
    throw damaged('its header says it is longer than the file', {
      expected: file.size - 8,
      got: headerLength,
    });
  }
  const header = parseHeader(new TextDecoder().decode(await file.read(8, headerLength)));
  const dataStart = 8 + headerLength;
  const entries = new Map<string, Entry>();
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) continue;
    const entry = readEntry(name, value, file.size - dataStart);
    if (entry) entries.set(name, entry);
  }
  // Tensors that share their bytes let a small file fill the memory.
  const claimed = [...entries.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  if (claimed > file.size - dataStart) {
    throw damaged('its tensors overlap', { expected: file.size - dataStart, got: claimed });
  }

  const metadata = v.safeParse(metadataSchema, header[METADATA]);
  if (!metadata.success) throw damaged('its metadata is not an object of texts');
  const entryOf = (name: string): Entry => {
    const entry = entries.get(name);
    if (!entry) throw damaged(`it has no tensor of floats named ${name}`, { expected: name });
    return entry;
  };
  return {
    names: [...entries.keys()],
    metadata: new Map(Object.entries(metadata.output)),
    shape: (name) => entryOf(name).shape,
    async readRows(name, first, rows) {
      const { dtype, shape, begin } = entryOf(name);
      const width = shape.slice(1).reduce((product, size) => product * size, 1);
      if (first < 0 || first + rows > (shape[0] ?? 1)) throw new RangeError(`${name} has no such rows.`);
      const size = width * BYTES[dtype];
      return toFloats(await file.read(dataStart + begin + first * size, rows * size), dtype);
    },
  };
}

function parseHeader(text: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged('its header is not JSON');
  }
  const parsed = v.safeParse(headerSchema, json);
  if (!parsed.success) throw damaged('its header is not a JSON object');
  return parsed.output;
}

/** A tensor's entry, checked; null for tensors of integers, which no model weight is. */
function readEntry(name: string, value: unknown, dataBytes: number): Entry | null {
  const parsed = v.safeParse(entrySchema, value);
  if (!parsed.success) throw damaged(`the entry of ${name} is incomplete`, { got: parsed.issues[0].message });
  const { dtype, shape, data_offsets: offsets } = parsed.output;
  if (!isFloatType(dtype)) return null;
  const [begin, end] = offsets;
  const expected = shape.reduce((product, size) => product * size, 1) * BYTES[dtype];
  if (end - begin !== expected) throw damaged(`${name} has a wrong length`, { expected, got: end - begin });
  if (end > dataBytes) throw damaged(`it ends inside ${name}`, { expected: end, got: dataBytes });
  return { dtype, shape, begin, bytes: expected };
}

function isFloatType(dtype: string): dtype is FloatType {
  return Object.hasOwn(BYTES, dtype);
}

function toFloats(bytes: Uint8Array, dtype: FloatType): Float32Array {
  const data = view(bytes);
  const values = new Float32Array(bytes.byteLength / BYTES[dtype]);
  switch (dtype) {
    case 'F32':
      for (let i = 0; i < values.length; i += 1) values[i] = data.getFloat32(4 * i, true);
      return values;
    case 'F16':
      for (let i = 0; i < values.length; i += 1) values[i] = halfToNumber(data.getUint16(2 * i, true));
      return values;
    case 'BF16': {
      // bfloat16 is the upper half of an f32.
      const patterns = new Uint32Array(values.buffer);
      for (let i = 0; i < values.length; i += 1) patterns[i] = data.getUint16(2 * i, true) << 16;
      return values;
    }
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
