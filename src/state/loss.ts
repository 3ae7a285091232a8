import { SeraphError, type ErrorKind } from '../core/errors.js';

/** A worker without a knowledge base is one that was started again meanwhile: what it had is lost. */
const LOSSES = new Set<ErrorKind>(['worker-died', 'device-lost', 'kb-missing']);

/** True when the worker cannot answer any more, whatever it is asked. */
export function isLoss(error: unknown): error is SeraphError {
  return error instanceof SeraphError && LOSSES.has(error.kind);
}
