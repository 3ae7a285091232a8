/**
 * `manifest.json` of a Seraph model: what the model is, how it reads a mention, and where each tensor lies. The
 * SHA-256 of its bytes is the model's hash. Every other file is named in it with its own SHA-256.
 */
import type { InputLayout } from '../../core/link/layout.js';
import type { Sha256, TokenId } from '../../core/ids.js';
import { SeraphError } from '../../core/errors.js';
import type { CombinerSet } from '../../core/link/combine.js';
import type { ModelConfig } from '../bart/config.js';
import { tensorSpecs } from '../bart/tensors.js';
import { isTensorType, ROW_CODECS, TENSOR_TYPES, type TensorType } from '../quant/tensor-types.js';
import { readCombiner } from './combiner-field.js';
import { parseFields, type Fields } from './fields.js';

export const MANIFEST_FILE = 'manifest.json';
export const MANIFEST_VERSION = 1;

/** Some rows of a tensor: `length` bytes from `offset` in shard number `shard`. */
export interface TensorPart {
  readonly shard: number;
  readonly offset: number;
  readonly length: number;
  readonly rows: number;
}

export interface TensorEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: TensorType;
  /** One part, or several in row order when the tensor is larger than a shard. */
  readonly parts: readonly TensorPart[];
}

export interface FileEntry {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: Sha256;
}

export interface ModelManifest {
  readonly formatVersion: number;
  readonly id: string;
  readonly title: string;
  /** What the model was made from, in words. */
  readonly ancestry: string;
  readonly licence: string;
  readonly config: ModelConfig;
  readonly layout: InputLayout;
  /** How evidence is weighed; null: never fitted, so shares are no probabilities. */
  readonly combiner: CombinerSet | null;
  readonly tensors: readonly TensorEntry[];
  readonly shards: readonly FileEntry[];
  readonly tokenizer: FileEntry;
  /** What other vocabularies call the concepts (`readOtherNames`); null for a model that came without. */
  readonly otherNames: FileEntry | null;
  /** What the encoder reads names with (`readNameEncoder`); null for a model that came without. */
  readonly nameEncoder: (FileEntry & { readonly rank: number }) | null;
  /** Of all shards, the tokenizer, the other names and the name encoder. */
  readonly totalBytes: number;
}

/**
 * Reads and checks a manifest, down to every tensor of the architecture being there in its full size.
 *
 * @throws SeraphError bad-format naming the wrong field; bad-version for another format version.
 */
export function parseManifest(bytes: Uint8Array): ModelManifest {
  const root = parseFields(bytes, MANIFEST_FILE);
  const formatVersion = root.count('formatVersion');
  if (formatVersion !== MANIFEST_VERSION) {
    throw new SeraphError(
      'bad-version',
      `The model is in version ${formatVersion} of Seraph's format, and this Seraph reads version ` +
        `${MANIFEST_VERSION}. Nothing was changed. Convert the model again with this Seraph's convert-model.`,
      { expected: MANIFEST_VERSION, got: formatVersion },
    );
  }
  const manifest: ModelManifest = {
    formatVersion,
    id: root.text('id'),
    title: root.text('title'),
    ancestry: root.text('ancestry'),
    licence: root.text('licence'),
    config: readConfig(root.object('config')),
    layout: readLayout(root.object('layout')),
    combiner: readCombiner(root),
    tensors: root.list('tensors').map(readTensor),
    shards: root.list('shards').map(readFileEntry),
    tokenizer: readFileEntry(root.object('tokenizer')),
    otherNames: root.has('otherNames') ? readFileEntry(root.object('otherNames')) : null,
    nameEncoder: root.has('nameEncoder') ? readNameEncoderEntry(root.object('nameEncoder')) : null,
    totalBytes: root.count('totalBytes'),
  };
  checkTensors(manifest, root);
  return manifest;
}

/** Values in one row along the outermost dimension. */
export function rowWidth(shape: readonly number[]): number {
  return shape.slice(1).reduce((product, size) => product * size, 1);
}

function readConfig(config: Fields): ModelConfig {
  const activation = config.text('activation');
  if (activation !== 'gelu') throw config.wrong('activation', 'gelu', activation);
  const result: ModelConfig = {
    vocabularySize: config.positive('vocabularySize'),
    width: config.positive('width'),
    encoderLayers: config.positive('encoderLayers'),
    decoderLayers: config.positive('decoderLayers'),
    encoderHeads: config.positive('encoderHeads'),
    decoderHeads: config.positive('decoderHeads'),
    encoderFfn: config.positive('encoderFfn'),
    decoderFfn: config.positive('decoderFfn'),
    positions: config.positive('positions'),
    scaleEmbedding: config.flag('scaleEmbedding'),
    activation,
  };
  for (const heads of ['encoderHeads', 'decoderHeads'] as const) {
    if (result.width % result[heads] !== 0) {
      throw config.wrong(heads, `a divisor of the width ${result.width}`, result[heads]);
    }
  }
  return result;
}

function readLayout(layout: Fields): InputLayout {
  const token = (key: string): TokenId => layout.count(key) as TokenId;
  return {
    bos: token('bos'),
    eos: token('eos'),
    start: layout.counts('start') as TokenId[],
    end: layout.counts('end') as TokenId[],
    decoderStart: token('decoderStart'),
    contextPieces: layout.count('contextPieces'),
    prefixTemplate: layout.text('prefixTemplate'),
    lowerCase: layout.flag('lowerCase'),
    namePrefix: layout.text('namePrefix'),
  };
}

function readTensor(tensor: Fields): TensorEntry {
  const dtype = tensor.text('dtype');
  if (!isTensorType(dtype)) throw tensor.wrong('dtype', `one of ${TENSOR_TYPES.join(', ')}`, dtype);
  return {
    name: tensor.text('name'),
    shape: tensor.counts('shape'),
    dtype,
    parts: tensor.list('parts').map((part) => ({
      shard: part.count('shard'),
      offset: part.count('offset'),
      length: part.count('length'),
      rows: part.positive('rows'),
    })),
  };
}

function readNameEncoderEntry(entry: Fields): ModelManifest['nameEncoder'] {
  return { ...readFileEntry(entry), rank: entry.positive('rank') };
}

/** A file that a manifest names: in its own folder. */
export function readFileEntry(file: Fields): FileEntry {
  const sha256 = file.text('sha256');
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw file.wrong('sha256', '64 hexadecimal digits', sha256);
  const name = file.text('file');
  // A manifest must not be able to name a file outside its own folder.
  if (!/^[\w-][\w.-]*$/.test(name)) throw file.wrong('file', 'a plain file name', name);
  return { file: name, bytes: file.count('bytes'), sha256: sha256 as Sha256 };
}

function checkTensors(manifest: ModelManifest, root: Fields): void {
  const byName = new Map(manifest.tensors.map((tensor) => [tensor.name, tensor]));
  for (const { name, shape } of tensorSpecs(manifest.config)) {
    const tensor = byName.get(name);
    if (!tensor) throw root.wrong('tensors', `a tensor named ${name}`, 'none');
    const field = `tensors.${name}`;
    if (tensor.shape.join() !== shape.join())
      throw root.wrong(`${field}.shape`, shape.join(), tensor.shape.join());
    const rows = tensor.parts.reduce((sum, part) => sum + part.rows, 0);
    if (rows !== shape[0]) throw root.wrong(`${field}.parts`, `${shape[0] ?? 0} rows`, rows);
    for (const part of tensor.parts) {
      const length = ROW_CODECS[tensor.dtype].bytes(part.rows, rowWidth(shape));
      if (part.length !== length) throw root.wrong(`${field}.length`, length, part.length);
      const shard = manifest.shards[part.shard];
      if (!shard) throw root.wrong(`${field}.shard`, `below ${manifest.shards.length}`, part.shard);
      if (part.offset + length > shard.bytes)
        throw root.wrong(`${field}.offset`, 'inside its shard', part.offset);
      if (part.offset % 4 !== 0) throw root.wrong(`${field}.offset`, 'a multiple of 4', part.offset);
    }
  }
}
