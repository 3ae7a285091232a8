/** The workers' parts without workers, over one browser's storage: what the page asks is answered in this thread. */
import { useNodeBackend } from '../../../scripts/node-backend.js';
import { kbImporting } from '../../../workers/kb-importing.js';
import { readKbFile } from '../../formats/kb-file-reader.js';
import { createKbFileWriter } from '../../formats/kb-file-writer.js';
import { parseKbIndex } from '../../formats/kb-index.js';
import { ModelSession } from '../../model/session.js';
import { goldenFolder } from '../../model/testing/golden-folder.js';
import { convertInMemory, sourceOf } from '../../model/testing/hugging-face.js';
import type { FetchFile } from '../../storage/fetch-file.js';
import { FileCache } from '../../storage/file-cache.js';
import { readKbForModel } from '../../storage/kbs/kb-for-model.js';
import { localLocks } from '../../storage/kbs/kb-locks.js';
import { KbRegistry } from '../../storage/kbs/kb-registry.js';
import { KbSession } from '../../storage/kbs/kb-session.js';
import { KbVault } from '../../storage/kbs/kb-vault.js';
import { openDatabase } from '../../storage/database.js';
import { ShardStore } from '../../storage/shard-store.js';
import type { KbApi, ModelApi } from '../../rpc/protocol.js';
import { fakeClient } from './fakes.js';

/** @param fetchFile the network: addresses and what is there */
export async function inProcess(fetchFile: FetchFile) {
  const database = await openDatabase();
  const shards = new ShardStore(database);
  const storage = { shards, registry: new KbRegistry(database) };
  const cache = new FileCache(shards, fetchFile);
  const vault = new KbVault(() => Promise.resolve(storage), localLocks());
  let installs = 0;
  const kb = new KbSession({
    vault,
    formats: {
      parseList: parseKbIndex,
      readFile: readKbFile,
      writeFile: createKbFileWriter,
      importing: () => Promise.resolve(kbImporting),
    },
    openCache: () => Promise.resolve(cache),
    fetchFile,
    now: () => new Date(1_800_000_000_000 + ++installs).toISOString(),
    pause: () => new Promise((resolve) => setTimeout(resolve)),
  });
  const files = await convertInMemory(goldenFolder('tiny-beam'), { f32: true });
  const model = new ModelSession({
    useBackend: () => useNodeBackend('cpu'),
    readKb: (wanted) => readKbForModel(shards, wanted, (key) => Promise.resolve(vault.handOver(key))),
    pause: () => Promise.resolve(),
  });
  return {
    vault,
    shards,
    tokenizer: files.get('tokenizer.json') ?? new Uint8Array(),
    kb: fakeClient<KbApi>({
      offered: ({ libraryUrl }, { signal }) => kb.source.offered(libraryUrl, signal),
      installed: () => vault.installed(),
      install: ({ kb: offered }, watch) => kb.installer.install(offered, watch),
      remove: async ({ hash }) => {
        await vault.remove(hash);
        return null;
      },
      preview: ({ files: chosen, format, choice }, watch) =>
        kb.installer.preview(chosen, format, choice, watch),
      import: ({ files: chosen, choice }, watch) => kb.installer.import(chosen, choice, watch),
      useProject: ({ project, ...addresses }, watch) => kb.useProject(project, addresses, watch),
      search: (request, watch) => kb.search(request, watch),
      concepts: async ({ ids }) => Promise.resolve(kb.project().concepts(ids)),
      neighbours: async ({ id }) => Promise.resolve(kb.project().neighbours(id)),
      findMentions: async ({ text }) => Promise.resolve(kb.project().findMentions(text)),
      compare: ({ before, after, ids }, watch) => kb.compare(before, after, ids, watch),
    }),
    model: fakeClient<ModelApi>({
      load: (_, watch) => model.load({ ...sourceOf(files), keepOnly: () => Promise.resolve() }, null, watch),
      useProject: ({ project }) => model.useProject(project),
      link: (request, watch) => model.link(request, watch),
    }),
  };
}
