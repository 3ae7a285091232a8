/** A model straight from a Hugging Face folder, through the same conversion and loading as any other, in memory. */
import { inMemory, openSafetensors } from '../../formats/safetensors.js';
import type { Engine } from '../../core/decode/engine.js';
import type { TensorSource } from '../../core/tensor-source.js';
import { createEngine } from '../bart/engine.js';
import type { HeadSource } from '../mention-head/head-file.js';
import type { TensorType } from '../quant/tensor-types.js';
import { convertCheckpoint, TOKENIZER_FILE } from '../weights/convert.js';
import { CONFIG_FILE, LAYOUT_FILE } from '../weights/hugging-face.js';
import { loadModel, type LoadedWeights, type ModelSource } from '../weights/load.js';
import { MANIFEST_FILE } from '../weights/manifest.js';

/** A file of the folder by name. */
export type ReadFile = (name: string) => Promise<Uint8Array>;

/** How matrices are kept: f32 for equality with a reference. */
export interface Precision {
  readonly dtype: TensorType;
}

export async function openTensors(read: ReadFile, name = 'model.safetensors'): Promise<TensorSource> {
  return openSafetensors(inMemory(await read(name)));
}

/** The converted model's files. The folder must have a `seraph.json`. */
export async function convertInMemory(
  read: ReadFile,
  { dtype }: Precision,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const checkpoint = {
    config: await read(CONFIG_FILE),
    tokenizer: await read(TOKENIZER_FILE),
    layout: await read(LAYOUT_FILE),
    tensors: await openTensors(read),
  };
  const card = { id: 'tiny', title: 'Tiny test model', licence: 'Apache-2.0', ancestry: 'random numbers' };
  const options = { card, dtypeOf: () => dtype, tokenize: () => [], otherNames: null };
  await convertCheckpoint(checkpoint, options, (file, bytes) => {
    files.set(file, bytes);
    return Promise.resolve();
  });
  return files;
}

export function sourceOf(files: ReadonlyMap<string, Uint8Array>): ModelSource & HeadSource {
  const file = (name: string): Promise<Uint8Array> => {
    const bytes = files.get(name);
    return bytes ? Promise.resolve(bytes) : Promise.reject(new Error(`There is no file ${name}.`));
  };
  return {
    manifest: () => file(MANIFEST_FILE),
    file,
    headManifest: (name) => Promise.resolve(files.get(name) ?? null),
    headFile: file,
  };
}

export async function weightsFromHuggingFace(read: ReadFile, precision: Precision): Promise<LoadedWeights> {
  return loadModel(sourceOf(await convertInMemory(read, precision)));
}

/** An engine on the current backend, which must be `backend`. */
export async function engineFromHuggingFace(
  read: ReadFile,
  precision: Precision,
  backend: Engine['backend'],
): Promise<Engine> {
  return createEngine(await weightsFromHuggingFace(read, precision), backend);
}
