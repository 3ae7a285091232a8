import * as tf from '@tensorflow/tfjs-core';
import {
  attend,
  closeAttention,
  feedForward,
  joinHeads,
  keysAndValues,
  layerNorm,
  linear,
  splitHeads,
} from './layers.js';
import { paddingMask, type Padded } from './padding.js';
import type { Parameters } from './parameters.js';

/** Attention mask [rows, 1, 1, length] of padded sources, or null when none is padded. The caller owns it. */
export function sourceMask(sources: Padded): tf.Tensor | null {
  const values = paddingMask(sources.lengths, sources.length);
  return values && tf.tensor(values, [sources.rows, 1, 1, sources.length], 'float32');
}

/** The encoder's last states, [rows * length, width]; meaningless at padding. The caller owns the tensor. */
export function encodeStates({ encoder }: Parameters, sources: Padded, mask: tf.Tensor | null): tf.Tensor {
  return tf.tidy(() => {
    let x = layerNorm(encoder.embed(sources.tokens, sources.positions), encoder.norm);
    for (const { self, feed } of encoder.layers) {
      const input = x;
      x = tf.tidy(() => {
        const query = splitHeads(linear(input, self.query), sources.rows, self.heads); // (M, H, S, dh)
        const context = attend(query, keysAndValues(input, sources.rows, self), mask);
        return feedForward(closeAttention(input, joinHeads(context), self), feed);
      });
      input.dispose();
    }
    return x;
  });
}
