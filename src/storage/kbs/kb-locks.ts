/**
 * Who may touch stored knowledge bases. Writers share; clearing away what no writer claims needs all to be done, in
 * every tab.
 */
export interface KbLocks {
  whileWriting<T>(work: () => Promise<T>): Promise<T>;
  /** Does nothing while anyone writes. */
  whenNobodyWrites(work: () => Promise<void>): Promise<void>;
}

const NAME = 'seraph-knowledge-bases';

/** Over the browser's locks, which end with the tab that holds them. */
export function browserLocks(locks: LockManager): KbLocks {
  return {
    whileWriting: (work) => locks.request(NAME, { mode: 'shared' }, work),
    whenNobodyWrites: (work) =>
      locks.request(NAME, { ifAvailable: true }, (lock) => (lock === null ? undefined : work())),
  };
}

/** Where there is one tab, and in tests. */
export function localLocks(): KbLocks {
  let writers = 0;
  return {
    async whileWriting(work) {
      writers += 1;
      try {
        return await work();
      } finally {
        writers -= 1;
      }
    },
    whenNobodyWrites: (work) => (writers > 0 ? Promise.resolve() : work()),
  };
}
