import { SeraphError } from '../errors.js';
import type { Watch } from '../progress.js';

/** @throws SeraphError aborted */
export function throwIfAborted({ signal }: Watch): void {
  if (signal?.aborted !== true) return;
  throw new SeraphError(
    'aborted',
    'Linking was cancelled. Decisions are safe. Open the document again to go on.',
  );
}
