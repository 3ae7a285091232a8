/** A model's weights on the device, in the shapes the layers use. */
import * as tf from '@tensorflow/tfjs-core';
import { SeraphError } from '../../core/errors.js';
import type { LoadedWeights } from '../weights/load.js';
import type { ModelConfig } from './config.js';
import { createEmbedder, type Embed } from './embedder.js';
import { FINAL_BIAS, SHARED_TABLE } from './tensors.js';

export interface Linear {
  /** [inputs, outputs]: transposed at load, because backends multiply fastest that way round. */
  readonly weight: tf.Tensor;
  /** [outputs] */
  readonly bias: tf.Tensor;
  /** What an adapter adds to the product. */
  readonly lowRank?: LowRank;
}

/** The two factors of an adapter's matrix, as PyTorch keeps them: (x Aᵀ) Bᵀ, times `scale`, joins the projection. */
export interface LowRank {
  /** [rank, inputs] */
  readonly a: tf.Tensor;
  /** [outputs, rank] */
  readonly b: tf.Tensor;
  readonly scale: number;
}

export interface Norm {
  /** [width] */
  readonly gain: tf.Tensor;
  /** [width] */
  readonly bias: tf.Tensor;
}

export interface Attention {
  readonly heads: number;
  /** Already divided by the square root of the head width. */
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  readonly out: Linear;
  /** After the residual sum (BART is post-LN). */
  readonly norm: Norm;
}

export interface Feed {
  readonly up: Linear;
  readonly down: Linear;
  readonly norm: Norm;
}

export interface EncoderLayer {
  readonly self: Attention;
  readonly feed: Feed;
}

export interface DecoderLayer extends EncoderLayer {
  readonly cross: Attention;
}

/** Some of the vocabulary's outputs: pieces `first` and following. */
export interface HeadChunk extends Linear {
  readonly first: number;
  readonly size: number;
}

export interface Parameters {
  readonly config: ModelConfig;
  readonly encoder: { readonly embed: Embed; readonly norm: Norm; readonly layers: readonly EncoderLayer[] };
  readonly decoder: { readonly embed: Embed; readonly norm: Norm; readonly layers: readonly DecoderLayer[] };
  /** The tied table, transposed, in pieces that fit a WebGPU binding. */
  readonly head: readonly HeadChunk[];
  dispose(): void;
}

/** Half the 128 MiB that every WebGPU device can bind. */
const CHUNK_BYTES = 64 * 1024 * 1024;

/**
 * Puts a model on the current backend, in f32. `chunkBytes` bounds each piece of the output head.
 *
 * @throws SeraphError too-large when the backend does not take it all; nothing is kept then.
 */
export function uploadParameters(weights: LoadedWeights, chunkBytes = CHUNK_BYTES): Parameters {
  const owned: tf.Tensor[] = [];
  try {
    return { ...upload(weights, chunkBytes, owned), dispose: () => tf.dispose(owned) };
  } catch (cause) {
    tf.dispose(owned);
    throw new SeraphError(
      'too-large',
      `The model "${weights.manifest.title}" could not be put into the memory of ${tf.getBackend()}. ` +
        'Your documents and decisions are safe. Close other pages and load it again, or choose a smaller model.',
      { backend: tf.getBackend(), got: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  }
}

/** Every tensor is added to `owned` as it is made. */
function upload(weights: LoadedWeights, chunkBytes: number, owned: tf.Tensor[]): Omit<Parameters, 'dispose'> {
  const { config } = weights.manifest;
  const own = (values: Float32Array, shape: number[]): tf.Tensor => {
    const tensor = tf.tensor(values, shape, 'float32');
    owned.push(tensor);
    return tensor;
  };
  const vector = (name: string, scale = 1): tf.Tensor => {
    const values = weights.rows(name);
    return own(scale === 1 ? values : values.map((value) => value * scale), [values.length]);
  };
  const linear = (name: string, scale = 1): Linear => {
    const bias = vector(`${name}.bias`, scale);
    const values = weights.rows(`${name}.weight`);
    const outputs = bias.size;
    const inputs = values.length / outputs;
    return { weight: own(transpose(values, outputs, inputs, scale), [inputs, outputs]), bias };
  };
  const norm = (name: string): Norm => ({ gain: vector(`${name}.weight`), bias: vector(`${name}.bias`) });
  const attention = (name: string, heads: number): Attention => ({
    heads,
    query: linear(`${name}.q_proj`, (config.width / heads) ** -0.5),
    key: linear(`${name}.k_proj`),
    value: linear(`${name}.v_proj`),
    out: linear(`${name}.out_proj`),
    norm: norm(`${name}_layer_norm`),
  });
  const feed = (name: string): Feed => ({
    up: linear(`${name}.fc1`),
    down: linear(`${name}.fc2`),
    norm: norm(`${name}.final_layer_norm`),
  });
  const encoderLayer = (name: string, heads: number): EncoderLayer => ({
    self: attention(`${name}.self_attn`, heads),
    feed: feed(name),
  });
  const layers = <Layer>(side: string, count: number, make: (name: string) => Layer): Layer[] =>
    Array.from({ length: count }, (_, index) => make(`${side}.layers.${index}`));
  const chunk = (first: number, size: number): HeadChunk => ({
    first,
    size,
    weight: own(transpose(weights.rows(SHARED_TABLE, first, size), size, config.width), [config.width, size]),
    bias: own(weights.rows(FINAL_BIAS, first, size), [size]),
  });

  return {
    config,
    encoder: {
      embed: createEmbedder(weights, 'encoder'),
      norm: norm('encoder.layernorm_embedding'),
      layers: layers('encoder', config.encoderLayers, (name) => encoderLayer(name, config.encoderHeads)),
    },
    decoder: {
      embed: createEmbedder(weights, 'decoder'),
      norm: norm('decoder.layernorm_embedding'),
      layers: layers('decoder', config.decoderLayers, (name) => ({
        ...encoderLayer(name, config.decoderHeads),
        cross: attention(`${name}.encoder_attn`, config.decoderHeads),
      })),
    },
    head: evenChunks(config.vocabularySize, 4 * config.width, chunkBytes).map(([first, size]) =>
      chunk(first, size),
    ),
  };
}

/** Splits `rows` into the fewest ranges [first, size] of at most `chunkBytes`, as even as can be. */
function evenChunks(rows: number, bytesPerRow: number, chunkBytes: number): [number, number][] {
  const size = Math.ceil(rows / Math.ceil((rows * bytesPerRow) / chunkBytes));
  return Array.from({ length: Math.ceil(rows / size) }, (_, i) => [
    i * size,
    Math.min(size, rows - i * size),
  ]);
}

const TILE = 32;

/** [rows, columns] to [columns, rows], each value times `scale`; in tiles, so that both sides stay in cache. */
function transpose(values: Float32Array, rows: number, columns: number, scale = 1): Float32Array {
  const result = new Float32Array(values.length);
  for (let top = 0; top < rows; top += TILE) {
    const bottom = Math.min(top + TILE, rows);
    for (let left = 0; left < columns; left += TILE) {
      const right = Math.min(left + TILE, columns);
      for (let row = top; row < bottom; row += 1) {
        for (let column = left; column < right; column += 1) {
          result[column * rows + row] = (values[row * columns + column] ?? 0) * scale;
        }
      }
    }
  }
  return result;
}
