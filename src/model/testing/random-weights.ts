import { createRandom } from '../../core/random.js';
import type { Sha256, TokenId } from '../../core/ids.js';
import { tensorSpecs } from '../bart/tensors.js';
import type { LoadedWeights } from '../weights/load.js';
import type { ModelConfig } from '../bart/config.js';
import { rowWidth } from '../weights/manifest.js';

/** A model of any size with random weights, for measuring time: what it computes means nothing. */
export function randomWeights(config: ModelConfig, seed: number): LoadedWeights {
  const random = createRandom(seed);
  const tensors = new Map(
    tensorSpecs(config).map(({ name, shape }) => {
      const length = (shape[0] ?? 0) * rowWidth(shape);
      return [name, { values: Float32Array.from({ length }, () => random() * 0.1 - 0.05), shape }];
    }),
  );
  const token = (id: number): TokenId => id as TokenId;
  return {
    hash: '0'.repeat(64) as Sha256,
    tokenizer: new Uint8Array(),
    otherNames: null,
    nameEncoder: null,
    manifest: {
      formatVersion: 1,
      id: 'random',
      title: 'Random weights',
      ancestry: 'random numbers',
      licence: 'none',
      config,
      nameEncoder: null,
      combiner: null,
      layout: {
        bos: token(1),
        eos: token(2),
        start: [token(3)],
        end: [token(4)],
        decoderStart: token(2),
        contextPieces: 24,
        prefixTemplate: '{mention} is',
        lowerCase: true,
        namePrefix: '',
      },
      tensors: [],
      shards: [],
      tokenizer: { file: 'tokenizer.json', bytes: 0, sha256: '0'.repeat(64) as Sha256 },
      otherNames: null,
      totalBytes: 0,
    },
    rows(name, first = 0, count) {
      const tensor = tensors.get(name);
      if (!tensor) throw new RangeError(`There is no tensor ${name}.`);
      const width = rowWidth(tensor.shape);
      return tensor.values.slice(first * width, (first + (count ?? (tensor.shape[0] ?? 0) - first)) * width);
    },
  };
}
