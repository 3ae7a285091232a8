/** An adapter on a model's parameters: the same weights, with what the adapter adds beside them. */
import * as tf from '@tensorflow/tfjs-core';
import {
  adaptedModules,
  type Adapter,
  type AdapterMatrix,
  type AdapterShape,
} from '../../core/adapter/adapter.js';
import { SeraphError } from '../../core/errors.js';
import type { ModelConfig } from '../bart/config.js';
import type { Attention, DecoderLayer, Linear, Parameters } from '../bart/parameters.js';

/** An adapter's matrices on the device, in the order of `adaptedModules`. The maker owns the tensors. */
export interface AdapterTensors {
  readonly shape: AdapterShape;
  /** A and B of each matrix, side by side: [a0, b0, a1, b1, …]. */
  readonly factors: readonly tf.Tensor[];
}

/** Puts an adapter on the current backend. */
export function uploadAdapter({ shape, matrices }: Adapter): AdapterTensors {
  return {
    shape,
    factors: matrices.flatMap(({ inputs, outputs, a, b }) => [
      tf.tensor(a, [shape.rank, inputs], 'float32'),
      tf.tensor(b, [outputs, shape.rank], 'float32'),
    ]),
  };
}

/**
 * The parameters with an adapter. Nothing is copied: both stay with their owners.
 *
 * @param factors see `AdapterTensors`; under a gradient, the tensors it is asked for
 */
export function adaptParameters(
  parameters: Parameters,
  shape: AdapterShape,
  factors: readonly tf.Tensor[],
): Parameters {
  const places = new Map(
    adaptedModules(parameters.config, shape.targets).map(({ module }, place) => [module, 2 * place]),
  );
  const scale = shape.alpha / shape.rank;
  const adapted = (linear: Linear, module: string, own = 1): Linear => {
    const place = places.get(module);
    const [a, b] = place === undefined ? [] : factors.slice(place, place + 2);
    return a && b ? { ...linear, lowRank: { a, b, scale: scale * own } } : linear;
  };
  const attention = (part: Attention, name: string): Attention => ({
    ...part,
    // The query's projection is kept divided by the square root of the head width; so is what joins it.
    query: adapted(part.query, `${name}.q_proj`, (parameters.config.width / part.heads) ** -0.5),
    key: adapted(part.key, `${name}.k_proj`),
    value: adapted(part.value, `${name}.v_proj`),
    out: adapted(part.out, `${name}.out_proj`),
  });
  const layers = parameters.decoder.layers.map((layer, index): DecoderLayer => {
    const name = `decoder.layers.${index}`;
    return {
      self: attention(layer.self, `${name}.self_attn`),
      cross: attention(layer.cross, `${name}.encoder_attn`),
      feed: {
        ...layer.feed,
        up: adapted(layer.feed.up, `${name}.fc1`),
        down: adapted(layer.feed.down, `${name}.fc2`),
      },
    };
  });
  return { ...parameters, decoder: { ...parameters.decoder, layers } };
}

/** @throws SeraphError `model-incompatible` for an adapter whose matrices are not those of this shape of model */
export function checkAdapter({ shape, matrices }: Adapter, config: ModelConfig): void {
  const wanted = adaptedModules(config, shape.targets);
  const describe = ({ module, inputs, outputs }: Omit<AdapterMatrix, 'a' | 'b'>): string =>
    `${module} [${outputs}, ${inputs}]`;
  const differing = Array.from({ length: Math.max(wanted.length, matrices.length) }, (_, place) => {
    const [expected, got] = [wanted[place], matrices[place]];
    return [expected ? describe(expected) : 'nothing', got ? describe(got) : 'nothing'] as const;
  }).find(([expected, got]) => expected !== got);
  if (!differing) return;
  const [expected, got] = differing;
  throw new SeraphError(
    'model-incompatible',
    `This version is of another model: it has ${got} where the model in use has ${expected}. The version in use stays, ` +
      'and your decisions are safe. Choose a version of this model, or load the model it belongs to.',
    { expected, got },
  );
}
