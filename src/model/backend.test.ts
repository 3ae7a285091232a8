import { describe, expect, it } from 'vitest';
import { SeraphError } from '../core/errors.js';
import { chooseBackend, type BackendCandidate } from './backend.js';

const started: string[] = [];

function candidate(
  name: BackendCandidate['name'],
  available: true | string = true,
  failure?: string,
): BackendCandidate {
  return {
    name,
    available: () => Promise.resolve(available),
    init() {
      started.push(name);
      return failure ? Promise.reject(new Error(failure)) : Promise.resolve(`${name} is up`);
    },
  };
}

describe('chooseBackend', () => {
  it('takes the first that is there, and starts no other', async () => {
    started.length = 0;
    const chosen = await chooseBackend([candidate('webgpu'), candidate('wasm')]);
    expect(chosen).toEqual({ backend: 'webgpu', reason: 'webgpu is up' });
    expect(started).toEqual(['webgpu']);
  });

  it('says why those before it are not used', async () => {
    const chosen = await chooseBackend([
      candidate('webgpu', 'no graphics processor'),
      candidate('wasm', true, 'file missing'),
      candidate('cpu'),
    ]);
    expect(chosen).toEqual({
      backend: 'cpu',
      reason: 'no graphics processor; wasm did not start (file missing); cpu is up',
    });
  });

  it('skips what stands before the preferred one', async () => {
    started.length = 0;
    const chosen = await chooseBackend([candidate('webgpu'), candidate('wasm'), candidate('cpu')], 'wasm');
    expect(chosen).toEqual({ backend: 'wasm', reason: 'wasm is up, as asked for' });
    expect(started).toEqual(['wasm']);
  });

  it('goes on after a preferred one that is not there', async () => {
    const chosen = await chooseBackend([candidate('webgpu', 'none here'), candidate('wasm')], 'webgpu');
    expect(chosen).toEqual({ backend: 'wasm', reason: 'none here; wasm is up' });
  });

  it('names every reason when nothing runs', async () => {
    const error: unknown = await chooseBackend([
      candidate('webgpu', 'none here'),
      candidate('wasm', 'off'),
    ]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SeraphError);
    expect((error as SeraphError).kind).toBe('backend-unavailable');
    expect((error as SeraphError).message).toContain('none here; off');
  });
});
