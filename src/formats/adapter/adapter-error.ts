import { SeraphError, type ErrorData, type ErrorKind } from '../../core/errors.js';

/**
 * Why an adapter is not taken in.
 *
 * @param what goes on after "This adapter cannot be used: ", without its full stop
 * @param todo a sentence without its full stop
 */
export function adapterError(kind: ErrorKind, what: string, todo: string, data: ErrorData): SeraphError {
  return new SeraphError(
    kind,
    `This adapter cannot be used: ${what}. Nothing was added, and the model in use stays as it is. ${todo}.`,
    data,
  );
}
