/**
 * Token and position embeddings, summed on the CPU straight from the compact weights: a few rows a step, against a
 * table that would be the largest tensor on the device (and, for BART-large, larger than WebGPU can bind).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LoadedWeights } from '../weights/load.js';
import { POSITION_OFFSET, SHARED_TABLE } from './tensors.js';

/** Tokens and their positions, parallel → [tokens, width]. The caller owns the tensor. */
export type Embed = (tokens: ArrayLike<number>, positions: ArrayLike<number>) => tf.Tensor;

export function createEmbedder(weights: LoadedWeights, side: 'encoder' | 'decoder'): Embed {
  const { width, scaleEmbedding } = weights.manifest.config;
  const scale = scaleEmbedding ? Math.sqrt(width) : 1;
  const table = weights.rows(`${side}.embed_positions.weight`);
  return (tokens, positions) => {
    const values = new Float32Array(tokens.length * width);
    for (let i = 0; i < tokens.length; i += 1) {
      const token = tokens[i] ?? 0;
      const embedding = weights.rows(SHARED_TABLE, token, 1);
      const start = ((positions[i] ?? 0) + POSITION_OFFSET) * width;
      for (let column = 0; column < width; column += 1) {
        values[i * width + column] = (embedding[column] ?? 0) * scale + (table[start + column] ?? 0);
      }
    }
    return tf.tensor(values, [tokens.length, width], 'float32');
  };
}
