import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { engineScorer } from '../../src/core/decode/engine-scorer.js';
import type { Engine } from '../../src/core/decode/engine.js';
import type { KnowledgeBase } from '../../src/core/kb/knowledge-base.js';
import { tablesOf } from '../../src/core/kb/array-tables.js';
import type { LinkerParts } from '../../src/core/link/create-linker.js';
import { nameTrieOf, wholeKbView, type LinkView } from '../../src/core/link/link-view.js';
import { Meanings, type ReadVectors } from '../../src/core/link/meaning.js';
import { NO_OTHER_NAMES } from '../../src/core/link/other-names.js';
import { createTokenizer } from '../../src/core/tokenizer/create-tokenizer.js';
import {
  createEngine,
  loadModel,
  vectorReaderOf,
  MANIFEST_FILE,
  readOtherNames,
  type LoadedWeights,
  type ModelEngine,
  type ModelManifest,
  type HeadSource,
  type ModelSource,
} from '../../src/model/index.js';
import { uploadParameters, type Parameters } from '../../src/model/bart/parameters.js';
import { useNodeBackend } from '../node-backend.js';

/** What `createLinker` takes, and the one view that it gives every type of mention. */
export interface LoadedLinker extends LinkerParts {
  readonly kb: LinkView;
  /** Of all that generated names depend on: the combiner's weights change the model's hash, but not this one. */
  readonly generatorHash: string;
  /** What the scorer runs on, for who trains the model or puts an adapter on it. */
  readonly loaded: LoadedModel;
  /** The model's name encoder, for who keeps what it reads; null where the model came without. */
  readonly readVectors: ReadVectors | null;
}

export interface LoadedModel {
  readonly weights: LoadedWeights;
  /** Without an adapter. */
  readonly parameters: Parameters;
  readonly engine: ModelEngine;
}

/**
 * Everything a linker needs, from a Seraph model folder and a KB, on tfjs in Node.
 * @param wrap goes around the engine, to watch it
 * @param source of the model, where it is not read as the folder has it
 */
export async function loadLinkerParts(
  modelFolder: string,
  kb: KnowledgeBase,
  say: (line: string) => void,
  wrap: (engine: Engine) => Engine = (engine) => engine,
  source: ModelSource = folderSource(modelFolder),
): Promise<LoadedLinker> {
  const backend = await useNodeBackend();
  const weights = await loadModel(source);
  say(`${weights.manifest.title} on ${backend.backend} (${backend.reason})`);
  const parameters = uploadParameters(weights);
  const engine = createEngine(weights, backend.backend, () => parameters);
  const tokenizer = createTokenizer(JSON.parse(new TextDecoder().decode(weights.tokenizer)));
  const { layout } = weights.manifest;
  const tables = tablesOf(kb.concepts);
  const trie = nameTrieOf(tables, tokenizer, layout);
  const view = wholeKbView({ hash: kb.hash, info: kb.info, ...tables }, trie);
  say(
    `${kb.info.title}: ${kb.concepts.length} concepts, ${tables.names.nameCount} names, trie of ${trie.bytes} bytes`,
  );
  const readVectors = vectorReaderOf({ weights, engine, tokenizer });
  return {
    scorer: engineScorer(wrap(engine)),
    tokenizer,
    layout,
    kb: view,
    viewFor: () => view,
    generatorHash: generatorHashOf(weights.manifest),
    combiner: weights.manifest.combiner,
    otherNames: weights.otherNames ? await readOtherNames(weights.otherNames) : NO_OTHER_NAMES,
    meanings: readVectors && new Meanings(readVectors),
    readVectors,
    loaded: { weights, parameters, engine },
  };
}

function generatorHashOf({ config, layout, shards, tokenizer }: ModelManifest): string {
  const files = [...shards, tokenizer].map(({ sha256 }) => sha256);
  return createHash('sha256').update(JSON.stringify({ config, layout, files })).digest('hex');
}

/** A model folder on disk. */
export function folderSource(folder: string): ModelSource & HeadSource {
  const file = (name: string): Promise<Uint8Array> => readFile(path.join(folder, name));
  return {
    manifest: () => file(MANIFEST_FILE),
    file,
    headManifest: async (name) => (existsSync(path.join(folder, name)) ? file(name) : null),
    headFile: file,
  };
}
