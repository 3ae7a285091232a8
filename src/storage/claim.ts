/**
 * Takes a right that one tab of this browser has at a time, or null while another has it. Returns the function that
 * gives it back; a tab that closes gives it back, too. Where the browser knows no locks, everybody is given it.
 */
export async function claim(
  name: string,
  locks: Pick<LockManager, 'request'> | undefined,
): Promise<(() => void) | null> {
  if (!locks) return () => undefined;
  return new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(null);
          return;
        }
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}
