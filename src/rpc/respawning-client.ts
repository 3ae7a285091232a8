import type { SeraphError } from '../core/errors.js';
import { createClient, type Remote } from './client.js';
import type { ApiShape, Endpoint } from './messages.js';

/** The page's side of a worker that is started again when it is needed after a death. */
export interface RespawningClient<Api extends ApiShape<Api>> extends Pick<Remote<Api>, 'call'> {
  /** The listener is called at each death of the worker, also when no call is under way. */
  onDeath(listener: (error: SeraphError) => void): void;
}

/**
 * A client that starts its worker at the first call, and a new one at the first call after a death.
 * @param onStart runs before that call is sent
 */
export function createRespawningClient<Api extends ApiShape<Api>>(
  start: () => Endpoint,
  onStart: () => void,
): RespawningClient<Api> {
  const listeners: ((error: SeraphError) => void)[] = [];
  let remote: Remote<Api> | null = null;
  return {
    call(method, params, options) {
      if (!remote) {
        remote = createClient<Api>(start(), {
          onDeath(error) {
            remote = null;
            for (const listener of listeners) listener(error);
          },
        });
        onStart();
      }
      return remote.call(method, params, options);
    },
    onDeath: (listener) => void listeners.push(listener),
  };
}
