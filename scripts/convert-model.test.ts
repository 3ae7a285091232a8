import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadModel } from '../src/model/index.js';

const run = promisify(execFile);
const tiny = path.join(import.meta.dirname, '../src/model/golden/tiny-plain');
const convert = (...parameters: string[]): Promise<{ stdout: string; stderr: string }> =>
  run('npx', ['tsx', path.join(import.meta.dirname, 'convert-model.ts'), ...parameters]);

describe('convert-model', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'seraph-convert-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('writes a folder that loads', async () => {
    const out = path.join(folder, 'small');
    const card = ['--title', 'Small one', '--licence', 'CC0-1.0', '--context', '5'];
    const { stdout } = await convert(tiny, out, ...card, '--dtype', 'q4_32', '--dtype', 'encoder.=f32');
    const read = (name: string): Promise<Uint8Array> => readFile(path.join(out, name));
    const { manifest } = await loadModel({ manifest: () => read('manifest.json'), file: read });
    expect(manifest).toMatchObject({
      id: 'small',
      title: 'Small one',
      licence: 'CC0-1.0',
      ancestry: 'not stated',
      layout: { contextPieces: 5 },
    });
    const typeOf = (name: string) => manifest.tensors.find((tensor) => tensor.name === name)?.dtype;
    expect(typeOf('shared.weight')).toBe('q4_32');
    expect(typeOf('encoder.layers.0.fc1.weight')).toBe('f32');
    expect((await readdir(out)).sort()).toEqual(['manifest.json', 'tokenizer.json', 'weights-000.bin']);
    expect(stdout).toContain(`${manifest.totalBytes} bytes`);
  });

  it('says which file is missing, and writes nothing', async () => {
    const out = path.join(folder, 'none');
    await expect(convert(folder, out)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no readable tokenizer.json') as string,
    });
    await expect(readdir(out)).rejects.toThrow();
  });
});
