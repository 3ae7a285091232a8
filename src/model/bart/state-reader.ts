/** The encoder's states as something else than the decoder reads them: chosen layers, projected, one row a token. */
import * as tf from '@tensorflow/tfjs-core';
import { embedSources, encoderLayer, sourceMask } from './encoder.js';
import { selectRows, type Padded } from './padding.js';
import type { Parameters } from './parameters.js';

/** A layer's states times a matrix. */
export interface StateProjection {
  /** 0: what the first layer reads; n: what the n-th layer gives. */
  readonly layer: number;
  /** [width, projected], row-major. */
  readonly weight: Float32Array;
}

export interface StateReader {
  /** Values a row. */
  readonly projected: number;
  /** The sum of the projections for each token of each source, in order: [all tokens, projected]. */
  read(sources: Padded): Promise<Float32Array>;
  dispose(): void;
}

/**
 * Puts the matrices on the current backend. At least one; all have the same number of columns.
 *
 * Sources are read one at a time, so that memory on the device follows the longest and not the document; only the
 * layers up to the last projected one run.
 */
export function createStateReader(
  { config, encoder }: Pick<Parameters, 'config' | 'encoder'>,
  projections: readonly StateProjection[],
): StateReader {
  const projected = (projections[0]?.weight.length ?? 0) / config.width;
  const matrices = new Map(
    projections.map(({ layer, weight }) => [layer, tf.tensor(weight, [config.width, projected], 'float32')]),
  );
  const deepest = Math.max(...matrices.keys());

  const project = (source: Padded): tf.Tensor =>
    tf.tidy(() => {
      const mask = sourceMask(source);
      let states = embedSources(encoder, source);
      let sum: tf.Tensor | null = null;
      for (let layer = 0; ; layer += 1) {
        const matrix = matrices.get(layer);
        if (matrix) {
          const part = tf.matMul(states, matrix);
          sum = sum ? tf.add(sum, part) : part;
        }
        const next = encoder.layers[layer];
        if (layer >= deepest || !next) break;
        const input = states;
        states = encoderLayer(next, input, source.rows, mask);
        input.dispose();
      }
      return sum ?? tf.zeros([source.length, projected]);
    });

  return {
    projected,
    async read(sources) {
      const tokens = sources.lengths.reduce((total, length) => total + length, 0);
      const values = new Float32Array(tokens * projected);
      let offset = 0;
      for (const [row, length] of sources.lengths.entries()) {
        const tensor = project(selectRows(sources, row, row + 1));
        try {
          const own = (await tensor.data()) as Float32Array;
          values.set(own.subarray(0, length * projected), offset);
        } finally {
          tensor.dispose();
        }
        offset += length * projected;
      }
      return values;
    },
    dispose: () => tf.dispose([...matrices.values()]),
  };
}
