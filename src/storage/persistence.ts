/** How much this browser lets Seraph keep, in bytes; null where it does not say. */
export interface StorageReport {
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  /** True: the browser will not clear Seraph's data by itself. */
  readonly persistent: boolean;
}

type Manager = Pick<StorageManager, 'persist' | 'persisted' | 'estimate'>;

/** Asks the browser never to clear Seraph's data by itself. Some browsers ask the user; others decide. */
export async function requestPersistence(
  manager: Manager | undefined = platformStorage(),
): Promise<StorageReport> {
  if (!manager) return { usedBytes: null, quotaBytes: null, persistent: false };
  const persistent = await orElse(
    async () => (await manager.persisted()) || (await manager.persist()),
    false,
  );
  const estimate = await orElse(() => manager.estimate(), {});
  return { usedBytes: estimate.usage ?? null, quotaBytes: estimate.quota ?? null, persistent };
}

/** `navigator.storage` is missing in insecure contexts and old browsers, whatever the typings say. */
function platformStorage(): Manager | undefined {
  return (globalThis.navigator as { storage?: Manager } | undefined)?.storage;
}

/** The answer is information only: a browser that refuses to give it is treated as one that has none. */
async function orElse<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask();
  } catch {
    return otherwise;
  }
}
