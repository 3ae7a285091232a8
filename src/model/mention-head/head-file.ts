/**
 * `mention-head.json` and the weights that it names: the head that finds mentions, beside the model whose encoder it
 * reads. Written by `python -m seraph_training.mention_head export`.
 */
import { SeraphError } from '../../core/errors.js';
import { sha256 } from '../../core/hash/sha256.js';
import type { Sha256 } from '../../core/ids.js';
import { tensorSpecs } from '../bart/tensors.js';
import { parseFields } from '../weights/fields.js';
import { checkFile, type LoadedWeights } from '../weights/load.js';
import { readFileEntry } from '../weights/manifest.js';
import { readHeadTensors, type HeadTensors } from './head-tensors.js';

export const HEAD_FILE = 'mention-head.json';
export const HEAD_VERSION = 1;

/** Where a head's files come from: the folder of the model that it belongs to. */
export interface HeadSource {
  /** The file of that name (`HEAD_FILE`); null when the model came without a head. */
  headManifest(name: string): Promise<Uint8Array | null>;
  /** The file's bytes; they are checked against `sha256` after. */
  headFile(name: string, sha256: Sha256): Promise<Uint8Array>;
}

export interface MentionHead extends HeadTensors {
  /** Types of mention, in the order of the tags. */
  readonly types: readonly string[];
  /** SHA-256 of `mention-head.json`: the head's identity. */
  readonly hash: Sha256;
  /** Of the weights. */
  readonly bytes: number;
}

/**
 * What tells one encoder from another, whatever its matrices are stored as: the SHA-256 of all vectors of the encoder
 * (biases and norms, which every Seraph model keeps in f32), little-endian, in the order of their names.
 */
export function encoderFingerprint(weights: LoadedWeights): Promise<Sha256> {
  const vectors = tensorSpecs(weights.manifest.config)
    .filter(({ name, shape }) => name.startsWith('encoder.') && shape.length === 1)
    .map(({ name }) => name)
    .toSorted()
    .map((name) => weights.rows(name));
  const bytes = new Uint8Array(4 * vectors.reduce((sum, { length }) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const vector of vectors) {
    for (const value of vector) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return sha256(bytes);
}

/**
 * Reads and checks the head of a model; null when it came without one.
 *
 * @throws SeraphError bad-format, bad-version, bad-hash; model-incompatible for the head of another encoder
 */
export async function loadMentionHead(
  source: HeadSource,
  weights: LoadedWeights,
): Promise<MentionHead | null> {
  const manifest = await source.headManifest(HEAD_FILE);
  if (manifest === null) return null;
  const root = parseFields(manifest, HEAD_FILE);
  const version = root.count('formatVersion');
  if (version !== HEAD_VERSION) {
    throw new SeraphError(
      'bad-version',
      `The model's ${HEAD_FILE} is in version ${version} of its format, and this Seraph reads version ` +
        `${HEAD_VERSION}. Nothing was changed; mentions can be found with the dictionary. Export the head again.`,
      { expected: HEAD_VERSION, got: version },
    );
  }
  const expected = root.text('encoder');
  const got = await encoderFingerprint(weights);
  if (expected !== got) {
    throw new SeraphError(
      'model-incompatible',
      'The head that finds mentions was trained on another encoder than this model has. Nothing was changed; mentions ' +
        'can be found with the dictionary. Train and export the head for this model.',
      { expected, got },
    );
  }
  const entry = readFileEntry(root.object('weights'));
  const bytes = await source.headFile(entry.file, entry.sha256);
  await checkFile(entry, bytes);
  const types = root.list('types').map((type) => type.text('name'));
  return {
    types,
    ...readHeadTensors(root, bytes, types.length, weights.manifest.config),
    hash: await sha256(manifest),
    bytes: entry.bytes,
  };
}
