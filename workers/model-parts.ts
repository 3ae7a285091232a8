/** What a worker that runs a model needs of the world around it: the device, and the knowledge bases of kb.worker. */
import type { SessionParts } from '../src/model/session.js';
import { createClient, type Remote } from '../src/rpc/client.js';
import type { HandOverApi } from '../src/rpc/protocol.js';
import { readKbForModel } from '../src/storage/kbs/kb-for-model.js';
import { useBrowserBackend } from './backends.js';
import { failWhenDeviceIsLost } from './device-loss.js';
import { nextTask } from './next-task.js';
import { shardsOrNull } from './storage.js';

export interface ModelParts extends SessionParts {
  /** Takes the port to kb.worker. */
  readonly connect: (port: MessagePort) => void;
}

export function createModelParts(): ModelParts {
  let kbWorker: Remote<HandOverApi> | null = null;
  return {
    async useBackend(prefer) {
      const chosen = await useBrowserBackend(prefer);
      if (chosen.backend === 'webgpu') failWhenDeviceIsLost();
      return chosen;
    },
    readKb: async (wanted) =>
      readKbForModel(
        await shardsOrNull(),
        wanted,
        async (key) => (await kbWorker?.call('handOver', { key })) ?? null,
      ),
    pause: nextTask,
    connect(port) {
      kbWorker = createClient<HandOverApi>(port);
    },
  };
}
