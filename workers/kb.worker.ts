/** Owns the knowledge base: `KbApi` to the page, `HandOverApi` to the model's worker. */
import { checkNameCount, parseKbFile } from '../src/formats/kb-file.js';
import { parseKbIndex } from '../src/formats/kb-index.js';
import type { ConnectApi, HandOverApi, KbApi } from '../src/rpc/protocol.js';
import { serve } from '../src/rpc/serve.js';
import { fetchFile } from '../src/storage/fetch-file.js';
import { KbSession } from '../src/storage/kb-session.js';
import { kbSource } from '../src/storage/kb-source.js';
import { page } from './page.js';
import { openCache, openShards } from './storage.js';

const session = new KbSession({ parse: parseKbFile, checkNameCount }, openShards);

serve<KbApi & ConnectApi>(
  {
    async open(addresses, watch) {
      const source = kbSource(addresses, await openCache(), fetchFile, parseKbIndex, watch.signal);
      return session.open(source, watch);
    },
    search: (request) => session.search(request),
    concepts: ({ ids }) => session.concepts(ids),
    findMentions: ({ text }) => session.findMentions(text),
    connect({ port }) {
      serve<HandOverApi>({ handOver: ({ kbHash }) => session.handOver(kbHash) }, port);
      return null;
    },
  },
  page,
);
