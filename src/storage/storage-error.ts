import { SeraphError } from '../core/errors.js';

/**
 * Turns what IndexedDB throws into a `SeraphError`: `storage-full`, `bad-version` (a newer Seraph owns the database),
 * `storage-unavailable`, or `internal` for a mistake of ours. Browsers near their quota use many names, so the message
 * is read too.
 *
 * @param task what was being done, as in "Saving a decision"
 */
export function storageError(error: unknown, task: string): SeraphError {
  if (error instanceof SeraphError) return error;
  const { name, message } =
    error instanceof Error || isDomException(error) ? error : new Error(String(error));
  const data = { task, got: name };
  const options = { cause: error };
  if (name === 'QuotaExceededError' || /quota|disk is full|FILE_ERROR_NO_SPACE/i.test(message)) {
    return new SeraphError(
      'storage-full',
      `${task} failed: this browser's storage is full. What was saved before is still there. Free some disk space or remove other sites' data, then try again.`,
      data,
      options,
    );
  }
  if (name === 'VersionError') {
    return new SeraphError(
      'bad-version',
      `${task} failed: a newer version of Seraph has used this browser's storage. Nothing was changed. Reload the page to get the newer version.`,
      data,
      options,
    );
  }
  if (OURS.has(name)) {
    return new SeraphError(
      'internal',
      `${task} failed because of a mistake in Seraph (${name}: ${message}). What was saved before is still there. Please report this.`,
      data,
      options,
    );
  }
  return new SeraphError(
    'storage-unavailable',
    `${task} failed: this browser refuses storage to Seraph (${name}: ${message}). Nothing that was saved before was changed. Leave private browsing or allow site data, then reload; until then export your work before you close the tab.`,
    data,
    options,
  );
}

const OURS = new Set([
  'ConstraintError',
  'DataCloneError',
  'DataError',
  'NotFoundError',
  'ReadOnlyError',
  'TransactionInactiveError',
  'TypeError',
  'RangeError',
]);

/**
 * Whether the connection itself died, which one reopening cures: Safari loses its server in the background, Chrome
 * fails to open its backing store.
 */
export function isConnectionLost(error: unknown): boolean {
  if (!isDomException(error)) return false;
  if (error.name === 'InvalidStateError') return true;
  return error.name === 'UnknownError' && /connection|server lost|backing store/i.test(error.message);
}

function isDomException(error: unknown): error is DOMException {
  return typeof DOMException !== 'undefined' && error instanceof DOMException;
}
