import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { SeraphError } from '../core/errors.js';
import type { ConceptId, Sha256 } from '../core/ids.js';
import { checkNameCount, parseKbFile } from '../formats/kb-file.js';
import { parseKbIndex } from '../formats/kb-index.js';
import { plainRequest } from '../core/search/kb-search.js';
import { createClient, type Remote } from '../rpc/client.js';
import { connectWorkers } from '../rpc/connect-workers.js';
import type { ConnectApi, HandOverApi } from '../rpc/protocol.js';
import { serve } from '../rpc/serve.js';
import { openDatabase } from './database.js';
import type { FetchFile } from './fetch-file.js';
import { FileCache } from './file-cache.js';
import { KbSession } from './kb-session.js';
import { kbSource } from './kb-source.js';
import { ShardStore } from './shard-store.js';
import { freshIndexedDb } from './testing/fixtures.js';

const ADDRESSES = {
  kbUrl: 'https://seraph.test/kb/mesh-starter.kb.gz',
  tokenizerUrl: 'https://seraph.test/models/tokenizer.json',
};
const FILES: Record<string, string> = {
  '/kb/index.json': 'public/kb/index.json',
  '/kb/mesh-starter.kb.gz': 'public/kb/mesh-starter.kb.gz',
  '/models/tokenizer.json': 'src/core/tokenizer/golden/word-piece.json',
};
const offline: FetchFile = () => Promise.reject(new SeraphError('network', 'Offline. Safe. Try again.'));
const online: FetchFile = (url) => {
  const path = FILES[new URL(url).pathname];
  return path ? Promise.resolve(new Uint8Array(readFileSync(path))) : offline(url);
};

let shards: ShardStore;
beforeEach(async () => {
  freshIndexedDb();
  shards = new ShardStore(await openDatabase());
});

const newSession = () => new KbSession({ parse: parseKbFile, checkNameCount }, () => Promise.resolve(shards));
const sourceFrom = (fetchFile: FetchFile, kbUrl = ADDRESSES.kbUrl) =>
  kbSource({ ...ADDRESSES, kbUrl }, new FileCache(shards, fetchFile), fetchFile, parseKbIndex);

describe('KbSession on the shipped knowledge base', () => {
  it('builds it, and the next start needs neither the network nor a build', async () => {
    const first = newSession();
    expect(await first.open(sourceFrom(online), {})).toMatchObject({
      built: true,
      notice: null,
      info: { id: 'mesh-starter' },
    });
    const session = newSession();
    const opened = await session.open(sourceFrom(offline), {});
    expect(opened).toMatchObject({ built: false, notice: null, info: { conceptCount: 15_695 } });
    const [hit] = session.search({ ...plainRequest('mesh:d003920', 3), types: ['Disease'] });
    expect(hit).toMatchObject({ how: 'id', concept: { name: 'Diabetes Mellitus' } });
    const ids = ['D003920', 'none', 'D000001'] as ConceptId[];
    expect(session.concepts(ids).map(({ id }) => id)).toEqual(['D003920', 'D000001']);
    const mentions = session.findMentions('Calcimycin was given for diabetes mellitus.');
    expect(mentions.map(({ type }) => type)).toEqual(['Chemical', 'Disease']);
  });

  it('refuses an address that the list does not name', async () => {
    const other = sourceFrom(online, 'https://seraph.test/kb/other.kb.gz');
    await expect(newSession().open(other, {})).rejects.toMatchObject({
      kind: 'kb-missing',
      data: { expected: 'other.kb.gz' },
    });
  });
});

describe('connectWorkers', () => {
  it('lets one worker ask the other', async () => {
    const session = newSession();
    const workerOf = (connect: (port: MessagePort) => void) => {
      const { port1, port2 } = new MessageChannel();
      serve<ConnectApi>(
        {
          connect({ port }) {
            connect(port);
            return null;
          },
        },
        port2,
      );
      return createClient<ConnectApi>(port1);
    };
    const asking: Remote<HandOverApi>[] = [];
    const kb = workerOf((port) =>
      serve<HandOverApi>({ handOver: ({ kbHash }) => session.handOver(kbHash) }, port),
    );
    const model = workerOf((port) => asking.push(createClient<HandOverApi>(port)));
    await connectWorkers(kb, model);
    expect(await asking[0]?.call('handOver', { kbHash: 'unknown' as Sha256 })).toBeNull();
    for (const remote of [kb, model, ...asking]) remote.terminate();
  });
});
