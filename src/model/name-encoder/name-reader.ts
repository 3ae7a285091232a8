/** The encoder, changed so that it reads names: one vector a name. */
import * as tf from '@tensorflow/tfjs-core';
import { encodeStates } from '../bart/encoder.js';
import type { Padded } from '../bart/padding.js';
import type { EncoderLayer, Linear, LowRank, Parameters } from '../bart/parameters.js';
import { recordOf, type NameEncoder } from './name-encoder-file.js';

export interface NameReader {
  /** The mean of a name's states, all its pieces and the marks around them, at length 1: [names, width]. */
  read(names: Padded): Promise<Float32Array>;
  dispose(): void;
}

/** Puts the factors on the current backend, beside the model's own weights. */
export function createNameReader(parameters: Parameters, { layers }: NameEncoder): NameReader {
  const owned: tf.Tensor[] = [];
  const own = (values: Float32Array, rows: number): tf.Tensor => {
    const tensor = tf.tensor(values, [rows, values.length / rows], 'float32');
    owned.push(tensor);
    return tensor;
  };
  const { encoder, config } = parameters;
  const changed = encoder.layers.map((layer, index): EncoderLayer => {
    const factors = layers[index];
    if (!factors) throw new RangeError(`There are no factors for layer ${index} of the encoder.`);
    const lowRank = recordOf((projection): LowRank => {
      const { a, b, outputs } = factors[projection];
      return { a: own(a, b.length / outputs), b: own(b, outputs), scale: 1 };
    });
    const join = (linear: Linear, added: LowRank): Linear => ({ ...linear, lowRank: added });
    const { self, feed } = layer;
    return {
      self: {
        ...self,
        // The query's projection is kept divided by the square root of the head width; so is what joins it.
        query: join(self.query, {
          ...lowRank['self_attn.q_proj'],
          scale: (config.width / self.heads) ** -0.5,
        }),
        key: join(self.key, lowRank['self_attn.k_proj']),
        value: join(self.value, lowRank['self_attn.v_proj']),
        out: join(self.out, lowRank['self_attn.out_proj']),
      },
      feed: { ...feed, up: join(feed.up, lowRank.fc1), down: join(feed.down, lowRank.fc2) },
    };
  });
  const adapted: Parameters = { ...parameters, encoder: { ...encoder, layers: changed } };
  return {
    async read(names) {
      const vectors = tf.tidy(() => unitMeans(encodeStates(adapted, names), names));
      try {
        return (await vectors.data()) as Float32Array;
      } finally {
        vectors.dispose();
      }
    },
    dispose: () => tf.dispose(owned),
  };
}

/** [names * length, width] → [names, width]: the mean over each name's own tokens, divided by its length. */
function unitMeans(states: tf.Tensor, { rows, length, lengths }: Padded): tf.Tensor {
  const shares = new Float32Array(rows * length);
  lengths.forEach((own, row) => shares.fill(1 / own, row * length, row * length + own));
  const weights = tf.tensor(shares, [rows, 1, length], 'float32');
  const [, width = 0] = states.shape;
  const means = tf.reshape(tf.matMul(weights, tf.reshape(states, [rows, length, width])), [rows, width]);
  return tf.mul(means, tf.rsqrt(tf.sum(tf.square(means), -1, true)));
}
