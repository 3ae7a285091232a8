/**
 * An adapter to take along: a zip of `adapter_config.json`, `adapter_model.safetensors` and a `README.md`, as PEFT has
 * them in a folder; and back, from Seraph or from PEFT.
 */
import { strToU8, zipSync } from 'fflate';
import type { AdapterVersion } from '../../core/adapter/version.js';
import type { ImportFile } from '../kb-import/importer.js';
import type { Sha256 } from '../../core/ids.js';
import type { BlobLike } from '../kb-import/files/blob-like.js';
import { importFilesOf } from '../kb-import/files/import-files.js';
import { adapterCard } from './adapter-card.js';
import { ADAPTER_CONFIG_FILE, readAdapterConfig, writeAdapterConfig } from './adapter-config.js';
import { adapterError } from './adapter-error.js';
import { ADAPTER_FILE, readAdapterFile, type AdapterOfBase, type ReadAdapter } from './adapter-file.js';

/** An adapter from files, and what they say of it. */
export interface ImportedAdapter extends ReadAdapter {
  /** The base model's name as the files have it; null where they name none. */
  readonly baseId: string | null;
  /** Name of the zip, a first name for the version; null when there was none. */
  readonly name: string | null;
}

/** Of the weights: rank 64 on everything in BART-large takes less. */
const MAX_WEIGHTS = 256 * 2 ** 20;
const MAX_CONFIG = 2 ** 20;

/**
 * The zip of a version. The same version gives the same bytes.
 *
 * @param file its `adapter_model.safetensors`
 * @throws SeraphError as `readAdapterFile`, when the file is damaged
 */
export async function packAdapterFolder(
  version: AdapterVersion,
  file: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const { adapter } = await readAdapterFile(file);
  return zipSync(
    {
      [ADAPTER_CONFIG_FILE]: strToU8(writeAdapterConfig(adapter, version.baseId)),
      // Random numbers do not pack.
      [ADAPTER_FILE]: [file, { level: 0 }],
      'README.md': strToU8(adapterCard(version)),
    },
    { mtime: EARLIEST },
  );
}

/** Zip knows none before it, and no time zone. */
const EARLIEST = new Date(1980, 0, 1);

/**
 * Reads an adapter from a zip, or from its two files. `adapter_config.json` may be left out where Seraph wrote the
 * weights. Every other file is left aside.
 *
 * @throws SeraphError `bad-format`, `too-large`; `model-incompatible` for what is no plain LoRA on the decoder
 */
export async function importAdapter(blobs: readonly BlobLike[]): Promise<ImportedAdapter> {
  const files = await importFilesOf(blobs);
  const weights = theFile(files, ADAPTER_FILE);
  if (!weights) throw noWeights(files);
  const configFile = theFile(files, ADAPTER_CONFIG_FILE);
  const config = configFile && readAdapterConfig(await whole(configFile, MAX_CONFIG));
  const read = await readAdapterFile(await whole(weights, MAX_WEIGHTS), config?.alpha);
  const { rank } = read.adapter.shape;
  if (config && config.rank !== rank) {
    throw adapterError(
      'bad-format',
      `${ADAPTER_CONFIG_FILE} and ${ADAPTER_FILE} differ in rank`,
      'Give the two files of one adapter',
      { expected: config.rank, got: rank },
    );
  }
  const zip = blobs.find(({ name }) => /\.zip$/i.test(name));
  return { ...read, baseId: config?.baseId ?? null, name: zip?.name.replace(/\.zip$/i, '') ?? null };
}

/**
 * Gives an imported adapter to the base model in use, where it does not belong to another. A file that names no base
 * model is taken for one of this: whether its sizes fit is found when it is put on the model.
 *
 * @throws SeraphError `model-incompatible`
 */
export function adapterForBase(
  { adapter, baseHash, baseId }: ImportedAdapter,
  base: { readonly hash: Sha256; readonly id: string },
): AdapterOfBase {
  if (baseHash !== null && baseHash !== base.hash) {
    throw adapterError(
      'model-incompatible',
      `it was trained on another base model (${baseId ?? 'without a name'}, ${baseHash.slice(0, 8)}) than the one in ` +
        `use (${base.id}, ${base.hash.slice(0, 8)})`,
      'Load its base model first, or train a new version on this one from the exported pairs',
      { expected: base.hash, got: baseHash },
    );
  }
  return { adapter, baseHash: base.hash };
}

/** The file of that name, in whatever folder. */
function theFile(files: readonly ImportFile[], name: string): ImportFile | undefined {
  const [found, another] = files.filter((file) => file.name.split('/').at(-1) === name);
  if (another) {
    throw adapterError('bad-format', `there are several files ${name}`, 'Give the files of one adapter', {
      expected: 1,
      got: files.filter((file) => file.name.endsWith(name)).length,
    });
  }
  return found;
}

function noWeights(files: readonly ImportFile[]): Error {
  const isPickle = files.some(({ name }) => name.endsWith('adapter_model.bin'));
  return adapterError(
    'bad-format',
    isPickle ? 'its weights are pickled, and to read a pickle is to run it' : `there is no ${ADAPTER_FILE}`,
    isPickle
      ? 'Save it with safe_serialization=True'
      : `Give the zip, or the files ${ADAPTER_CONFIG_FILE} and ${ADAPTER_FILE}`,
    {
      expected: ADAPTER_FILE,
      got:
        files
          .map(({ name }) => name)
          .join(', ')
          .slice(0, 200) || 'nothing',
    },
  );
}

/** The file's bytes, unpacked, stopped at the limit. */
async function whole(file: ImportFile, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.open()) {
    length += chunk.length;
    if (length > limit) {
      throw adapterError(
        'too-large',
        `${file.name} is larger than any adapter`,
        'Give the files of an adapter',
        {
          expected: limit,
          got: length,
        },
      );
    }
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
