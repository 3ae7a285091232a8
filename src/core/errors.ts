/**
 * The one error type of Seraph. `kind` says which failure, `data` carries what was expected and what was got, and the
 * message has three parts: what happened, what is safe, what to do. It survives the worker boundary (rpc/error-codec).
 */
export type ErrorKind =
  | 'aborted'
  | 'bad-format'
  | 'bad-hash'
  | 'bad-span'
  | 'bad-version'
  | 'backend-unavailable'
  | 'device-lost'
  | 'internal'
  | 'kb-missing'
  | 'model-incompatible'
  | 'network'
  | 'storage-full'
  | 'storage-unavailable'
  | 'too-large'
  | 'worker-died';

/** Plain values only: they cross `postMessage` and end in reports. */
export type ErrorData = Readonly<Record<string, string | number | boolean | null>>;

export class SeraphError extends Error {
  override readonly name = 'SeraphError';

  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly data: ErrorData = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** Makes a switch over a union exhaustive: a new member is a type error here. */
export function assertNever(value: never): never {
  throw new SeraphError('internal', `Unexpected value ${JSON.stringify(value)}. Please report this.`);
}
