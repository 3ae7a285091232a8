import { SeraphError } from '../../core/errors.js';
import type { TensorSource } from '../../core/tensor-source.js';
import {
  PROJECTIONS,
  sidesOf,
  type EncoderShape,
  type Factors,
  type NameEncoder,
  type Projection,
} from './name-encoder-file.js';

/**
 * The name encoder that `seraph_training.name_encoder` trained: tensors `layers.N.PROJECTION.a` and `.b`.
 *
 * @throws SeraphError model-incompatible for one of another encoder
 */
export async function nameEncoderFrom(source: TensorSource, config: EncoderShape): Promise<NameEncoder> {
  const known = new Set(source.names);
  const shapeOf = (name: string) => (known.has(name) ? source.shape(name) : []);
  const read = (name: string, shape: readonly [number, number]): Promise<Float32Array> => {
    const got = shapeOf(name).join();
    if (got === shape.join()) return source.readRows(name, 0, shape[0]);
    throw new SeraphError(
      'model-incompatible',
      `This name encoder was trained for another model: ${name} is [${got}], where the model makes it [${shape.join()}]. ` +
        'Nothing was changed. Train the name encoder from this model.',
      { expected: shape.join(), got },
    );
  };
  const rank = shapeOf('layers.0.self_attn.q_proj.a')[0] ?? 0;
  const layers: NameEncoder['layers'][number][] = [];
  for (let layer = 0; layer < config.encoderLayers; layer += 1) {
    const made: Partial<Record<Projection, Factors>> = {};
    for (const projection of PROJECTIONS) {
      const [inputs, outputs] = sidesOf(projection, config);
      const name = `layers.${layer}.${projection}`;
      const [a, b] = [await read(`${name}.a`, [rank, inputs]), await read(`${name}.b`, [outputs, rank])];
      made[projection] = { inputs, outputs, a, b };
    }
    layers.push(made as Record<Projection, Factors>);
  }
  return { rank, layers };
}
