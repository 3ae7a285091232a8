/**
 * Writer of safetensors files, f32 only; the reader, with the source of the format, is `safetensors.ts`. The same
 * tensors and metadata give the same bytes, whatever their order, and those that Python's safetensors writes.
 */
import { METADATA } from './safetensors.js';

/** A tensor as the header names it. */
export interface TensorShape {
  readonly name: string;
  /** Outermost dimension first. */
  readonly shape: readonly number[];
}

/** A tensor to be written, row-major. */
export interface NamedTensor extends TensorShape {
  readonly values: Float32Array;
}

/** The beginning of a file; the tensors' values follow in the order given here. */
export interface SafetensorsHead<Tensor extends TensorShape> {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** In the order of their names. */
  readonly tensors: readonly Tensor[];
}

/** Where the data begins in a file is a multiple of this, so that it can be read in place. */
const ALIGNMENT = 8;

/**
 * The head of a file that is written piece by piece.
 *
 * @throws RangeError for a name that is there twice
 */
export function safetensorsHead<Tensor extends TensorShape>(
  tensors: readonly Tensor[],
  metadata: Readonly<Record<string, string>> = {},
): SafetensorsHead<Tensor> {
  const sorted = [...tensors].sort((left, right) => byCode(left.name, right.name));
  const header: [string, unknown][] = [];
  const notes = Object.entries(metadata).sort(([left], [right]) => byCode(left, right));
  if (notes.length > 0) header.push([METADATA, Object.fromEntries(notes)]);
  let end = 0;
  sorted.forEach(({ name, shape }, index) => {
    if (name === METADATA || sorted[index - 1]?.name === name)
      throw new RangeError(`There are two entries named ${name}.`);
    const begin = end;
    end += 4 * sizeOf(shape);
    header.push([name, { dtype: 'F32', shape, data_offsets: [begin, end] }]);
  });
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const length = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(8 + length).fill(SPACE);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  return { bytes, tensors: sorted };
}

/**
 * The file's bytes: tensors in the order of their names, without gaps.
 *
 * @throws RangeError for a name that is there twice or a shape that does not fit its values
 */
export function writeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const wrong = tensors.find(({ shape, values }) => sizeOf(shape) !== values.length);
  if (wrong)
    throw new RangeError(
      `${wrong.name} has ${wrong.values.length} values, and its shape ${sizeOf(wrong.shape)}.`,
    );
  const head = safetensorsHead(tensors, metadata);
  const parts = [head.bytes, ...head.tensors.map(({ values }) => bytesOfFloats(values))];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Values as a file has them: f32, little-endian. */
export function bytesOfFloats(values: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setFloat32(4 * index, value, true));
  return bytes;
}

/** Pads the header. */
const SPACE = 0x20;

function byCode(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
