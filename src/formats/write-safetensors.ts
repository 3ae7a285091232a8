/**
 * Writer of safetensors files, f32 only; the reader, with the source of the format, is `safetensors.ts`. The same
 * tensors and metadata give the same bytes, whatever their order, and those that Python's safetensors writes.
 */
import { METADATA } from './safetensors.js';

/** A tensor to be written, row-major. */
export interface NamedTensor {
  readonly name: string;
  /** Outermost dimension first. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Where the data begins in a file is a multiple of this, so that it can be read in place. */
const ALIGNMENT = 8;

/**
 * The file's bytes: tensors in the order of their names, without gaps.
 *
 * @throws RangeError for a name that is there twice or a shape that does not fit its values
 */
export function writeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort((left, right) => byCode(left.name, right.name));
  const header: [string, unknown][] = [];
  const notes = Object.entries(metadata).sort(([left], [right]) => byCode(left, right));
  if (notes.length > 0) header.push([METADATA, Object.fromEntries(notes)]);
  let end = 0;
  sorted.forEach(({ name, shape, values }, index) => {
    const size = shape.reduce((product, length) => product * length, 1);
    if (size !== values.length)
      throw new RangeError(`${name} has ${values.length} values, and its shape ${size}.`);
    if (name === METADATA || sorted[index - 1]?.name === name)
      throw new RangeError(`There are two entries named ${name}.`);
    const begin = end;
    end += values.byteLength;
    header.push([name, { dtype: 'F32', shape, data_offsets: [begin, end] }]);
  });
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerLength = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(8 + headerLength + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(SPACE, 8, 8 + headerLength);
  bytes.set(text, 8);
  let at = 8 + headerLength;
  for (const { values } of sorted) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/** Pads the header. */
const SPACE = 0x20;

function byCode(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
