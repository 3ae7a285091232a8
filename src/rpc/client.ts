/**
 * Calls from the page to a worker. Why not comlink: its pending calls hang forever when the worker dies, and errors
 * lose their class and fields on the way.
 */
import { SeraphError } from '../core/errors.js';
import type { Progress } from '../core/progress.js';
import { ABORTED, decodeError, encodeError } from './error-codec.js';
import type { ApiShape, Endpoint, FromWorker, ToWorker } from './messages.js';

export interface CallOptions {
  /** Aborting rejects the call at once with `aborted` and tells the worker to stop. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Buffers inside `params` that move to the worker instead of being copied. */
  readonly transfer?: readonly Transferable[];
}

/** The page's side of one worker. */
export interface Remote<Api extends ApiShape<Api>> {
  /** @throws {SeraphError} what the worker threw; `aborted`; `worker-died` */
  call<Method extends keyof Api & string>(
    method: Method,
    params: Api[Method]['params'],
    options?: CallOptions,
  ): Promise<Api[Method]['result']>;
  /** Ends the worker; pending and later calls reject with `worker-died`. */
  terminate(): void;
}

export interface ClientOptions {
  /** Called once when the worker is found dead, not after `terminate`. */
  readonly onDeath?: (error: SeraphError) => void;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: SeraphError) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** @param endpoint the worker, or a port to it */
export function createClient<Api extends ApiShape<Api>>(
  endpoint: Endpoint,
  { onDeath }: ClientOptions = {},
): Remote<Api> {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let death: SeraphError | null = null;

  const rejectAll = (error: SeraphError) => {
    const calls = [...pending.values()];
    pending.clear();
    for (const call of calls) call.reject(error);
  };
  const die = (error: SeraphError) => {
    if (death) return false;
    death = error;
    for (const [type, listener] of listeners) endpoint.removeEventListener(type, listener);
    endpoint.terminate?.();
    endpoint.close?.();
    rejectAll(error);
    return true;
  };
  const dieAndTell = (reason: string) => {
    const error = workerDied(reason);
    if (die(error)) onDeath?.(error);
  };

  const receive = (message: FromWorker) => {
    if (message.type === 'unreadable') {
      rejectAll(workerDied('a message could not be read'));
      return;
    }
    const call = pending.get(message.id);
    if (!call) return; // Cancelled meanwhile.
    if (message.type === 'progress') return call.onProgress?.(message.progress);
    pending.delete(message.id);
    if (message.type === 'result') call.resolve(message.value);
    else call.reject(decodeError(message.error));
  };
  const listeners: readonly (readonly [string, (event: Event) => void])[] = [
    ['message', (event) => receive((event as MessageEvent<FromWorker>).data)],
    ['messageerror', () => rejectAll(workerDied('a message could not be read'))],
    ['error', (event) => dieAndTell(reasonOf(event))],
    ['close', () => dieAndTell('its channel was closed')],
  ];
  for (const [type, listener] of listeners) endpoint.addEventListener(type, listener);
  endpoint.start?.();

  return {
    call(method, params, options = {}) {
      return new Promise<unknown>((resolve, reject) => {
        const { signal, onProgress, transfer = [] } = options;
        if (death) {
          reject(death);
          return;
        }
        if (signal?.aborted) {
          reject(aborted());
          return;
        }
        const id = ++lastId;
        const cancel = () => {
          if (!pending.delete(id)) return;
          endpoint.postMessage({ type: 'cancel', id } satisfies ToWorker, []);
          reject(aborted());
        };
        const settled = () => signal?.removeEventListener('abort', cancel);
        pending.set(id, {
          onProgress,
          resolve: (value) => {
            settled();
            resolve(value);
          },
          reject: (error) => {
            settled();
            reject(error);
          },
        });
        signal?.addEventListener('abort', cancel, { once: true });
        try {
          endpoint.postMessage({ type: 'call', id, method, params } satisfies ToWorker, [...transfer]);
        } catch (error) {
          pending.delete(id);
          settled();
          reject(decodeError(encodeError(error)));
        }
      });
    },
    terminate() {
      die(workerDied('Seraph ended it'));
    },
  };
}

function aborted(): SeraphError {
  return new SeraphError('aborted', ABORTED);
}

/** What the worker threw; a script that cannot be loaded gives no message. */
function reasonOf(event: Event): string {
  const message = (event as Partial<ErrorEvent>).message ?? '';
  return message.replace(/^Uncaught (\w*Error: )?/, '') || 'it could not be loaded';
}

function workerDied(reason: string): SeraphError {
  return new SeraphError(
    'worker-died',
    `The part of Seraph that runs in the background stopped (${reason}). What you saved is safe. Start it again or reload the page; if it happens again, close other tabs to free memory.`,
    { got: reason },
  );
}
