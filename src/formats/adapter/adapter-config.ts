/**
 * `adapter_config.json` as PEFT writes and reads it (`LoraConfig` of PEFT 0.21). Most of its settings are about making
 * an adapter; of those that change what a finished one does, Seraph runs none.
 */
import * as v from 'valibot';
import type { Adapter } from '../../core/adapter/adapter.js';
import { adapterError } from './adapter-error.js';

export const ADAPTER_CONFIG_FILE = 'adapter_config.json';

/** What Seraph needs of a configuration. */
export interface AdapterConfig {
  readonly rank: number;
  readonly alpha: number;
  /** Of the base model; null where none is named. */
  readonly baseId: string | null;
}

/** The file for an adapter of a base model. */
export function writeAdapterConfig({ shape, matrices }: Adapter, baseId: string): string {
  const config = {
    alpha_pattern: {},
    auto_mapping: null,
    base_model_name_or_path: baseId,
    bias: 'none',
    fan_in_fan_out: false,
    inference_mode: true,
    init_lora_weights: true,
    layer_replication: null,
    layers_pattern: null,
    layers_to_transform: null,
    lora_alpha: shape.alpha,
    lora_dropout: 0,
    modules_to_save: null,
    peft_type: 'LORA',
    r: shape.rank,
    rank_pattern: {},
    revision: null,
    // Whole names: a name's end would fit modules of the encoder, too.
    target_modules: matrices.map(({ module }) => `model.${module}`),
    task_type: 'SEQ_2_SEQ_LM',
    use_dora: false,
    use_rslora: false,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** Settings that say how an adapter was made, or what Seraph finds in its tensors. All others must be empty. */
const HARMLESS = new Set([
  'auto_mapping',
  'base_model_name_or_path',
  'corda_config',
  'eva_config',
  'exclude_modules',
  'inference_mode',
  'init_lora_weights',
  'layers_pattern',
  'layers_to_transform',
  'loftq_config',
  'lora_alpha',
  'lora_dropout',
  'lora_ga_config',
  'megatron_core',
  'peft_type',
  'peft_version',
  'qalora_group_size',
  'r',
  'revision',
  'target_modules',
  'task_type',
]);

/** Ways to begin that leave the base model as it is; the others put weights of their own in its place. */
const PLAIN_STARTS: ReadonlySet<unknown> = new Set([true, false, 'gaussian', 'eva', 'orthogonal', undefined]);

const configSchema = v.looseObject({
  peft_type: v.string(),
  r: v.pipe(v.number(), v.integer(), v.minValue(1)),
  lora_alpha: v.pipe(v.number(), v.finite()),
  base_model_name_or_path: v.nullish(v.string()),
});

/**
 * Reads a configuration.
 *
 * @throws SeraphError `bad-format` when it cannot be read, `model-incompatible` for an adapter that does something else
 */
export function readAdapterConfig(bytes: Uint8Array): AdapterConfig {
  const json = parseJson(bytes);
  const method = v.safeParse(v.looseObject({ peft_type: v.string() }), json);
  if (method.success && method.output.peft_type !== 'LORA') {
    throw refused('peft_type', 'LORA', method.output.peft_type);
  }
  const parsed = v.safeParse(configSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const field = v.getDotPath(issue) ?? 'its start';
    throw adapterError(
      'bad-format',
      `${ADAPTER_CONFIG_FILE} is wrong at ${field}: expected ${issue.expected ?? 'another value'}, found ${issue.received}`,
      'Export or copy it again',
      { field, expected: issue.expected ?? issue.message, got: issue.received },
    );
  }
  const { r: rank, lora_alpha: alpha, base_model_name_or_path: baseId, ...rest } = parsed.output;
  for (const [field, value] of Object.entries(rest)) {
    if (!HARMLESS.has(field) && !isEmpty(value)) throw refused(field, 'nothing', shown(value));
  }
  if (!PLAIN_STARTS.has(rest.init_lora_weights)) {
    throw refused('init_lora_weights', 'true', shown(rest.init_lora_weights));
  }
  return { rank, alpha, baseId: baseId ?? null };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    throw adapterError('bad-format', `${ADAPTER_CONFIG_FILE} is not JSON`, 'Export or copy it again', {
      expected: 'JSON',
      got: new TextDecoder().decode(bytes.subarray(0, 40)),
    });
  }
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === false || value === 'none') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, 80);
}

function refused(field: string, expected: string, got: string): Error {
  return adapterError(
    'model-incompatible',
    `${ADAPTER_CONFIG_FILE} sets ${field} to ${got}, and Seraph runs plain LoRA alone`,
    'Train it again with the LoraConfig of PEFT without that setting',
    { field, expected, got },
  );
}
