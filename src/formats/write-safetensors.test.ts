import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMemory, openSafetensors } from './safetensors.js';
import { writeSafetensors, type NamedTensor } from './write-safetensors.js';

const SEED = 20_261_129;
const golden = (name: string) => readFile(new URL(`golden/${name}`, import.meta.url));

describe('writeSafetensors', () => {
  it("writes byte for byte what Python's safetensors writes, whatever the order of the tensors", async () => {
    const listed = JSON.parse((await golden('python.json')).toString('utf8')) as Record<
      string,
      { shape: number[]; values: number[] }
    >;
    const tensors = Object.entries(listed).map(([name, { shape, values }]): NamedTensor => ({
      name,
      shape,
      values: new Float32Array(values),
    }));
    expect(tensors.length).toBeGreaterThan(3);
    const expected = new Uint8Array(await golden('python.safetensors'));
    expect(writeSafetensors(tensors, { format: 'pt' })).toEqual(expected);
    expect(writeSafetensors(tensors.toReversed(), { format: 'pt' })).toEqual(expected);
  });

  it(`is read back as written, metadata too, its data aligned (seed ${SEED})`, async () => {
    const name = fc.stringMatching(/^[a-d0-9é_.]{1,9}$/);
    const values = fc.float32Array({ minLength: 1, maxLength: 12 });
    const written = fc.uniqueArray(fc.record({ name, values }), {
      selector: ({ name }) => name,
      maxLength: 5,
    });
    const metadata = fc.dictionary(name, fc.string(), { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(written, metadata, async (tensors, notes) => {
        const bytes = writeSafetensors(
          tensors.map((tensor) => ({ ...tensor, shape: [tensor.values.length, 1] })),
          notes,
        );
        expect(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8).toBe(0);
        const file = await openSafetensors(inMemory(bytes));
        expect(new Set(file.names)).toEqual(new Set(tensors.map(({ name }) => name)));
        expect(Object.fromEntries(file.metadata)).toEqual(notes);
        for (const { name, values: expected } of tensors) {
          expect(file.shape(name)).toEqual([expected.length, 1]);
          expect(await file.readRows(name, 0, expected.length)).toEqual(expected);
        }
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('refuses a shape that does not fit, and a name that is there twice', () => {
    const values = new Float32Array(4);
    expect(() => writeSafetensors([{ name: 'a', shape: [3], values }])).toThrow(RangeError);
    const tensor = { name: 'a', shape: [4], values };
    expect(() => writeSafetensors([tensor, tensor])).toThrow('two entries');
    expect(() => writeSafetensors([{ ...tensor, name: '__metadata__' }])).toThrow('two entries');
  });
});
