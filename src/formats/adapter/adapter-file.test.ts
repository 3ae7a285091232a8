import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADAPTER_TARGETS, type AdapterMatrix } from '../../core/adapter/adapter.js';
import { SeraphError } from '../../core/errors.js';
import { inMemory, openSafetensors } from '../safetensors.js';
import { TINY_BASE, tinyAdapter } from '../testing/tiny-adapter.js';
import { writeSafetensors, type NamedTensor } from '../write-safetensors.js';
import { PEFT_PREFIX, readAdapterFile, writeAdapterFile } from './adapter-file.js';

const SEED = 20_261_129;
const adapter = tinyAdapter(1);
const file = writeAdapterFile({ adapter, baseHash: TINY_BASE });
const Q = `${PEFT_PREFIX}decoder.layers.0.self_attn.q_proj`;
const FC1 = `${PEFT_PREFIX}decoder.layers.1.fc1`;

const golden = async (name: string) =>
  new Uint8Array(await readFile(new URL(`golden/peft/${name}`, import.meta.url)));

/** The file of the tiny adapter with other tensors or notes. */
async function edited(
  change: (tensors: Map<string, NamedTensor>, metadata: Record<string, string>) => void,
): Promise<Uint8Array> {
  const opened = await openSafetensors(inMemory(file));
  const tensors = new Map<string, NamedTensor>();
  for (const name of opened.names) {
    const shape = opened.shape(name);
    tensors.set(name, { name, shape, values: await opened.readRows(name, 0, shape[0] ?? 0) });
  }
  const metadata = Object.fromEntries(opened.metadata);
  change(tensors, metadata);
  return writeSafetensors([...tensors.values()], metadata);
}

async function refusal(bytes: Uint8Array): Promise<SeraphError> {
  const error: unknown = await readAdapterFile(bytes).catch((reason: unknown) => reason);
  if (!(error instanceof SeraphError)) throw new Error('There is no SeraphError.', { cause: error });
  return error;
}

/** What the module adds to its output for the input 1, 2, 3 and so on. */
function added({ a, b, inputs, outputs }: AdapterMatrix, rank: number, alpha: number): number[] {
  const inner = Array.from({ length: rank }, (_, row) =>
    a
      .subarray(row * inputs, (row + 1) * inputs)
      .reduce((sum, value, column) => sum + value * (column + 1), 0),
  );
  return Array.from({ length: outputs }, (_, row) =>
    inner.reduce((sum, value, k) => sum + (alpha / rank) * value * (b[row * rank + k] ?? Number.NaN), 0),
  );
}

describe('writeAdapterFile', () => {
  it('notes the base, rank, alpha and parts, and names the tensors as PEFT does', async () => {
    const opened = await openSafetensors(inMemory(file));
    expect(Object.fromEntries(opened.metadata)).toEqual({
      format: 'pt',
      seraph_base: TINY_BASE,
      seraph_rank: '3',
      seraph_alpha: '12',
      seraph_targets: 'self-attention,first-feed-forward',
    });
    const peft = await openSafetensors(inMemory(await golden('adapter_model.safetensors')));
    const ofPeft = peft.names.filter((name) => !name.includes('encoder_attn'));
    expect([...opened.names]).toEqual(ofPeft);
    expect([`${Q}.lora_A.weight`, `${FC1}.lora_B.weight`].map((name) => opened.shape(name))).toEqual([
      [3, 6],
      [10, 3],
    ]);
  });

  it('gives the same bytes each time, and others for another base', () => {
    expect(writeAdapterFile({ adapter: tinyAdapter(1), baseHash: TINY_BASE })).toEqual(file);
    const other = writeAdapterFile({ adapter, baseHash: TINY_BASE.replace('a', 'c') as typeof TINY_BASE });
    expect(other).not.toEqual(file);
  });
});

describe('readAdapterFile', () => {
  it.each([
    [['second-feed-forward']],
    [['cross-attention', 'first-feed-forward']],
    [[...ADAPTER_TARGETS]],
  ] as const)('gives back the adapter of %j as written', async (targets) => {
    const written = tinyAdapter(2, targets);
    const read = await readAdapterFile(writeAdapterFile({ adapter: written, baseHash: TINY_BASE }));
    expect(read).toEqual({ adapter: written, baseHash: TINY_BASE });
  });

  it('reads what PEFT saves, which adds what PEFT adds', async () => {
    const bytes = await golden('adapter_model.safetensors');
    const { adapter: read, baseHash } = await readAdapterFile(bytes, 12);
    expect(baseHash).toBeNull();
    expect(read.shape).toEqual({
      rank: 3,
      alpha: 12,
      targets: ['self-attention', 'cross-attention', 'first-feed-forward'],
    });
    const expected = JSON.parse(new TextDecoder().decode(await golden('added.json'))) as Record<
      string,
      number[]
    >;
    expect(read.matrices.map(({ module }) => module).sort()).toEqual(Object.keys(expected).sort());
    for (const matrix of read.matrices) {
      const got = added(matrix, 3, 12);
      expect(got).toHaveLength(matrix.outputs);
      got.forEach((value, row) => expect(value).toBeCloseTo(expected[matrix.module]?.[row] ?? Number.NaN, 4));
    }
  });

  it('asks for the configuration of a file that does not say its alpha', async () => {
    const error = await refusal(await golden('adapter_model.safetensors'));
    expect(error).toMatchObject({ kind: 'bad-format', data: { expected: 'lora_alpha' } });
    expect(error.message).toContain('adapter_config.json');
  });

  it('refuses an alpha that is not the one noted', async () => {
    await expect(readAdapterFile(file, 16)).rejects.toMatchObject({ data: { expected: 16, got: '12' } });
  });

  type Edit = Parameters<typeof edited>[0];
  const put = (name: string, shape: readonly number[], value = 0.5): Edit => {
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(value);
    return (tensors) => tensors.set(name, { name, shape, values });
  };
  it.each<[string, string, Edit, object]>([
    ['NaN', 'bad-format', put(`${Q}.lora_A.weight`, [3, 6], Number.NaN), { got: 'NaN', place: 0 }],
    ['Infinity', 'bad-format', put(`${Q}.lora_B.weight`, [6, 3], -Infinity), { got: '-Infinity' }],
    ['no matrix', 'bad-format', put(`${Q}.lora_A.weight`, [18]), { got: '18' }],
    ['has no lora_B', 'bad-format', (tensors) => tensors.delete(`${Q}.lora_B.weight`), { got: 'none' }],
    ['differ in rank', 'bad-format', put(`${Q}.lora_A.weight`, [2, 6]), { expected: 2, got: 3 }],
    [
      'another rank than',
      'model-incompatible',
      (...edit) => {
        put(`${FC1}.lora_A.weight`, [2, 6])(...edit);
        put(`${FC1}.lora_B.weight`, [10, 2])(...edit);
      },
      { expected: 3, got: 2 },
    ],
    ['of another size', 'model-incompatible', put(`${Q}.lora_A.weight`, [3, 8]), { got: '6 x 8' }],
    [
      'leaves out decoder.layers.1.fc1',
      'model-incompatible',
      (tensors) => ['A', 'B'].forEach((half) => tensors.delete(`${FC1}.lora_${half}.weight`)),
      { expected: 'decoder.layers.1.fc1' },
    ],
    [
      'skips layers',
      'model-incompatible',
      (...edit) => {
        put(`${PEFT_PREFIX}decoder.layers.900719925.fc1.lora_A.weight`, [3, 6])(...edit);
        put(`${PEFT_PREFIX}decoder.layers.900719925.fc1.lora_B.weight`, [10, 3])(...edit);
      },
      { got: 900719926 },
    ],
    [
      'changes the encoder',
      'model-incompatible',
      (...edit) => {
        put(`${PEFT_PREFIX}encoder.layers.0.fc1.lora_A.weight`, [3, 6])(...edit);
        put(`${PEFT_PREFIX}encoder.layers.0.fc1.lora_B.weight`, [10, 3])(...edit);
      },
      { got: 'encoder.layers.0.fc1' },
    ],
    ['not of LoRA', 'model-incompatible', put(`${Q}.lora_magnitude_vector.weight`, [6]), {}],
    ['has no weights', 'bad-format', (tensors) => tensors.clear(), { got: 'nothing' }],
    ['seraph_rank 4', 'bad-format', (_, notes) => (notes.seraph_rank = '4'), { expected: '4', got: '3' }],
    ['seraph_targets', 'bad-format', (_, notes) => (notes.seraph_targets = 'cross-attention'), {}],
    ['alpha is many', 'bad-format', (_, notes) => (notes.seraph_alpha = 'many'), { got: 'many' }],
    ['hash of its base', 'bad-format', (_, notes) => (notes.seraph_base = 'xyz'), { got: 'xyz' }],
  ])('says what is wrong: %s', async (words, kind, change, data) => {
    const error = await refusal(await edited(change));
    expect(error).toMatchObject({ kind, data });
    expect(error.message).toContain(words);
    expect(error.message).toContain('Nothing was added');
  });

  it(`refuses what is cut off anywhere, and survives any other damage (seed ${SEED})`, async () => {
    const place = fc.nat(file.length - 1);
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 0, max: 255 }), async (at, value) => {
        await expect(readAdapterFile(file.subarray(0, at))).rejects.toBeInstanceOf(SeraphError);
        const changed = file.slice();
        changed[at] = value;
        await readAdapterFile(changed).catch((error: unknown) => expect(error).toBeInstanceOf(SeraphError));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
