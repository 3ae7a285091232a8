import { SeraphError, type ErrorData, type ErrorKind } from '../../../core/errors.js';

/** Where in the files something is wrong. */
export interface ImportPlace {
  readonly file: string;
  /** From 1; null when no single line is meant. */
  readonly line?: number | null;
}

/**
 * Why an import cannot go on. Nothing of it is kept: every import ends whole or not at all.
 *
 * @param what a sentence without its full stop, after "Line 3 of x.obo: "
 * @param todo a sentence without its full stop
 */
export function importError(
  { file, line = null }: ImportPlace,
  what: string,
  todo: string,
  data: ErrorData = {},
  kind: ErrorKind = 'bad-format',
): SeraphError {
  const place = line === null ? file : `Line ${line} of ${file}`;
  return new SeraphError(kind, `${place}: ${what}. Nothing was imported. ${todo}.`, { file, line, ...data });
}

/** @throws {SeraphError} `aborted` */
export function throwIfAborted(signal: { readonly aborted: boolean } | undefined): void {
  if (signal?.aborted) {
    throw new SeraphError(
      'aborted',
      'The import was stopped. Nothing was imported. Start it again when you like.',
    );
  }
}
