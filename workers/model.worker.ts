/** Owns the model and the device: `ModelApi` to the page. */
import { ModelSession } from '../src/model/session.js';
import { createClient, type Remote } from '../src/rpc/client.js';
import type { ConnectApi, HandOverApi, ModelApi } from '../src/rpc/protocol.js';
import { serve } from '../src/rpc/serve.js';
import { readKbForModel } from '../src/storage/kbs/kb-for-model.js';
import { modelFiles } from '../src/storage/model-files.js';
import { useBrowserBackend } from './backends.js';
import { failWhenDeviceIsLost } from './device-loss.js';
import { nextTask } from './next-task.js';
import { page } from './page.js';
import { openCache, shardsOrNull } from './storage.js';

let kbWorker: Remote<HandOverApi> | null = null;

const session = new ModelSession({
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
});

serve<ModelApi & ConnectApi>(
  {
    load: async ({ modelUrl, prefer }, watch) =>
      session.load(modelFiles(await openCache(), modelUrl, watch.signal), prefer, watch),
    useProject: ({ project }) => session.useProject(project),
    link: (request, watch) => session.link(request, watch),
    tag: (request, watch) => session.tag(request, watch),
    connect({ port }) {
      kbWorker = createClient<HandOverApi>(port);
      return null;
    },
  },
  page,
);
