import { SeraphError } from '../core/errors.js';
import type { Progress } from '../core/progress.js';
import { encodeError } from './error-codec.js';
import type { ApiShape, Endpoint, FromWorker, ToWorker } from './messages.js';

/** Given to each handler; satisfies core's `Watch`. */
export interface CallContext {
  /** Aborted when the caller cancels. The message can only arrive when the handler lets the event loop run. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** A result whose buffers move to the caller instead of being copied. */
export class Transferred<T> {
  constructor(
    readonly value: T,
    readonly transfer: readonly Transferable[],
  ) {}
}

export type Handlers<Api extends ApiShape<Api>> = {
  readonly [Method in keyof Api]: (
    params: Api[Method]['params'],
    context: CallContext,
  ) =>
    | Api[Method]['result']
    | Transferred<Api[Method]['result']>
    | Promise<Api[Method]['result'] | Transferred<Api[Method]['result']>>;
};

/** Answers the calls that arrive at `endpoint`. Returns the function that stops it and aborts what is running. */
export function serve<Api extends ApiShape<Api>>(handlers: Handlers<Api>, endpoint: Endpoint): () => void {
  const running = new Map<number, AbortController>();
  const send = (message: FromWorker, transfer: readonly Transferable[] = []) => {
    endpoint.postMessage(message, [...transfer]);
  };

  const run = async (id: number, method: string, params: unknown) => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      if (!Object.hasOwn(handlers, method)) {
        throw new SeraphError(
          'internal',
          `A part of Seraph asked for "${method}", which this part does not have. What you saved is safe. Reload the page to get matching versions.`,
          { got: method },
        );
      }
      const handler = handlers[method as keyof Api];
      const result = await handler(params, {
        signal: controller.signal,
        onProgress: (progress) => {
          if (running.has(id)) send({ type: 'progress', id, progress });
        },
      });
      if (result instanceof Transferred) {
        send({ type: 'result', id, value: result.value }, result.transfer);
      } else {
        send({ type: 'result', id, value: result });
      }
    } catch (error) {
      send({ type: 'error', id, error: encodeError(error) });
    } finally {
      running.delete(id);
    }
  };

  const onMessage = (event: Event) => {
    const message = (event as MessageEvent<ToWorker>).data;
    if (message.type === 'cancel') running.get(message.id)?.abort();
    else void run(message.id, message.method, message.params);
  };
  const onUnreadable = () => send({ type: 'unreadable' });
  endpoint.addEventListener('message', onMessage);
  endpoint.addEventListener('messageerror', onUnreadable);
  endpoint.start?.();

  return () => {
    endpoint.removeEventListener('message', onMessage);
    endpoint.removeEventListener('messageerror', onUnreadable);
    for (const controller of running.values()) controller.abort();
  };
}
