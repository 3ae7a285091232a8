/** The workers' parts without workers, over one browser's storage: what the page asks is answered in this thread. */
import { useNodeBackend } from '../../../scripts/node-backend.js';
import { kbImporting } from '../../../workers/kb-importing.js';
import { readVersion } from '../../../workers/read-version.js';
import { ModelSession } from '../../model/session.js';
import { goldenFolder } from '../../model/testing/golden-folder.js';
import { convertInMemory, sourceOf } from '../../model/testing/hugging-face.js';
import type { KbApi, ModelApi } from '../../rpc/protocol.js';
import type { FetchFile } from '../../storage/fetch-file.js';
import { readKbForModel } from '../../storage/kbs/kb-for-model.js';
import { kbParts } from '../../storage/kbs/testing/kb-parts.js';
import { fakeClient } from './fakes.js';

/** @param fetchFile the network: addresses and what is there */
export async function inProcess(fetchFile: FetchFile) {
  const { session, vault, shards } = await kbParts({ fetchFile, importing: kbImporting });
  const files = await convertInMemory(goldenFolder('tiny-beam'), { dtype: 'f32' });
  const model = new ModelSession({
    useBackend: () => useNodeBackend('cpu'),
    readKb: (wanted) => readKbForModel(shards, wanted, (key) => Promise.resolve(vault.handOver(key))),
    pause: () => Promise.resolve(),
  });
  return {
    shards,
    tokenizer: files.get('tokenizer.json') ?? new Uint8Array(),
    kb: fakeClient<KbApi>({
      offered: ({ libraryUrl }, { signal }) => session.source.offered(libraryUrl, signal),
      installed: () => vault.installed(),
      sizes: () => vault.sizes(),
      install: async ({ kb: offered }, watch) => ({
        kb: await session.installer.install(offered, watch),
        notice: vault.takeNotice(),
      }),
      remove: async ({ hash }) => {
        await vault.remove(hash);
        return null;
      },
      preview: ({ files: chosen, format, choice }, watch) =>
        session.installer.preview(chosen, format, choice, watch),
      import: ({ files: chosen, choice }, watch) => session.installer.import(chosen, choice, watch),
      useProject: ({ project, ...addresses }, watch) => session.useProject(project, addresses, watch),
      prepareSearch: async (_, watch) => {
        await session.prepareSearch(watch);
        return null;
      },
      search: (request, watch) => session.search(request, watch),
      concepts: async ({ ids }) => Promise.resolve(session.project().concepts(ids)),
      neighbours: async ({ id }) => Promise.resolve(session.project().neighbours(id)),
      findMentions: async ({ text }) => Promise.resolve(session.project().findMentions(text)),
      compare: ({ before, after, ids }, watch) => session.compare(before, after, ids, watch),
    }),
    model: fakeClient<ModelApi>({
      load: (_, watch) => model.load({ ...sourceOf(files), keepOnly: () => Promise.resolve() }, null, watch),
      useVersion: async ({ file }) => model.useVersion(file && (await readVersion(file))),
      useProject: ({ project }) => model.useProject(project),
      link: (request, watch) => model.link(request, watch),
      tag: (request, watch) => model.tag(request, watch),
    }),
  };
}
