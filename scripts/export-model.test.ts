import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inMemory, openSafetensors } from '../src/formats/safetensors.js';
import { loadModel, type LoadedWeights } from '../src/model/index.js';

const run = promisify(execFile);
const tiny = path.join(import.meta.dirname, '../src/model/golden/tiny-beam');
const script = (name: string, ...parameters: string[]) =>
  run('npx', ['tsx', path.join(import.meta.dirname, `${name}.ts`), ...parameters]);

const tensorsOf = async (folder: string) =>
  openSafetensors(inMemory(await readFile(path.join(folder, 'model.safetensors'))));
const modelOf = (folder: string): Promise<LoadedWeights> => {
  const read = (name: string): Promise<Uint8Array> => readFile(path.join(folder, name));
  return loadModel({ manifest: () => read('manifest.json'), file: read });
};
const jsonOf = async (folder: string, name: string) =>
  JSON.parse(await readFile(path.join(folder, name), 'utf8')) as Record<string, unknown>;

describe('export-model', () => {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'seraph-export-'));
    for (const dtype of ['f32', 'q4_32']) {
      await script('convert-model', tiny, at(dtype), '--dtype', dtype, '--context', '6');
      await script('export-model', at(dtype), at(`${dtype}-back`));
    }
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  it('gives back the tensors of the checkpoint that a model in f32 was made from', async () => {
    const original = await tensorsOf(tiny);
    const exported = await tensorsOf(at('f32-back'));
    expect([...exported.names].sort()).toEqual([...original.names].sort());
    expect(Object.fromEntries(exported.metadata)).toEqual({ format: 'pt' });
    for (const name of original.names) {
      expect(exported.shape(name)).toEqual(original.shape(name));
      const rows = original.shape(name)[0] ?? 0;
      expect(await exported.readRows(name, 0, rows)).toEqual(await original.readRows(name, 0, rows));
    }
  });

  it('has the configuration and the tokenizer of the checkpoint, and the layout and manifest of the model', async () => {
    expect((await readdir(at('f32-back'))).sort()).toEqual(
      ['config.json', 'manifest.json', 'model.safetensors', 'seraph.json', 'tokenizer.json'].sort(),
    );
    const config = await jsonOf(at('f32-back'), 'config.json');
    expect(await jsonOf(tiny, 'config.json')).toMatchObject(config);
    expect(config.pad_token_id).toBe(0);
    expect(await jsonOf(at('f32-back'), 'seraph.json')).toEqual({
      ...(await jsonOf(tiny, 'seraph.json')),
      context_pieces: 6,
    });
    for (const [name, from] of [
      ['tokenizer.json', tiny],
      ['manifest.json', at('f32')],
    ] as const) {
      expect(await readFile(path.join(at('f32-back'), name))).toEqual(await readFile(path.join(from, name)));
    }
  });

  it('gives the numbers that a quantised model runs with, which are not those it was made from', async () => {
    const model = await modelOf(at('q4_32'));
    const { tensors } = model.manifest;
    const exported = await tensorsOf(at('q4_32-back'));
    const original = await tensorsOf(tiny);
    const matrix = 'decoder.layers.1.fc1.weight';
    expect(tensors.find(({ name }) => name === matrix)?.dtype).toBe('q4_32');
    for (const { name, shape } of tensors) {
      const theirs = name === 'final_logits_bias' ? name : `model.${name}`;
      const count = exported.shape(theirs)[0] ?? 0;
      expect(await exported.readRows(theirs, 0, count)).toEqual(model.rows(name));
      expect(model.rows(name)).toHaveLength(shape.reduce((product, size) => product * size, 1));
    }
    const count = exported.shape(`model.${matrix}`)[0] ?? 0;
    expect(model.rows(matrix)).not.toEqual(await original.readRows(`model.${matrix}`, 0, count));
  });

  it('converts again to a model with the same weights', async () => {
    await script('convert-model', at('q4_32-back'), at('again'), '--dtype', 'f32', '--id', 'again');
    const [before, after] = [await modelOf(at('q4_32')), await modelOf(at('again'))];
    expect(after.manifest.config).toEqual(before.manifest.config);
    expect(after.manifest.layout).toEqual(before.manifest.layout);
    for (const { name } of before.manifest.tensors) expect(after.rows(name)).toEqual(before.rows(name));
  });

  it('refuses a damaged model, and a folder that is none, and writes nothing', async () => {
    const refused = (words: string) => ({ code: 1, stderr: expect.stringContaining(words) as string });
    await expect(script('export-model', tiny, at('none'))).rejects.toMatchObject(
      refused('has no readable manifest.json'),
    );
    const shard = path.join(at('f32'), 'weights-000.bin');
    const bytes = await readFile(shard);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(shard, bytes);
    await expect(script('export-model', at('f32'), at('none'))).rejects.toMatchObject(
      refused('weights-000.bin is not the one'),
    );
    await expect(readdir(at('none'))).rejects.toThrow();
  });
});
