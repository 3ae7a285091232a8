/**
 * Low-rank adapters (LoRA, Hu et al. 2021, arXiv 2106.09685): beside a frozen projection W [outputs, inputs] a pair
 * A [rank, inputs], B [outputs, rank], and the projection becomes W + (alpha / rank) B A. Only the decoder is adapted,
 * so that encoder states stay valid whatever the version, and so does the head that finds mentions.
 */
import { createRandom } from '../random.js';

/** What is adapted in every layer of the decoder. Attention: its four projections. */
export const ADAPTER_TARGETS = [
  'self-attention',
  'cross-attention',
  'first-feed-forward',
  'second-feed-forward',
] as const;
export type AdapterTarget = (typeof ADAPTER_TARGETS)[number];

export interface AdapterShape {
  readonly rank: number;
  /** The product B A counts `alpha / rank` times. */
  readonly alpha: number;
  readonly targets: readonly AdapterTarget[];
}

/** A projection that can be adapted. */
export interface AdaptedModule {
  /** As Transformers names it, without the leading `model.`: `decoder.layers.0.self_attn.q_proj`. */
  readonly module: string;
  readonly inputs: number;
  readonly outputs: number;
}

/** One adapted projection, row-major as PyTorch keeps them. */
export interface AdapterMatrix extends AdaptedModule {
  /** [rank, inputs] */
  readonly a: Float32Array;
  /** [outputs, rank] */
  readonly b: Float32Array;
}

export interface Adapter {
  readonly shape: AdapterShape;
  /** In the order of `adaptedModules`. */
  readonly matrices: readonly AdapterMatrix[];
}

/** What an adapter's sizes follow from. */
export interface DecoderShape {
  readonly width: number;
  readonly decoderLayers: number;
  readonly decoderFfn: number;
}

/** The projections that the targets name, layer by layer. */
export function adaptedModules(
  { width, decoderLayers, decoderFfn }: DecoderShape,
  targets: readonly AdapterTarget[],
): readonly AdaptedModule[] {
  const attention = (name: string): readonly AdaptedModule[] =>
    ['q_proj', 'k_proj', 'v_proj', 'out_proj'].map((part) => ({
      module: `${name}.${part}`,
      inputs: width,
      outputs: width,
    }));
  const modulesOf = (layer: string, target: AdapterTarget): readonly AdaptedModule[] => {
    switch (target) {
      case 'self-attention':
        return attention(`${layer}.self_attn`);
      case 'cross-attention':
        return attention(`${layer}.encoder_attn`);
      case 'first-feed-forward':
        return [{ module: `${layer}.fc1`, inputs: width, outputs: decoderFfn }];
      case 'second-feed-forward':
        return [{ module: `${layer}.fc2`, inputs: decoderFfn, outputs: width }];
    }
  };
  const chosen = ADAPTER_TARGETS.filter((target) => targets.includes(target));
  return Array.from({ length: decoderLayers }, (_, index) => `decoder.layers.${index}`).flatMap((layer) =>
    chosen.flatMap((target) => modulesOf(layer, target)),
  );
}

/**
 * An adapter that changes nothing yet: A uniform in ±1/√inputs, B zero, as PEFT begins. The same seed gives the same
 * adapter everywhere.
 */
export function createAdapter(decoder: DecoderShape, shape: AdapterShape, seed: number): Adapter {
  const random = createRandom(seed);
  return {
    shape,
    matrices: adaptedModules(decoder, shape.targets).map((module) => {
      const bound = module.inputs ** -0.5;
      return {
        ...module,
        a: Float32Array.from({ length: shape.rank * module.inputs }, () => bound * (2 * random() - 1)),
        b: new Float32Array(module.outputs * shape.rank),
      };
    }),
  };
}
