import { expect, it } from 'vitest';
import { claim } from './claim.js';

/** Locks as a browser has them, for `ifAvailable` alone. */
function browserLocks(): Pick<LockManager, 'request'> {
  const held = new Set<string>();
  const request = async (name: string, _: unknown, run: (lock: { name: string } | null) => unknown) => {
    if (held.has(name)) return run(null);
    held.add(name);
    try {
      return await run({ name });
    } finally {
      held.delete(name);
    }
  };
  return { request: request as unknown as LockManager['request'] };
}

it('is given to one at a time, and to the next when it was given back', async () => {
  const locks = browserLocks();
  const first = await claim('a', locks);
  expect(first).not.toBeNull();
  expect(await claim('a', locks)).toBeNull();
  expect(await claim('b', locks)).not.toBeNull();
  first?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(await claim('a', locks)).not.toBeNull();
});

it('is given to everybody where there are no locks', async () => {
  expect(await claim('a', undefined)).not.toBeNull();
});
