/**
 * `adapter_model.safetensors` in the layout of PEFT: `base_model.model.model.{module}.lora_A.weight` [rank, inputs] and
 * `lora_B.weight` [outputs, rank], f32. Seraph notes beside them what the tensors do not say, so that the file is an
 * adapter by itself and its hash names all that it does.
 */
import { ADAPTER_TARGETS, type Adapter, type AdapterMatrix } from '../../core/adapter/adapter.js';
import type { Sha256 } from '../../core/ids.js';
import { inMemory, openSafetensors, type SafetensorsFile } from '../safetensors.js';
import { writeSafetensors } from '../write-safetensors.js';
import { adapterError } from './adapter-error.js';
import { arrangeModules, type AdapterModules } from './arrange-modules.js';

export const ADAPTER_FILE = 'adapter_model.safetensors';
/** Before a module's name: PEFT's wrapper, its tuner's model, and the inner model of Transformers. */
export const PEFT_PREFIX = 'base_model.model.model.';

const BASE = 'seraph_base';
const RANK = 'seraph_rank';
const ALPHA = 'seraph_alpha';
const TARGETS = 'seraph_targets';

/** An adapter with the model it belongs to. */
export interface AdapterOfBase {
  readonly adapter: Adapter;
  /** Hash of the base model's manifest. */
  readonly baseHash: Sha256;
}

export interface ReadAdapter {
  readonly adapter: Adapter;
  /** Null in a file that was not written for Seraph. */
  readonly baseHash: Sha256 | null;
}

/** The file; the same adapter and base give the same bytes. */
export function writeAdapterFile({ adapter, baseHash }: AdapterOfBase): Uint8Array<ArrayBuffer> {
  const { rank, alpha, targets } = adapter.shape;
  const tensors = adapter.matrices.flatMap(({ module, inputs, outputs, a, b }) => [
    { name: `${PEFT_PREFIX}${module}.lora_A.weight`, shape: [rank, inputs], values: a },
    { name: `${PEFT_PREFIX}${module}.lora_B.weight`, shape: [outputs, rank], values: b },
  ]);
  return writeSafetensors(tensors, {
    format: 'pt',
    [BASE]: baseHash,
    [RANK]: String(rank),
    [ALPHA]: String(alpha),
    [TARGETS]: ADAPTER_TARGETS.filter((target) => targets.includes(target)).join(','),
  });
}

/**
 * Reads an adapter, every number of it checked.
 *
 * @param alpha for a file that does not say it, as those of PEFT do not: `lora_alpha` of its `adapter_config.json`
 * @throws SeraphError `bad-format` for a file that is damaged or contradicts itself; `model-incompatible` for an adapter
 * that Seraph does not run
 */
export async function readAdapterFile(bytes: Uint8Array, alpha: number | null = null): Promise<ReadAdapter> {
  const file = await openSafetensors(inMemory(bytes));
  const { matrices, rank, targets } = arrangeModules(await readModules(file));
  checkNoted(file, RANK, String(rank));
  checkNoted(file, TARGETS, targets.join(','));
  return {
    adapter: { shape: { rank, alpha: alphaOf(file, alpha), targets }, matrices },
    baseHash: baseOf(file),
  };
}

const LORA_NAME = /^base_model\.model\.model\.(.+)\.lora_([AB])\.weight$/;

async function readModules(file: SafetensorsFile): Promise<AdapterModules> {
  const modules = new Map<string, Partial<Record<'A' | 'B', AdapterHalf>>>();
  for (const name of file.names) {
    const [, module, half] = LORA_NAME.exec(name) ?? [];
    if (module === undefined || (half !== 'A' && half !== 'B')) {
      throw adapterError(
        'model-incompatible',
        `it has a tensor ${name}, which is not of LoRA on the decoder`,
        'Train one with peft_type LORA on projections of the decoder, without DoRA and without modules saved whole',
        { expected: `${PEFT_PREFIX}decoder.….lora_A.weight`, got: name },
      );
    }
    const halves = modules.get(module) ?? {};
    modules.set(module, { ...halves, [half]: await readHalf(file, name) });
  }
  return new Map([...modules].map(([module, { A: a, B: b }]) => [module, wholeModule(module, a, b)]));
}

/** A [rank, inputs] or B [outputs, rank]. */
interface AdapterHalf {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

async function readHalf(file: SafetensorsFile, name: string): Promise<AdapterHalf> {
  const shape = file.shape(name);
  const [rows = 0, columns = 0] = shape;
  if (shape.length !== 2 || rows === 0 || columns === 0) {
    throw damaged(`${name} is no matrix`, { expected: 'rows and columns', got: shape.join(' x ') });
  }
  const values = await file.readRows(name, 0, rows);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw damaged(`${name} has ${String(values[wrong])} among its numbers`, {
      expected: 'finite numbers',
      got: String(values[wrong]),
      place: wrong,
    });
  }
  return { rows, columns, values };
}

function wholeModule(module: string, a?: AdapterHalf, b?: AdapterHalf): AdapterMatrix {
  if (!a || !b) {
    const half = a ? 'lora_B' : 'lora_A';
    throw damaged(`${module} has no ${half} of f32, f16 or bf16`, {
      expected: `${PEFT_PREFIX}${module}.${half}.weight`,
      got: 'none',
    });
  }
  if (a.rows !== b.columns) {
    throw damaged(`the two halves of ${module} differ in rank`, { expected: a.rows, got: b.columns });
  }
  return { module, inputs: a.columns, outputs: b.rows, a: a.values, b: b.values };
}

function checkNoted(file: SafetensorsFile, key: string, found: string): void {
  const noted = file.metadata.get(key);
  if (noted === undefined || noted === found) return;
  throw damaged(`it notes ${key} ${noted} and its tensors make ${found}`, { expected: noted, got: found });
}

function alphaOf(file: SafetensorsFile, given: number | null): number {
  const noted = file.metadata.get(ALPHA);
  const alpha = noted === undefined ? given : Number(noted);
  if (alpha === null) {
    throw adapterError(
      'bad-format',
      'nothing says its alpha',
      'Give the adapter_config.json that belongs to it with it',
      { expected: 'lora_alpha', got: 'none' },
    );
  }
  if (!(alpha > 0 && alpha < Infinity) || (noted !== undefined && given !== null && given !== alpha)) {
    throw damaged(`its alpha is ${noted ?? alpha}`, {
      expected: noted === undefined || given === null ? 'a number above 0' : given,
      got: noted ?? alpha,
    });
  }
  return alpha;
}

function baseOf(file: SafetensorsFile): Sha256 | null {
  const base = file.metadata.get(BASE);
  if (base === undefined) return null;
  if (!/^[0-9a-f]{64}$/.test(base)) {
    throw damaged('the hash of its base model is no hash', {
      expected: '64 hexadecimal digits',
      got: base.slice(0, 80),
    });
  }
  return base as Sha256;
}

function damaged(what: string, data: Readonly<Record<string, string | number>>): Error {
  return adapterError('bad-format', what, 'Export or copy it again', data);
}
