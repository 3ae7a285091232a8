import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { AdapterVersion } from '../../core/adapter/version.js';
import { SeraphError } from '../../core/errors.js';
import type { Sha256 } from '../../core/ids.js';
import type { BeforeAfter, Estimate } from '../../core/training/report.js';
import { DEFAULT_TRAINING } from '../../core/training/settings.js';
import { blobOfBytes } from '../kb-import/files/blob-like.js';
import { TINY_BASE, tinyAdapter } from '../testing/tiny-adapter.js';
import { writeAdapterFile } from './adapter-file.js';
import { adapterForBase, importAdapter, packAdapterFolder } from './adapter-folder.js';

const adapter = tinyAdapter(1);
const file = writeAdapterFile({ adapter, baseHash: TINY_BASE });
const around = (value: number): Estimate => ({ value, lower: value - 2.25, upper: value + 1.5 });
const figure: BeforeAfter = {
  mentions: 1234,
  before: { top1: around(70), top5: around(85) },
  after: { top1: around(74.26), top5: around(86) },
  difference: around(4.26),
};
const means = { loss: 0.69315, accuracy: 0.5, margin: 0, chosenFirst: 0.75 };
const version: AdapterVersion = {
  hash: createHash('sha256').update(file).digest('hex') as Sha256,
  bytes: file.length,
  name: 'Tremors | of\nNovember',
  baseHash: TINY_BASE,
  baseId: 'tiny-base-1',
  parent: null,
  shape: adapter.shape,
  origin: 'trained',
  time: '2026-11-29T10:00:00.000Z',
  training: {
    settings: { ...DEFAULT_TRAINING, rank: 3 },
    pairs: 40,
    heldOutPairs: 9,
    replay: 64,
    documents: 7,
    steps: 15,
    lastDecision: 31,
    figures: {
      pairs: { count: 9, before: means, after: { ...means, margin: 1.5 }, accuracy: around(88) },
      heldOut: figure,
      contributions: { neither: around(60), memory: around(61), training: around(62), both: around(63) },
      replay: figure,
      gold: null,
    },
  },
};

const golden = (name: string) => readFile(new URL(`golden/peft/${name}`, import.meta.url));
const zipOf = (files: Zippable, name = 'Tremors.zip') => blobOfBytes(name, zipSync(files));
const files = async () => unzipSync(await packAdapterFolder(version, file));
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const configOf = async (change: object): Promise<Uint8Array> => {
  const config = JSON.parse(textOf((await files())['adapter_config.json'])) as object;
  return strToU8(JSON.stringify({ ...config, ...change }));
};

async function refusal(work: Promise<unknown>): Promise<SeraphError> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (!(error instanceof SeraphError)) throw new Error('There is no SeraphError.', { cause: error });
  return error;
}

describe('packAdapterFolder', () => {
  it('holds the weights as they are, a configuration and a card, and the same bytes each time', async () => {
    const packed = await files();
    expect(Object.keys(packed).sort()).toEqual([
      'README.md',
      'adapter_config.json',
      'adapter_model.safetensors',
    ]);
    expect(packed['adapter_model.safetensors']).toEqual(file);
    expect(await packAdapterFolder(version, file)).toEqual(await packAdapterFolder(version, file));
  });

  it('has no setting that PEFT does not write, and its values for all but those of this adapter', async () => {
    const config = JSON.parse(textOf((await files())['adapter_config.json'])) as Record<string, unknown>;
    const peft = JSON.parse((await golden('adapter_config.json')).toString('utf8')) as Record<
      string,
      unknown
    >;
    const { base_model_name_or_path: base, target_modules: targets, r, lora_alpha: alpha, ...rest } = config;
    expect([base, r, alpha]).toEqual(['tiny-base-1', 3, 12]);
    expect(targets).toEqual(adapter.matrices.map(({ module }) => `model.${module}`));
    expect(peft).toMatchObject(rest);
    expect(new Set(peft.target_modules as string[])).toEqual(
      new Set(
        tinyAdapter(1, ['self-attention', 'cross-attention', 'first-feed-forward']).matrices.map(
          ({ module }) => `model.${module}`,
        ),
      ),
    );
  });

  it('tells in the card the base model, the settings, the counts and the figures', async () => {
    const card = textOf((await files())['README.md']);
    for (const words of [
      'base_model: "tiny-base-1"',
      '# Tremors | of November',
      TINY_BASE,
      version.hash,
      '| Preference pairs trained on | 40 |',
      '| `targets` | self-attention, cross-attention, first-feed-forward |',
      '| `beta` | 0.1 |',
      '| Held-out decisions, top-1 | 1,234 | 70.0 [67.8, 71.5] | 74.3 [72.0, 75.8] | 4.3 [2.0, 5.8] |',
      '| Accuracy | 50.0 | 88.0 [85.8, 89.5] |',
      '| Memory alone | 61.0 [58.8, 62.5] |',
      'PeftModel.from_pretrained',
    ]) {
      expect(card).toContain(words);
    }
    expect(card).not.toContain('Gold set');
  });

  it('has no data, settings and figures in the card of an imported version', async () => {
    const packed = unzipSync(
      await packAdapterFolder({ ...version, origin: 'imported', training: null }, file),
    );
    const card = textOf(packed['README.md']);
    expect(card).toContain('imported into Seraph');
    expect(card).not.toMatch(/## (Data|Settings|Figures)/);
  });
});

describe('importAdapter', () => {
  it('reads back what was packed', async () => {
    const packed = await packAdapterFolder(version, file);
    const read = await importAdapter([blobOfBytes('Tremors.zip', packed)]);
    expect(read).toEqual({ adapter, baseHash: TINY_BASE, baseId: 'tiny-base-1', name: 'Tremors' });
    expect(writeAdapterFile({ adapter: read.adapter, baseHash: TINY_BASE })).toEqual(file);
  });

  it('reads the two files, and the weights alone where Seraph wrote them', async () => {
    const weights = blobOfBytes('adapter_model.safetensors', file);
    const config = blobOfBytes('adapter_config.json', await configOf({}));
    const expected = { adapter, baseHash: TINY_BASE, baseId: 'tiny-base-1', name: null };
    expect(await importAdapter([config, weights])).toEqual(expected);
    expect(await importAdapter([weights])).toEqual({ ...expected, baseId: null });
  });

  it("reads PEFT's own folder, zipped whole", async () => {
    const read = await importAdapter([
      zipOf({
        'mine/adapter_config.json': await golden('adapter_config.json'),
        'mine/adapter_model.safetensors': await golden('adapter_model.safetensors'),
        'mine/README.md': strToU8('---'),
        '__MACOSX/mine/._adapter_config.json': strToU8('?'),
      }),
    ]);
    expect(read).toMatchObject({ baseHash: null, baseId: null, name: 'Tremors' });
    expect(read.adapter.shape).toEqual({
      rank: 3,
      alpha: 12,
      targets: ['self-attention', 'cross-attention', 'first-feed-forward'],
    });
  });

  it.each<[object, string, string]>([
    [{ use_rslora: true }, 'use_rslora', 'true'],
    [{ use_dora: true }, 'use_dora', 'true'],
    [{ bias: 'lora_only' }, 'bias', '"lora_only"'],
    [{ modules_to_save: ['lm_head'] }, 'modules_to_save', '["lm_head"]'],
    [{ rank_pattern: { q_proj: 2 } }, 'rank_pattern', '{"q_proj":2}'],
    [{ fan_in_fan_out: true }, 'fan_in_fan_out', 'true'],
    [{ invented_later: 3 }, 'invented_later', '3'],
    [{ init_lora_weights: 'pissa' }, 'init_lora_weights', '"pissa"'],
    [{ peft_type: 'IA3', feedforward_modules: [] }, 'peft_type', 'IA3'],
  ])('refuses a configuration with %j', async (change, field, got) => {
    const error = await refusal(
      importAdapter([
        zipOf({ 'adapter_config.json': await configOf(change), 'adapter_model.safetensors': file }),
      ]),
    );
    expect(error).toMatchObject({ kind: 'model-incompatible', data: { field, got } });
    expect(error.message).toContain(field);
    expect(error.message).toContain('Train it again');
  });

  it.each<[string, object, object]>([
    ['wrong at r', { r: 0 }, { field: 'r' }],
    ['wrong at lora_alpha', { lora_alpha: 'much' }, { field: 'lora_alpha' }],
    ['wrong at peft_type', { peft_type: null }, { field: 'peft_type' }],
    ['differ in rank', { r: 4 }, { expected: 4, got: 3 }],
    ['alpha is 12', { lora_alpha: 16 }, { expected: 16, got: '12' }],
  ])('says what is wrong: %s', async (words, change, data) => {
    const error = await refusal(
      importAdapter([
        zipOf({ 'adapter_config.json': await configOf(change), 'adapter_model.safetensors': file }),
      ]),
    );
    expect(error).toMatchObject({ kind: 'bad-format', data });
    expect(error.message).toContain(words);
  });

  it('says what is missing, there twice, or no JSON', async () => {
    const config = await configOf({});
    const of = (contents: Zippable) => refusal(importAdapter([zipOf(contents)]));
    expect((await of({ 'adapter_config.json': config })).message).toContain('there is no adapter_model');
    expect(
      (await of({ 'adapter_config.json': config, 'adapter_model.bin': strToU8('\x80') })).message,
    ).toContain('safe_serialization');
    expect(
      (await of({ 'a/adapter_model.safetensors': file, 'b/adapter_model.safetensors': file })).data,
    ).toEqual({
      expected: 1,
      got: 2,
    });
    expect(
      (await of({ 'adapter_config.json': strToU8('{'), 'adapter_model.safetensors': file })).message,
    ).toContain('not JSON');
    expect((await refusal(importAdapter([]))).data.got).toBe('nothing');
  });

  it('refuses a zip that unpacks to far more than it is, and a damaged one', async () => {
    const bomb = zipOf({ 'adapter_model.safetensors': [new Uint8Array(24 * 2 ** 20), { level: 9 }] });
    expect((await refusal(importAdapter([bomb]))).kind).toBe('too-large');
    const large = zipOf({
      'adapter_config.json': new Uint8Array(2 ** 21),
      'adapter_model.safetensors': file,
    });
    const error = await refusal(importAdapter([large]));
    expect(error).toMatchObject({ kind: 'too-large', data: { expected: 2 ** 20 } });
    const packed = await packAdapterFolder(version, file);
    packed[2000] = (packed[2000] ?? 0) ^ 1;
    expect((await refusal(importAdapter([blobOfBytes('x.zip', packed)]))).kind).toBe('bad-format');
    expect((await refusal(importAdapter([blobOfBytes('x.zip', packed.subarray(0, 900))]))).kind).toBe(
      'bad-format',
    );
  });
});

describe('adapterForBase', () => {
  const imported = { adapter, baseHash: TINY_BASE, baseId: 'tiny-base-1', name: null };
  const base = { hash: TINY_BASE, id: 'tiny-base-1' };

  it('takes an adapter of the same base model, and one that names none', () => {
    expect(adapterForBase(imported, base)).toEqual({ adapter, baseHash: TINY_BASE });
    expect(adapterForBase({ ...imported, baseHash: null }, base)).toEqual({ adapter, baseHash: TINY_BASE });
  });

  it('refuses one of another base model, and names both', () => {
    const other = { hash: 'cd'.repeat(32) as Sha256, id: 'tiny-base-2' };
    expect(() => adapterForBase(imported, other)).toThrow(
      expect.objectContaining({
        kind: 'model-incompatible',
        data: { expected: other.hash, got: TINY_BASE },
        message: expect.stringMatching(
          /tiny-base-1, abababab.*tiny-base-2, cdcdcdcd.*Load its base model/,
        ) as unknown,
      }) as Error,
    );
  });
});
