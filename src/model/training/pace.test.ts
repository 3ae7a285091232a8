import { describe, expect, it } from 'vitest';
import { PaceKeeper } from './pace.js';

const soon = () => new Promise<void>((resolve) => setTimeout(resolve));

/** Whether a promise is settled after messages had time to arrive. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await soon();
  await soon();
  return done;
}

describe('PaceKeeper', () => {
  it('lets a run go on at once at full pace', async () => {
    expect(await isDone(new PaceKeeper(soon).ready())).toBe(true);
  });

  it.each(['yielding', 'paused'] as const)('holds a run while it is %s', async (pace) => {
    const keeper = new PaceKeeper(soon);
    keeper.set(pace);
    const ready = keeper.ready();
    expect(await isDone(ready)).toBe(false);
    keeper.set('full');
    expect(await isDone(ready)).toBe(true);
  });

  it('goes on holding when one reason to wait follows another', async () => {
    const keeper = new PaceKeeper(soon);
    keeper.set('yielding');
    const ready = keeper.ready();
    keeper.set('paused');
    expect(await isDone(ready)).toBe(false);
  });

  it('lets a cancelled run see that it is cancelled', async () => {
    const keeper = new PaceKeeper(soon);
    const abort = new AbortController();
    keeper.set('paused');
    const ready = keeper.ready(abort.signal);
    expect(await isDone(ready)).toBe(false);
    abort.abort();
    expect(await isDone(ready)).toBe(true);
  });
});
