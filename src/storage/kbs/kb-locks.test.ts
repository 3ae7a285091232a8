import { describe, expect, it } from 'vitest';
import { browserLocks, localLocks, type KbLocks } from './kb-locks.js';

/** The part of the browser's locks that is used: shared holders together, an exclusive one alone. */
function fakeManager(): LockManager {
  let shared = 0;
  const request = async (
    _: string,
    { mode, ifAvailable }: LockOptions,
    work: (lock: Lock | null) => Promise<unknown>,
  ): Promise<unknown> => {
    if (mode !== 'shared') return work(ifAvailable && shared > 0 ? null : ({} as Lock));
    shared += 1;
    try {
      return await work({} as Lock);
    } finally {
      shared -= 1;
    }
  };
  return { request } as unknown as LockManager;
}

const KINDS: [string, () => KbLocks][] = [
  ['of the browser', () => browserLocks(fakeManager())],
  ['of one tab', localLocks],
];

describe.each(KINDS)('locks %s', (_, create) => {
  it('let writers share, and clear away only when nobody writes', async () => {
    const locks = create();
    const done: string[] = [];
    let release = (): void => undefined;
    const writing = locks.whileWriting(() => new Promise<void>((resolve) => (release = resolve)));
    expect(await locks.whileWriting(() => Promise.resolve('second'))).toBe('second');
    const clear = () => locks.whenNobodyWrites(() => Promise.resolve(void done.push('cleared')));
    await clear();
    expect(done).toEqual([]);
    release();
    await writing;
    await clear();
    expect(done).toEqual(['cleared']);
  });

  it('are let go when the work fails', async () => {
    const locks = create();
    await expect(locks.whileWriting(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    let isCleared = false;
    await locks.whenNobodyWrites(() => Promise.resolve(void (isCleared = true)));
    expect(isCleared).toBe(true);
  });
});
