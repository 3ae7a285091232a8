import {
  ADAPTER_TARGETS,
  adaptedModules,
  type AdapterMatrix,
  type AdapterTarget,
  type DecoderShape,
} from '../../core/adapter/adapter.js';
import { adapterError } from './adapter-error.js';

/** Adapted projections by the names of their modules. */
export type AdapterModules = ReadonlyMap<string, AdapterMatrix>;

export interface ArrangedModules {
  readonly rank: number;
  /** In the order of `ADAPTER_TARGETS`. */
  readonly targets: readonly AdapterTarget[];
  /** In the order of `adaptedModules`. */
  readonly matrices: readonly AdapterMatrix[];
}

/** Layer and part of a module of the decoder. */
const MODULE =
  /^decoder\.layers\.(0|[1-9]\d*)\.(?:(self_attn|encoder_attn)\.(?:q_proj|k_proj|v_proj|out_proj)|(fc1|fc2))$/;

const TARGET_OF: Readonly<Record<string, AdapterTarget>> = {
  self_attn: 'self-attention',
  encoder_attn: 'cross-attention',
  fc1: 'first-feed-forward',
  fc2: 'second-feed-forward',
};

/**
 * Puts the modules of a file in their order, and tells by them which parts of the decoder are adapted. Each part must
 * be adapted in every layer, and all modules with one rank.
 *
 * @throws SeraphError `model-incompatible`, `bad-format` when there is none
 */
export function arrangeModules(modules: AdapterModules): ArrangedModules {
  const [first] = modules.values();
  if (!first) {
    throw adapterError('bad-format', 'it has no weights', 'Export or copy it again', {
      expected: 'lora_A and lora_B',
      got: 'nothing',
    });
  }
  const rank = rankOf(first);
  const found = new Set<AdapterTarget>();
  let layers = 0;
  for (const matrix of modules.values()) {
    const { layer, target } = placeOf(matrix);
    found.add(target);
    layers = Math.max(layers, layer + 1);
    if (rankOf(matrix) !== rank) {
      throw refused(`${matrix.module} has another rank than ${first.module}`, 'Train it with one rank', {
        expected: rank,
        got: rankOf(matrix),
      });
    }
  }
  // A part has at least one module in each layer: a file that names a layer beyond that lacks some.
  if (layers > modules.size) {
    throw refused('it skips layers of the decoder', WHOLE_PARTS, { expected: modules.size, got: layers });
  }
  const targets = ADAPTER_TARGETS.filter((target) => found.has(target));
  const expected = adaptedModules({ ...sizesOf(modules), decoderLayers: layers }, targets);
  return { rank, targets, matrices: expected.map((module) => matching(module, modules)) };
}

const WHOLE_PARTS =
  'Train it on whole parts of the decoder in every layer: all four projections of an attention, fc1, or fc2';

function placeOf({ module }: AdapterMatrix): { readonly layer: number; readonly target: AdapterTarget } {
  const [, layer, attention, feedForward] = MODULE.exec(module) ?? [];
  const target = TARGET_OF[attention ?? feedForward ?? ''];
  if (layer !== undefined && target !== undefined) return { layer: Number(layer), target };
  const why = module.startsWith('encoder.')
    ? 'it changes the encoder, whose work Seraph keeps for all versions of a model'
    : `it changes ${module}`;
  throw refused(why, 'Train it on attention and feed-forward projections of the decoder alone', {
    expected: 'modules of decoder.layers',
    got: module,
  });
}

/** Sizes of the decoder, as far as the modules show them. */
function sizesOf(modules: AdapterModules): Pick<DecoderShape, 'width' | 'decoderFfn'> {
  let width = 0;
  let decoderFfn = 0;
  for (const { module, inputs, outputs } of modules.values()) {
    if (module.endsWith('.fc1')) [width, decoderFfn] = [inputs, outputs];
    else if (module.endsWith('.fc2')) [width, decoderFfn] = [outputs, inputs];
    else width = inputs;
  }
  return { width, decoderFfn };
}

function matching(
  { module, inputs, outputs }: { readonly module: string; readonly inputs: number; readonly outputs: number },
  modules: AdapterModules,
): AdapterMatrix {
  const matrix = modules.get(module);
  if (!matrix) throw refused(`it leaves out ${module}`, WHOLE_PARTS, { expected: module, got: 'none' });
  const expected = `${outputs} x ${inputs}`;
  const got = `${matrix.outputs} x ${matrix.inputs}`;
  if (got !== expected) {
    const what = `${module} is of another size than its neighbours`;
    throw refused(what, 'Export or copy it again', { expected, got });
  }
  return matrix;
}

function rankOf({ a, inputs }: AdapterMatrix): number {
  return a.length / inputs;
}

function refused(what: string, todo: string, data: Readonly<Record<string, string | number>>): Error {
  return adapterError('model-incompatible', what, todo, data);
}
