import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURES } from '../../core/link/combine.js';
import { SeraphError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import type { TensorSource } from '../../core/tensor-source.js';
import type { TokenId } from '../../core/ids.js';
import { goldenFolder } from '../testing/golden-folder.js';
import { openTensors, sourceOf } from '../testing/hugging-face.js';
import { TENSOR_TYPES, type TensorType } from '../quant/tensor-types.js';
import { convertCheckpoint, type Checkpoint } from './convert.js';
import { loadModel } from './load.js';
import { parseManifest } from './manifest.js';

/** Weights of every feature but those of meanings. */
const LETTERS_ONLY = {
  weights: Object.fromEntries(
    FEATURES.filter((name) => !/[mM]eaning/.test(name)).map((name) => [name, name === 'similarity' ? 1 : 0]),
  ),
  none: 0,
};

const read = goldenFolder('tiny-scaled');
const card = { id: 'tiny', title: 'Tiny', licence: 'Apache-2.0', ancestry: 'random numbers' };
const ids = (...values: number[]): TokenId[] => values as TokenId[];

async function checkpoint(): Promise<Checkpoint> {
  return {
    config: await read('config.json'),
    tokenizer: await read('tokenizer.json'),
    layout: await read('seraph.json'),
    tensors: await openTensors(read),
  };
}

async function convert(
  changed: Partial<Checkpoint>,
  dtype: TensorType = 'f32',
  otherNames: Uint8Array | null = null,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const tokenize = (text: string): TokenId[] => (text === ' START' ? ids(70, 71) : ids(72));
  await convertCheckpoint(
    { ...(await checkpoint()), ...changed },
    { card, dtypeOf: () => dtype, tokenize, otherNames },
    (file, bytes) => {
      files.set(file, bytes);
      return Promise.resolve();
    },
  );
  return files;
}

/** The same checkpoint under other names, or with tensors added or changed. */
function renamed(source: TensorSource, rename: (name: string) => string[]): TensorSource {
  const origin = new Map(source.names.flatMap((name) => rename(name).map((other) => [other, name] as const)));
  const of = (name: string): string => origin.get(name) ?? name;
  return {
    names: [...origin.keys()],
    shape: (name) => source.shape(of(name)),
    readRows: (name, first, count) => source.readRows(of(name), first, count),
  };
}

function editJson(bytes: Uint8Array, edit: (json: Record<string, unknown>) => void): Uint8Array {
  const json = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  edit(json);
  return new TextEncoder().encode(JSON.stringify(json));
}

async function failure(promise: Promise<unknown>): Promise<SeraphError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SeraphError);
  return error as SeraphError;
}

describe('convertCheckpoint', () => {
  it('keeps f32 weights bit for bit, and the layout', async () => {
    const files = await convert({});
    const weights = await loadModel(sourceOf(files));
    const tensors = await openTensors(read);
    for (const name of ['shared.weight', 'encoder.layers.0.fc1.weight', 'decoder.layernorm_embedding.bias']) {
      const rows = tensors.shape(`model.${name}`)[0] ?? 0;
      expect(weights.rows(name)).toEqual(await tensors.readRows(`model.${name}`, 0, rows));
    }
    expect(weights.rows('final_logits_bias')).toEqual(await tensors.readRows('final_logits_bias', 0, 1));
    expect(weights.rows('shared.weight', 5, 2)).toEqual(await tensors.readRows('model.shared.weight', 5, 2));
    expect(weights.manifest.layout).toEqual({
      bos: 1,
      eos: 2,
      start: [3],
      end: [4],
      decoderStart: 2,
      contextPieces: 8,
      prefixTemplate: '{mention} is',
      lowerCase: true,
      namePrefix: '',
    });
    expect(weights.tokenizer).toEqual(await read('tokenizer.json'));
  });

  it('takes other names along, by their hash, and counts their bytes', async () => {
    const names = new Uint8Array([1, 2, 3]);
    const without = await loadModel(sourceOf(await convert({})));
    expect([without.otherNames, without.manifest.otherNames]).toEqual([null, null]);
    const files = await convert({}, 'f32', names);
    const weights = await loadModel(sourceOf(files));
    expect(weights.otherNames).toEqual(names);
    expect(weights.manifest.totalBytes).toBe(without.manifest.totalBytes + names.length);
    files.set('other-names.bin', new Uint8Array([1, 2, 4]));
    expect((await failure(loadModel(sourceOf(files)))).kind).toBe('bad-hash');
  });

  it("derives ANGEL's layout without a seraph.json", async () => {
    const files = await convert({ layout: null });
    const { layout } = parseManifest(files.get('manifest.json') ?? new Uint8Array());
    expect(layout).toMatchObject({ start: [70, 71], end: [72], decoderStart: 2, namePrefix: ' ' });
  });

  it('keeps matrices as the rules say, and biases in f32', async () => {
    const sizes = new Map<TensorType, number>();
    for (const dtype of TENSOR_TYPES) {
      const manifest = parseManifest((await convert({}, dtype)).get('manifest.json') ?? new Uint8Array());
      const typeOf = (name: string) => manifest.tensors.find((tensor) => tensor.name === name)?.dtype;
      expect(typeOf('shared.weight')).toBe(dtype);
      expect(typeOf('encoder.layers.0.fc1.bias')).toBe('f32');
      const matrices = manifest.tensors.filter(({ shape }) => shape.length === 2);
      sizes.set(
        dtype,
        matrices.flatMap(({ parts }) => parts).reduce((sum, { length }) => sum + length, 0),
      );
    }
    const share = (dtype: TensorType): number => (sizes.get(dtype) ?? 0) / (sizes.get('f32') ?? 0);
    // Rows of 36 to 70 values: codes, a scale a block, and less than a block at their ends.
    expect(share('q8_32') * 32).toBeGreaterThan(8.5);
    expect(share('q8_32') * 32).toBeLessThan(9.1);
    expect(share('q4_32') * 32).toBeGreaterThan(4.5);
    expect(share('q4_32') * 32).toBeLessThan(5.1);
  });

  it('reads checkpoints without the prefix, and with copies of the tied table', async () => {
    const tensors = await openTensors(read);
    const plain = await convert({ tensors });
    const bare = renamed(tensors, (name) => [name.replace(/^model\./, '')]);
    const copied = renamed(tensors, (name) =>
      name === 'model.shared.weight' ? ['lm_head.weight', 'model.encoder.embed_tokens.weight', name] : [name],
    );
    const onlyHead = renamed(tensors, (name) => [name === 'model.shared.weight' ? 'lm_head.weight' : name]);
    for (const variant of [bare, copied, onlyHead])
      expect(await convert({ tensors: variant })).toEqual(plain);
  });

  it('splits a table larger than a shard by rows', async () => {
    const rows = 70_000;
    const width = 36;
    const tensors = await openTensors(read);
    const large: TensorSource = {
      ...tensors,
      shape: (name) =>
        name === 'model.shared.weight'
          ? [rows, width]
          : name === 'final_logits_bias'
            ? [1, rows]
            : tensors.shape(name),
      readRows: (name, first, count) => {
        if (name === 'final_logits_bias') return Promise.resolve(new Float32Array(rows));
        if (name !== 'model.shared.weight') return tensors.readRows(name, first, count);
        return Promise.resolve(Float32Array.from({ length: count * width }, (_, i) => first * width + i));
      },
    };
    const config = editJson(await read('config.json'), (json) => {
      json.vocab_size = rows;
    });
    const weights = await loadModel(sourceOf(await convert({ tensors: large, config })));
    const parts = weights.manifest.tensors[0]?.parts ?? [];
    expect(parts.length).toBe(2);
    for (const { bytes } of weights.manifest.shards) expect(bytes).toBeLessThanOrEqual(8 * 1024 * 1024);
    const edge = parts[0]?.rows ?? 0;
    expect(weights.rows('shared.weight', edge - 1, 2)).toEqual(
      Float32Array.from({ length: 2 * width }, (_, i) => (edge - 1) * width + i),
    );
  });

  it.each([
    ['model_type', 't5'],
    ['activation_function', 'relu'],
    ['normalize_before', true],
    ['tie_word_embeddings', false],
  ])('refuses another architecture: %s = %s', async (key, value) => {
    const config = editJson(await read('config.json'), (json) => {
      json[key] = value;
    });
    const error = await failure(convert({ config }));
    expect(error.kind).toBe('model-incompatible');
    expect(error.message).toContain(key);
  });

  it('refuses a head that is not tied, a missing tensor and a wrong shape', async () => {
    const tensors = await openTensors(read);
    const untied: TensorSource = {
      ...tensors,
      names: [...tensors.names, 'lm_head.weight'],
      shape: (name) => tensors.shape(name === 'lm_head.weight' ? 'model.shared.weight' : name),
      readRows: async (name, first, count) =>
        name === 'lm_head.weight'
          ? (await tensors.readRows('model.shared.weight', first, count)).map((value) => value + 1)
          : tensors.readRows(name, first, count),
    };
    expect((await failure(convert({ tensors: untied }))).message).toContain('lm_head.weight differs');
    const without = renamed(tensors, (name) => (name.endsWith('fc2.bias') ? [] : [name]));
    expect((await failure(convert({ tensors: without }))).message).toContain(
      'no tensor encoder.layers.0.fc2.bias',
    );
    const misshapen = { ...tensors, shape: () => [83, 36] };
    expect((await failure(convert({ tensors: misshapen }))).data).toMatchObject({ got: '83,36' });
  });
});

describe('loadModel', () => {
  let files: Map<string, Uint8Array>;
  beforeAll(async () => {
    files = await convert({}, 'q8_32');
  });

  const withFile = (name: string, change: (bytes: Uint8Array) => Uint8Array): Map<string, Uint8Array> =>
    new Map(files).set(name, change(files.get(name)?.slice() ?? new Uint8Array()));

  it('reports bytes up to the total', async () => {
    const seen: Progress[] = [];
    const { manifest } = await loadModel(sourceOf(files), { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toMatchObject({
      done: manifest.totalBytes,
      total: manifest.totalBytes,
      unit: 'bytes',
    });
    expect(seen).toHaveLength(manifest.shards.length + 1);
  });

  it('stops when asked', async () => {
    const signal = { aborted: false };
    const stopAfterFirst = { signal, onProgress: () => (signal.aborted = true) };
    expect((await failure(loadModel(sourceOf(files), stopAfterFirst))).kind).toBe('aborted');
  });

  it.each(['weights-000.bin', 'tokenizer.json'])('refuses a changed or truncated %s', async (name) => {
    const changed = withFile(name, (bytes) => bytes.fill((bytes[10] ?? 0) ^ 1, 10, 11));
    const error = await failure(loadModel(sourceOf(changed)));
    expect(error.kind).toBe('bad-hash');
    expect(error.data).toMatchObject({ file: name });
    expect(error.data.expected).not.toBe(error.data.got);
    expect(error.message).toMatch(/Load the model again/);
    const short = await failure(
      loadModel(sourceOf(withFile(name, (bytes) => bytes.subarray(0, bytes.length - 1)))),
    );
    expect(short.kind).toBe('bad-hash');
    expect(short.message).toContain('incomplete');
  });

  it('takes weights that were fitted before meanings were compared, and compares none', () => {
    const fitted = editJson(files.get('manifest.json') ?? new Uint8Array(), (json) =>
      Object.assign(json, { combiner: { model: LETTERS_ONLY, system: LETTERS_ONLY } }),
    );
    const { combiner } = parseManifest(fitted);
    expect(combiner?.open).toBeNull();
    expect(combiner?.system.weights).toMatchObject({ similarity: 1, meaning: 0 });
  });

  it('refuses a manifest that is not JSON or of another version', async () => {
    const page = withFile('manifest.json', () => new TextEncoder().encode('<!doctype html>'));
    expect((await failure(loadModel(sourceOf(page)))).message).toContain('not JSON');
    const later = withFile('manifest.json', (bytes) =>
      editJson(bytes, (json) => {
        json.formatVersion = 9;
      }),
    );
    expect((await failure(loadModel(sourceOf(later)))).kind).toBe('bad-version');
  });

  it.each<[string, (manifest: never) => void]>([
    ['title', (manifest: { title: unknown }) => (manifest.title = 7)],
    ['config.width', (manifest: { config: { width: number } }) => (manifest.config.width = 0)],
    [
      'config.encoderHeads',
      (manifest: { config: { encoderHeads: number } }) => (manifest.config.encoderHeads = 5),
    ],
    ['layout.start', (manifest: { layout: { start: unknown } }) => (manifest.layout.start = 3)],
    [
      'combiner.model.weights',
      (manifest: { combiner: unknown }) =>
        (manifest.combiner = { model: { weights: { exact: 1 }, none: 0 } }),
    ],
    [
      'combiner.open.weights',
      (manifest: { combiner: unknown }) =>
        (manifest.combiner = { model: LETTERS_ONLY, system: LETTERS_ONLY, open: LETTERS_ONLY }),
    ],
    [
      'nameEncoder.rank',
      (manifest: { nameEncoder: unknown }) =>
        (manifest.nameEncoder = { file: 'name-encoder.bin', bytes: 1, sha256: '0'.repeat(64), rank: 0 }),
    ],
    ['tensors', (manifest: { tensors: unknown[] }) => manifest.tensors.pop()],
    [
      'tensors[0].dtype',
      (manifest: { tensors: { dtype: string }[] }) =>
        Object.assign(manifest.tensors[0] ?? {}, { dtype: 'q4_33' }),
    ],
    [
      'tensors.shared.weight.shape',
      (manifest: { tensors: object[] }) => Object.assign(manifest.tensors[0] ?? {}, { shape: [82, 36] }),
    ],
    [
      'tensors.shared.weight.shard',
      (manifest: { tensors: { parts: object[] }[] }) =>
        Object.assign(manifest.tensors[0]?.parts[0] ?? {}, { shard: 4 }),
    ],
    [
      'tensors.shared.weight.offset',
      (manifest: { tensors: { parts: object[] }[] }) =>
        Object.assign(manifest.tensors[0]?.parts[0] ?? {}, { offset: 4e9 }),
    ],
    [
      'shards[0].file',
      (manifest: { shards: object[] }) => Object.assign(manifest.shards[0] ?? {}, { file: '../secret' }),
    ],
    [
      'shards[0].sha256',
      (manifest: { shards: object[] }) => Object.assign(manifest.shards[0] ?? {}, { sha256: 'x' }),
    ],
  ])('names the wrong field: %s', async (field, change) => {
    const edited = withFile('manifest.json', (bytes) => editJson(bytes, change as (json: object) => void));
    const error = await failure(loadModel(sourceOf(edited)));
    expect(error.kind).toBe('bad-format');
    expect(error.data.field).toBe(field);
    expect(error.message).toContain(field);
  });
});
