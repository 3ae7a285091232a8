/** Owns the knowledge bases: `KbApi` to the page, `HandOverApi` to the model's worker. */
import { readKbFile } from '../src/formats/kb-file-reader.js';
import { createKbFileWriter } from '../src/formats/kb-file-writer.js';
import { parseKbIndex } from '../src/formats/kb-index.js';
import type { ConnectApi, HandOverApi, KbApi } from '../src/rpc/protocol.js';
import { serve } from '../src/rpc/serve.js';
import { fetchFile } from '../src/storage/fetch-file.js';
import { browserLocks, localLocks } from '../src/storage/kbs/kb-locks.js';
import { KbSession } from '../src/storage/kbs/kb-session.js';
import { KbVault } from '../src/storage/kbs/kb-vault.js';
import { nextTask } from './next-task.js';
import { page } from './page.js';
import { openCache, openStorage } from './storage.js';

/** Missing where the page is not secure, whatever the typings say. */
const locks = (navigator as { locks?: LockManager }).locks;
const vault = new KbVault(openStorage, locks ? browserLocks(locks) : localLocks());
const session = new KbSession({
  vault,
  formats: {
    parseList: parseKbIndex,
    readFile: readKbFile,
    writeFile: createKbFileWriter,
    // A chunk of its own: few starts of the page import anything.
    importing: async () => (await import('./kb-importing.js')).kbImporting,
  },
  openCache,
  fetchFile,
  now: () => new Date().toISOString(),
  pause: nextTask,
});

serve<KbApi & ConnectApi>(
  {
    offered: ({ libraryUrl }, { signal }) => session.source.offered(libraryUrl, signal),
    installed: () => vault.installed(),
    sizes: () => vault.sizes(),
    install: async ({ kb }, watch) => ({
      kb: await session.installer.install(kb, watch),
      notice: vault.takeNotice(),
    }),
    async remove({ hash }) {
      await vault.remove(hash);
      return null;
    },
    preview: ({ files, format, choice }, watch) => session.installer.preview(files, format, choice, watch),
    import: ({ files, choice }, watch) => session.installer.import(files, choice, watch),
    useProject: ({ project, ...addresses }, watch) => session.useProject(project, addresses, watch),
    async prepareSearch(_, watch) {
      await session.prepareSearch(watch);
      return null;
    },
    search: (request, watch) => session.search(request, watch),
    concepts: ({ ids }) => session.project().concepts(ids),
    neighbours: ({ id }) => session.project().neighbours(id),
    findMentions: ({ text }) => session.project().findMentions(text),
    compare: ({ before, after, ids }, watch) => session.compare(before, after, ids, watch),
    connect({ port }) {
      serve<HandOverApi>({ handOver: ({ key }) => vault.handOver(key) }, port);
      return null;
    },
  },
  page,
);
