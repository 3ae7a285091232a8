/**
 * From a Hugging Face BART checkpoint to a Seraph model, a few rows at a time: memory holds one shard and the rows
 * being converted, whatever the size of the checkpoint.
 */
import { SeraphError } from '../../core/errors.js';
import type { Watch } from '../../core/progress.js';
import type { TensorSource } from '../../core/tensor-source.js';
import { FINAL_BIAS, SHARED_TABLE, tensorSpecs, type TensorSpec } from '../bart/tensors.js';
import { ROW_CODECS, type TensorType } from '../quant/tensor-types.js';
import { OTHER_NAMES_FILE } from '../other-names/other-names-file.js';
import { readConfig, readLayout, type Tokenize } from './hugging-face.js';
import {
  MANIFEST_FILE,
  MANIFEST_VERSION,
  rowWidth,
  type FileEntry,
  type ModelManifest,
  type TensorEntry,
  type TensorPart,
} from './manifest.js';
import { sha256 } from '../../core/hash/sha256.js';

const SHARD_BYTES = 8 * 1024 * 1024;
export const TOKENIZER_FILE = 'tokenizer.json';

export interface Checkpoint {
  /** `config.json`, `tokenizer.json`, and `seraph.json` where there is one. */
  readonly config: Uint8Array;
  readonly tokenizer: Uint8Array;
  readonly layout: Uint8Array | null;
  readonly tensors: TensorSource;
}

/** What a reader should know of the model before using it. */
export interface ModelCard {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly ancestry: string;
}

export interface ConvertOptions {
  readonly card: ModelCard;
  /** How to keep a matrix, an embedding or a position table; biases and norms stay f32. */
  readonly dtypeOf: (tensor: string) => TensorType;
  /** The checkpoint's own tokenizer; asked only when there is no `seraph.json`. */
  readonly tokenize: Tokenize;
  /** `other-names.bin`, to go with the model; null for none. */
  readonly otherNames: Uint8Array | null;
}

/** Writes one whole file of the model. The manifest comes last. */
export type WriteFile = (file: string, bytes: Uint8Array) => Promise<void>;

/**
 * Converts a checkpoint. Biases and norms stay f32, and the tied table is stored once.
 *
 * @throws SeraphError bad-format (missing or misshapen tensor), model-incompatible, aborted.
 */
export async function convertCheckpoint(
  checkpoint: Checkpoint,
  options: ConvertOptions,
  write: WriteFile,
  watch: Watch = {},
): Promise<ModelManifest> {
  const config = readConfig(checkpoint.config);
  const layout = readLayout(checkpoint.config, checkpoint.layout, options.tokenize);
  const specs = tensorSpecs(config);
  const total = specs.reduce((sum, { shape }) => sum + 4 * (shape[0] ?? 0) * rowWidth(shape), 0);
  await checkTies(checkpoint.tensors);

  const shards = shardWriter(write);
  const tensors: TensorEntry[] = [];
  let done = 0;
  for (const spec of specs) {
    const dtype = spec.shape.length < 2 ? 'f32' : options.dtypeOf(spec.name);
    const codec = ROW_CODECS[dtype];
    const width = rowWidth(spec.shape);
    const readRows = rowReader(checkpoint.tensors, spec);
    const parts: TensorPart[] = [];
    for (const [first, rows] of pieces(spec.shape[0] ?? 0, codec.bytes(1, width))) {
      if (watch.signal?.aborted) {
        throw new SeraphError(
          'aborted',
          'The conversion was stopped. The output is incomplete. Start it again.',
        );
      }
      const values = await readRows(first, rows);
      parts.push({ ...(await shards.add(codec.encode(values, width))), rows });
      done += values.byteLength;
      watch.onProgress?.({ task: `Converting ${spec.name}`, done, total, unit: 'bytes' });
    }
    tensors.push({ ...spec, dtype, parts });
  }
  const files = await shards.finish();

  await write(TOKENIZER_FILE, checkpoint.tokenizer);
  const tokenizer = await fileEntry(TOKENIZER_FILE, checkpoint.tokenizer);
  if (options.otherNames) await write(OTHER_NAMES_FILE, options.otherNames);
  const otherNames = options.otherNames && (await fileEntry(OTHER_NAMES_FILE, options.otherNames));
  const manifest: ModelManifest = {
    formatVersion: MANIFEST_VERSION,
    ...options.card,
    config,
    layout,
    tensors,
    shards: files,
    tokenizer,
    otherNames,
    nameEncoder: null,
    combiner: null,
    totalBytes: [...files, ...(otherNames ? [otherNames] : [])].reduce(
      (sum, file) => sum + file.bytes,
      tokenizer.bytes,
    ),
  };
  await write(MANIFEST_FILE, new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`));
  return manifest;
}

/** Ranges of rows, each of at most one shard: [first, count]. */
function pieces(rows: number, bytesPerRow: number): [number, number][] {
  const most = Math.max(1, Math.floor(SHARD_BYTES / bytesPerRow));
  return Array.from({ length: Math.ceil(rows / most) }, (_, i) => [
    i * most,
    Math.min(most, rows - i * most),
  ]);
}

interface ShardWriter {
  add(bytes: Uint8Array): Promise<Omit<TensorPart, 'rows'>>;
  finish(): Promise<FileEntry[]>;
}

/** Fills shards one after another; a part never spans two. */
function shardWriter(write: WriteFile): ShardWriter {
  const files: FileEntry[] = [];
  const shard = new Uint8Array(SHARD_BYTES);
  let used = 0;
  const flush = async (): Promise<void> => {
    if (used === 0) return;
    const name = `weights-${String(files.length).padStart(3, '0')}.bin`;
    const bytes = shard.slice(0, used);
    await write(name, bytes);
    files.push(await fileEntry(name, bytes));
    used = 0;
  };
  return {
    async add(bytes) {
      const aligned = Math.ceil(used / 4) * 4;
      if (aligned + bytes.byteLength > SHARD_BYTES) await flush();
      const offset = Math.ceil(used / 4) * 4;
      shard.fill(0, used, offset);
      shard.set(bytes, offset);
      used = offset + bytes.byteLength;
      return { shard: files.length, offset, length: bytes.byteLength };
    },
    async finish() {
      await flush();
      return files;
    },
  };
}

async function fileEntry(file: string, bytes: Uint8Array): Promise<FileEntry> {
  return { file, bytes: bytes.byteLength, sha256: await sha256(bytes) };
}

/** Names under which a checkpoint may hold the tied table, most usual first. */
const TIED = [
  'shared.weight',
  'encoder.embed_tokens.weight',
  'decoder.embed_tokens.weight',
  'lm_head.weight',
];

function nameIn(tensors: TensorSource, name: string): string | undefined {
  return [`model.${name}`, name].find((candidate) => tensors.names.includes(candidate));
}

function tiedNames(tensors: TensorSource): string[] {
  return TIED.flatMap((name) => nameIn(tensors, name) ?? []);
}

/** Copies of the tied table must be copies. */
async function checkTies(tensors: TensorSource): Promise<void> {
  const [kept, ...copies] = tiedNames(tensors);
  if (kept === undefined) throw missing(SHARED_TABLE);
  const shape = tensors.shape(kept);
  for (const copy of copies) {
    let same = tensors.shape(copy).join() === shape.join();
    for (const [first, rows] of pieces(shape[0] ?? 0, 4 * rowWidth(shape))) {
      if (!same) break;
      const expected = await tensors.readRows(kept, first, rows);
      const got = await tensors.readRows(copy, first, rows);
      same = expected.every((value, i) => value === got[i]);
    }
    if (!same) {
      throw new SeraphError(
        'model-incompatible',
        `Seraph cannot run this checkpoint: ${copy} differs from ${kept}, and Seraph keeps one table for both. ` +
          'Nothing was written. Use a checkpoint with tied embeddings.',
        { expected: kept, got: copy },
      );
    }
  }
}

function rowReader(
  tensors: TensorSource,
  spec: TensorSpec,
): (first: number, rows: number) => Promise<Float32Array> {
  const stored = spec.name === SHARED_TABLE ? tiedNames(tensors)[0] : nameIn(tensors, spec.name);
  if (stored === undefined) {
    if (spec.name === FINAL_BIAS) return (_, rows) => Promise.resolve(new Float32Array(rows));
    throw missing(spec.name);
  }
  const shape = tensors.shape(stored);
  if (spec.name === FINAL_BIAS && shape.join() === [1, ...spec.shape].join()) {
    // Transformers keeps it as one row: take the piece of that row.
    return async (first, rows) => (await tensors.readRows(stored, 0, 1)).slice(first, first + rows);
  }
  if (shape.join() !== spec.shape.join()) {
    throw new SeraphError(
      'bad-format',
      `The checkpoint's ${stored} has the shape ${shape.join(' x ')}, and config.json asks for ` +
        `${spec.shape.join(' x ')}. Nothing usable was written. Check that both files belong together.`,
      { tensor: stored, expected: spec.shape.join(), got: shape.join() },
    );
  }
  return (first, rows) => tensors.readRows(stored, first, rows);
}

function missing(name: string): SeraphError {
  return new SeraphError(
    'bad-format',
    `The checkpoint has no tensor ${name}. Nothing usable was written. ` +
      'Use the whole model.safetensors of a BartForConditionalGeneration.',
    { expected: name },
  );
}
