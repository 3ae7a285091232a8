import type { Progress } from '../core/progress.js';
import type { EncodedError } from './error-codec.js';

/** What every API of `protocol.ts` is to the channel: methods with parameters and a result. */
export type ApiShape<Api> = { readonly [Method in keyof Api]: { params: unknown; result: unknown } };

export type ToWorker =
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly type: 'cancel'; readonly id: number };

export type FromWorker =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: EncodedError }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  /** A message could not be read on the worker's side; nobody knows which call it was. */
  | { readonly type: 'unreadable' };

/** What both sides need of a `Worker`, a `MessagePort` or a worker's global scope. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
  /** `MessagePort` only: messages wait until it is called. */
  start?(): void;
  /** `Worker` only. */
  terminate?(): void;
  /** `MessagePort` only. */
  close?(): void;
}
