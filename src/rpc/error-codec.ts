import { SeraphError, type ErrorData, type ErrorKind } from '../core/errors.js';

/** An error as plain values: structured cloning keeps neither the class nor the fields of a subclass. */
export interface EncodedError {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly data: ErrorData;
  readonly stack: string;
}

/** A `SeraphError` keeps its kind; a cancelled platform call becomes `aborted`; anything else is `internal`. */
export function encodeError(error: unknown): EncodedError {
  const stack = stackOf(error);
  if (error instanceof SeraphError) {
    return { kind: error.kind, message: error.message, data: error.data, stack };
  }
  const { name, message } = describe(error);
  if (name === 'AbortError') {
    return { kind: 'aborted', message: ABORTED, data: {}, stack };
  }
  return {
    kind: 'internal',
    message: `Seraph met a problem it does not know (${name}: ${message}). What you saved is safe. Please report this and try again.`,
    data: { got: name },
    stack,
  };
}

/** The error rebuilt on this side; its stack is that of the other side. */
export function decodeError(encoded: EncodedError): SeraphError {
  const error = new SeraphError(encoded.kind, encoded.message, encoded.data);
  error.stack = encoded.stack;
  return error;
}

export const ABORTED = 'This was cancelled. What you saved is safe. Start it again whenever you like.';

function describe(error: unknown): { name: string; message: string } {
  const { name, message } = (typeof error === 'object' && error !== null ? error : {}) as Partial<Error>;
  return { name: name ?? typeof error, message: message ?? String(error) };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? String(error);
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`;
}
