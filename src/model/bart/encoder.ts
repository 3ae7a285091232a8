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
import { paddingMask, selectRows, type Padded } from './padding.js';
import type { EncoderLayer, Parameters } from './parameters.js';

/** Attention mask [rows, 1, 1, length] of padded sources, or null when none is padded. The caller owns it. */
export function sourceMask(sources: Padded): tf.Tensor | null {
  const values = paddingMask(sources.lengths, sources.length);
  return values && tf.tensor(values, [sources.rows, 1, 1, sources.length], 'float32');
}

/** No activation of the encoder is larger: half of what every WebGPU device can bind. */
const LARGEST_ACTIVATION_BYTES = 64 * 1024 * 1024;

/**
 * The encoder's last states, [rows * length, width]; meaningless at padding. The caller owns the tensor. Many or long
 * sources go through in groups, so that no tensor on the way exceeds `largestBytes`.
 */
export function encodeStates(
  parameters: Parameters,
  sources: Padded,
  largestBytes = LARGEST_ACTIVATION_BYTES,
): tf.Tensor {
  const { encoderFfn, encoderHeads } = parameters.config;
  const bytesPerSource = 4 * sources.length * Math.max(encoderFfn, encoderHeads * sources.length);
  const most = Math.max(1, Math.floor(largestBytes / bytesPerSource));
  return tf.tidy(() => {
    const groups: tf.Tensor[] = [];
    for (let first = 0; first < sources.rows; first += most) {
      groups.push(encodeGroup(parameters, selectRows(sources, first, first + most)));
    }
    return groups.length === 1 && groups[0] ? groups[0] : tf.concat(groups);
  });
}

function encodeGroup({ encoder }: Parameters, sources: Padded): tf.Tensor {
  return tf.tidy(() => {
    const mask = sourceMask(sources);
    let x = embedSources(encoder, sources);
    for (const layer of encoder.layers) {
      const input = x;
      x = encoderLayer(layer, input, sources.rows, mask);
      input.dispose();
    }
    return x;
  });
}

/** What the first layer reads, [rows * length, width]. */
export function embedSources({ embed, norm }: Parameters['encoder'], sources: Padded): tf.Tensor {
  return tf.tidy(() => layerNorm(embed(sources.tokens, sources.positions), norm));
}

/** One layer over `rows` sources, [rows * length, width] → the same shape. The caller owns both tensors. */
export function encoderLayer(
  { self, feed }: EncoderLayer,
  input: tf.Tensor,
  rows: number,
  mask: tf.Tensor | null,
): tf.Tensor {
  return tf.tidy(() => {
    const query = splitHeads(linear(input, self.query), rows, self.heads); // (M, H, S, dh)
    const context = attend(query, keysAndValues(input, rows, self), mask);
    return feedForward(closeAttention(input, joinHeads(context), self), feed);
  });
}
