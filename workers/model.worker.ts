/** Owns the model and the device: `ModelApi` to the page. */
import { ModelSession } from '../src/model/session.js';
import type { ConnectApi, ModelApi } from '../src/rpc/protocol.js';
import { serve } from '../src/rpc/serve.js';
import { modelFiles } from '../src/storage/model-files.js';
import { createModelParts } from './model-parts.js';
import { page } from './page.js';
import { readVersion } from './read-version.js';
import { openCache } from './storage.js';

const parts = createModelParts();
const session = new ModelSession(parts);

serve<ModelApi & ConnectApi>(
  {
    load: async ({ modelUrl, prefer }, watch) =>
      session.load(modelFiles(await openCache(), modelUrl, watch.signal), prefer, watch),
    useVersion: async ({ file }) => session.useVersion(file && (await readVersion(file))),
    useProject: ({ project }) => session.useProject(project),
    link: (request, watch) => session.link(request, watch),
    tag: (request, watch) => session.tag(request, watch),
    connect({ port }) {
      parts.connect(port);
      return null;
    },
  },
  page,
);
