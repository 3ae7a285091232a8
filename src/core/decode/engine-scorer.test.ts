import { expect, test } from 'vitest';
import type { TokenId } from '../ids.js';
import { makeTrie } from '../trie/testing/make-trie.js';
import { beamSearch } from './beam-search.js';
import { engineScorer } from './engine-scorer.js';
import type { Engine, EngineHandle } from './engine.js';

type Failing = 'encode' | 'prefill' | 'step' | 'nothing';

/** An engine that keeps count of its handles and fails where told. */
function countingEngine(failing: Failing): Engine & { readonly handles: Set<EngineHandle> } {
  const handles = new Set<EngineHandle>();
  const handle = () => {
    const made = {} as EngineHandle;
    handles.add(made);
    return made;
  };
  const fail = (at: Failing) => (failing === at ? Promise.reject(new Error(at)) : Promise.resolve());
  return {
    handles,
    backend: 'cpu',
    vocabularySize: 10,
    maxPositions: 10,
    encode: () => fail('encode').then(handle),
    prefill: (encoded, _, { tokens }) => {
      expect(handles.has(encoded)).toBe(true);
      return fail('prefill').then(() => ({ state: handle(), logProbs: new Float32Array(tokens.length) }));
    },
    score: () => Promise.reject(new Error('No name was given.')),
    step: (state, _, { tokens }) => {
      expect(handles.has(state)).toBe(true);
      return fail('step').then(() => new Float32Array(tokens.length));
    },
    free: (freed) => void handles.delete(freed),
    dispose: () => undefined,
  };
}

const search = (engine: Engine, aborted = false) => {
  const signal = { aborted: false };
  return beamSearch(
    engineScorer(engine),
    makeTrie([[2, 3], [4]]),
    [{ source: [], prefix: [] }],
    { beams: 2, semantics: 'hf', eos: 1 as TokenId, maxNameLength: 5 },
    {
      signal,
      onProgress: () => {
        signal.aborted = aborted;
      },
    },
  );
};

test('no handle is left after a search', async () => {
  const engine = countingEngine('nothing');
  const [found] = await search(engine);
  expect(found?.length).toBe(2);
  expect(engine.handles.size).toBe(0);
});

test.each(['encode', 'prefill', 'step'] as const)('no handle is left when %s fails', async (failing) => {
  const engine = countingEngine(failing);
  await expect(search(engine)).rejects.toThrow(failing);
  expect(engine.handles.size).toBe(0);
});

test('no handle is left after an abort', async () => {
  const engine = countingEngine('nothing');
  await expect(search(engine, true)).rejects.toMatchObject({ kind: 'aborted' });
  expect(engine.handles.size).toBe(0);
});
