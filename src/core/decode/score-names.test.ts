import { expect, test } from 'vitest';
import type { TokenId } from '../ids.js';
import type { EngineHandle, NameRow } from './engine.js';
import { scoreNames } from './score-names.js';

const EOS = 1 as TokenId;
const ids = (...values: number[]): TokenId[] => values as TokenId[];

/** Gives each token of a name the sum of its source, prefix and itself; holds handles and counts. */
function summingEngine(failing = false) {
  const held = new Map<EngineHandle, readonly (readonly TokenId[])[]>();
  const sum = (tokens: readonly number[]): number => tokens.reduce((total, token) => total + token, 0);
  return {
    held,
    encode: (sources: readonly (readonly TokenId[])[]) => {
      const handle = {} as EngineHandle;
      held.set(handle, sources);
      return Promise.resolve(handle);
    },
    score: (encoded: EngineHandle, rows: readonly NameRow[]) =>
      failing
        ? Promise.reject(new Error('score'))
        : Promise.resolve(
            rows.map(({ mention, prefix, name }) => {
              const before = sum(held.get(encoded)?.[mention] ?? []) + sum(prefix);
              return Float32Array.from(name, (token) => before + token);
            }),
          ),
    free: (handle: EngineHandle) => void held.delete(handle),
  };
}

const input = (source: number, prefix: number) => ({ source: ids(source), prefix: ids(prefix) });

test('each name is scored after its own source and prefix, with end-of-sequence', async () => {
  const engine = summingEngine();
  const found = await scoreNames(
    engine,
    [
      { input: input(1000, 100), names: [ids(7, 8), ids(9)] },
      { input: input(5000, 500), names: [] },
      { input: input(2000, 200), names: [ids()] },
    ],
    EOS,
  );
  expect(found.map((names) => names.map((logProbs) => [...logProbs]))).toEqual([
    [
      [1107, 1108, 1101],
      [1109, 1101],
    ],
    [],
    [[2201]],
  ]);
  expect(engine.held.size).toBe(0);
});

test('the model is not asked where there is no name', async () => {
  const engine = { ...summingEngine(), encode: () => Promise.reject(new Error('The model was asked.')) };
  expect(await scoreNames(engine, [{ input: input(1, 2), names: [] }], EOS)).toEqual([[]]);
  expect(await scoreNames(engine, [], EOS)).toEqual([]);
});

test('nothing is held when scoring fails', async () => {
  const engine = summingEngine(true);
  await expect(scoreNames(engine, [{ input: input(1, 2), names: [ids(3)] }], EOS)).rejects.toThrow('score');
  expect(engine.held.size).toBe(0);
});
