import { describe, expect, it } from 'vitest';
import { SeraphError } from '../core/errors.js';
import { inMemory, openSafetensors } from './safetensors.js';

function file(header: unknown, data: Uint8Array, headerLength?: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength ?? text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

const floats = new Uint8Array(new Float32Array([1, -2, 0.5, 1e-3, 7, 8]).buffer);

describe('openSafetensors', () => {
  it('reads rows of f32, whatever their place', async () => {
    const header = {
      __metadata__: { format: 'pt' },
      table: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
      bias: { dtype: 'F32', shape: [2], data_offsets: [16, 24] },
    };
    const tensors = await openSafetensors(inMemory(file(header, floats)));
    expect(tensors.names).toEqual(['table', 'bias']);
    expect([...tensors.metadata]).toEqual([['format', 'pt']]);
    expect(tensors.shape('table')).toEqual([2, 2]);
    expect(await tensors.readRows('table', 1, 1)).toEqual(new Float32Array([0.5, 1e-3]));
    expect(await tensors.readRows('bias', 0, 2)).toEqual(new Float32Array([7, 8]));
    await expect(tensors.readRows('table', 1, 2)).rejects.toThrow(RangeError);
  });

  it('widens f16 and bf16 exactly', async () => {
    const data = new Uint8Array(new Uint16Array([0x3c00, 0xc100, 0x3f80, 0xc020]).buffer);
    const header = {
      half: { dtype: 'F16', shape: [2], data_offsets: [0, 4] },
      brain: { dtype: 'BF16', shape: [2], data_offsets: [4, 8] },
    };
    const tensors = await openSafetensors(inMemory(file(header, data)));
    expect([...(await tensors.readRows('half', 0, 2))]).toEqual([1, -2.5]);
    expect([...(await tensors.readRows('brain', 0, 2))]).toEqual([1, -2.5]);
  });

  it('leaves out tensors of integers', async () => {
    const header = { ids: { dtype: 'I64', shape: [3], data_offsets: [0, 24] } };
    expect((await openSafetensors(inMemory(file(header, floats)))).names).toEqual([]);
  });

  it.each<[string, Uint8Array]>([
    ['shorter than its header', new Uint8Array(3)],
    ['longer than the file', file({}, new Uint8Array(0), 500)],
    ['not JSON', file('{"a":', new Uint8Array(0))],
    ['not a JSON object', file('7', new Uint8Array(0))],
    ['not an object of texts', file({ __metadata__: { steps: 3 } }, floats)],
    ['incomplete', file({ a: { dtype: 'F32' } }, floats)],
    ['wrong length', file({ a: { dtype: 'F32', shape: [3], data_offsets: [0, 16] } }, floats)],
    [
      'overlap',
      file(
        {
          a: { dtype: 'F32', shape: [4], data_offsets: [0, 16] },
          b: { dtype: 'F32', shape: [4], data_offsets: [8, 24] },
        },
        floats,
      ),
    ],
    ['ends inside a', file({ a: { dtype: 'F32', shape: [7], data_offsets: [0, 28] } }, floats)],
  ])('says what is wrong: %s', async (words, bytes) => {
    const error: unknown = await openSafetensors(inMemory(bytes)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SeraphError);
    expect((error as SeraphError).kind).toBe('bad-format');
    expect((error as SeraphError).message).toContain(words);
  });
});
