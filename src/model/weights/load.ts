/** Reads a Seraph model from wherever it is kept, checking every file before use. */
import { SeraphError } from '../../core/errors.js';
import type { Sha256 } from '../../core/ids.js';
import type { Watch } from '../../core/progress.js';
import { ROW_CODECS } from '../quant/tensor-types.js';
import {
  parseManifest,
  rowWidth,
  type FileEntry,
  type ModelManifest,
  type TensorEntry,
  type TensorPart,
} from './manifest.js';
import { sha256 } from '../../core/hash/sha256.js';

/** Where a model's files come from: the network, a folder, browser storage. */
export interface ModelSource {
  manifest(): Promise<Uint8Array>;
  /** The file's bytes; they are checked against `sha256` after. A cache may use it as its key. */
  file(name: string, sha256: Sha256): Promise<Uint8Array>;
}

/** A model in memory, still as small as its files: rows are made into f32 when asked for. */
export interface LoadedWeights {
  readonly manifest: ModelManifest;
  /** SHA-256 of the manifest's bytes: the model's identity. */
  readonly hash: Sha256;
  /** `tokenizer.json`. */
  readonly tokenizer: Uint8Array;
  /** `other-names.bin`; null for a model that came without. */
  readonly otherNames: Uint8Array | null;
  /** `name-encoder.bin`; null for a model that came without. */
  readonly nameEncoder: Uint8Array | null;
  /** Rows of a tensor along its outermost dimension, dequantised, row-major. By default all. */
  rows(name: string, first?: number, count?: number): Float32Array;
}

/**
 * Loads and checks a model. Progress is in bytes; an abort takes effect between files.
 *
 * @throws SeraphError bad-format, bad-version (manifest), bad-hash (a file differs or is cut off), aborted; and what
 * the source throws.
 */
export async function loadModel(source: ModelSource, watch: Watch = {}): Promise<LoadedWeights> {
  stopIfAborted(watch);
  const manifestBytes = await source.manifest();
  const manifest = parseManifest(manifestBytes);
  const hash = await sha256(manifestBytes);
  let done = 0;
  const read = async (entry: FileEntry): Promise<Uint8Array> => {
    stopIfAborted(watch);
    const bytes = await source.file(entry.file, entry.sha256);
    await checkFile(entry, bytes);
    done += bytes.byteLength;
    watch.onProgress?.({ task: 'Reading the model', done, total: manifest.totalBytes, unit: 'bytes' });
    return bytes;
  };
  const tokenizer = await read(manifest.tokenizer);
  const otherNames = manifest.otherNames === null ? null : await read(manifest.otherNames);
  const nameEncoder = manifest.nameEncoder === null ? null : await read(manifest.nameEncoder);
  const shards: Uint8Array[] = [];
  for (const shard of manifest.shards) shards.push(await read(shard));
  stopIfAborted(watch);

  const tensors = new Map(manifest.tensors.map((tensor) => [tensor.name, tensor]));
  return {
    manifest,
    hash,
    tokenizer,
    otherNames,
    nameEncoder,
    rows(name, first = 0, count) {
      const tensor = tensors.get(name);
      if (!tensor) throw new RangeError(`The model has no tensor named ${name}.`);
      return readRows(tensor, shards, first, count ?? (tensor.shape[0] ?? 0) - first);
    },
  };
}

/** @throws SeraphError bad-hash when the bytes are not those that the entry names. */
export async function checkFile(entry: FileEntry, bytes: Uint8Array): Promise<void> {
  const advice =
    'Your documents and decisions are safe; the damaged file was not used. ' +
    'Load the model again; if it happens again, fetch or convert the model anew.';
  if (bytes.byteLength !== entry.bytes) {
    throw new SeraphError(
      'bad-hash',
      `The model file ${entry.file} is incomplete: expected ${entry.bytes} bytes, got ${bytes.byteLength}. ${advice}`,
      { file: entry.file, expected: entry.bytes, got: bytes.byteLength },
    );
  }
  const got = await sha256(bytes);
  if (got !== entry.sha256) {
    throw new SeraphError(
      'bad-hash',
      `The model file ${entry.file} is not the one its manifest names. ${advice}`,
      {
        file: entry.file,
        expected: entry.sha256,
        got,
      },
    );
  }
}

function stopIfAborted(watch: Watch): void {
  if (!watch.signal?.aborted) return;
  throw new SeraphError(
    'aborted',
    'Loading the model was stopped. Nothing was changed. Load it again when needed.',
  );
}

function readRows(
  tensor: TensorEntry,
  shards: readonly Uint8Array[],
  first: number,
  count: number,
): Float32Array {
  const width = rowWidth(tensor.shape);
  if (first < 0 || count < 0 || first + count > (tensor.shape[0] ?? 0)) {
    throw new RangeError(`${tensor.name} has no rows ${first} to ${first + count}.`);
  }
  const values = new Float32Array(count * width);
  let partStart = 0;
  for (const part of tensor.parts) {
    const from = Math.max(first, partStart);
    const to = Math.min(first + count, partStart + part.rows);
    const shard = shards[part.shard];
    if (shard && from < to) {
      values.set(partRows(tensor, part, shard, from - partStart, to - from), (from - first) * width);
    }
    partStart += part.rows;
  }
  return values;
}

function partRows(
  tensor: TensorEntry,
  part: TensorPart,
  shard: Uint8Array,
  first: number,
  count: number,
): Float32Array {
  const width = rowWidth(tensor.shape);
  const bytes = shard.subarray(part.offset, part.offset + part.length);
  return ROW_CODECS[tensor.dtype].decode(bytes, part.rows, width, first, count);
}
