import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Sha256 } from '../../src/core/ids.js';
import type { Meanings } from '../../src/core/link/meaning.js';
import { withKeptVectors } from './vector-store.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vectors-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A name encoder that reads each name as its length, watched. */
function parts(hash: string) {
  const readVectors = vi.fn((texts: readonly string[]) =>
    Promise.resolve(texts.map(({ length }) => Float32Array.from([length, 1 / 3]))),
  );
  const nameEncoder = { file: 'name-encoder.bin', bytes: 1, sha256: hash.repeat(64) as Sha256, rank: 1 };
  return {
    readVectors,
    meanings: null as Meanings | null,
    generatorHash: 'a'.repeat(64),
    loaded: { weights: { manifest: { nameEncoder } } },
  };
}

it('reads a name once, whatever the run, to the last bit', async () => {
  const first = await withKeptVectors(parts('b'), folder);
  await first.meanings?.learn(['fever', 'cough']);
  const again = await withKeptVectors(parts('b'), folder);
  await again.meanings?.learn(['fever', 'cough', 'new']);
  expect(again.readVectors.mock.calls).toEqual([[['new']]]);
  expect(again.meanings?.similarity('fever', 'cough')).toBe(first.meanings?.similarity('fever', 'cough'));
});

it('keeps name encoders apart, and passes over half a line', async () => {
  const first = await withKeptVectors(parts('b'), folder);
  await first.meanings?.learn(['fever']);
  const [file = ''] = await readdir(folder);
  await appendFile(path.join(folder, file), '["cough","AAAA');
  const again = await withKeptVectors(parts('b'), folder);
  await again.meanings?.learn(['fever', 'cough']);
  expect(again.readVectors.mock.calls).toEqual([[['cough']]]);
  const other = await withKeptVectors(parts('c'), folder);
  await other.meanings?.learn(['fever']);
  expect(other.readVectors).toHaveBeenCalledOnce();
});

it('keeps nothing without a folder or a name encoder', async () => {
  const plain = parts('b');
  expect(await withKeptVectors(plain, null)).toBe(plain);
  const without = { ...plain, readVectors: null };
  expect(await withKeptVectors(without, folder)).toBe(without);
  expect(await readdir(folder)).toEqual([]);
});
