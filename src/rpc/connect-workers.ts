import type { Remote } from './client.js';
import type { ConnectApi } from './protocol.js';

/** Gives the two workers a channel to each other. Once, before the model's worker is asked to use the KB. */
export async function connectWorkers(
  kb: Pick<Remote<ConnectApi>, 'call'>,
  model: Pick<Remote<ConnectApi>, 'call'>,
): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await Promise.all([
    kb.call('connect', { port: port1 }, { transfer: [port1] }),
    model.call('connect', { port: port2 }, { transfer: [port2] }),
  ]);
}
