import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SeraphError } from '../../core/errors.js';
import { sha256 } from '../../core/hash/sha256.js';
import type { ConceptId } from '../../core/ids.js';
import type { Progress } from '../../core/progress.js';
import { startingProject, wholeKb } from '../../core/project/scopes.js';
import { plainRequest } from '../../core/search/kb-search.js';
import { freshIndexedDb } from '../testing/fixtures.js';
import { readKbForModel } from './kb-for-model.js';
import { fileKey, imageKey, searchKey, trieKey } from './kb-keys.js';
import { kbParts, type KbPartsOptions } from './testing/kb-parts.js';
import {
  choiceOf,
  importingOf,
  LIBRARY_URL,
  madeConcepts,
  madeServer,
  NO_HASH,
  TOKENIZER_URL,
} from './testing/made-kbs.js';

const ADDRESSES = { libraryUrl: LIBRARY_URL, tokenizerUrl: TOKENIZER_URL };
const tokenizer = new Uint8Array(readFileSync('src/core/tokenizer/golden/word-piece.json'));
const own = madeConcepts(30, 'Y');

let server: Awaited<ReturnType<typeof madeServer>>;

beforeEach(async () => {
  freshIndexedDb();
  server = await madeServer(madeConcepts(1200), tokenizer);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const start = (options: Partial<KbPartsOptions> = {}) =>
  kbParts({ fetchFile: server.fetchFile, importing: importingOf(own), shardBytes: 20_000, ...options });
type Parts = Awaited<ReturnType<typeof start>>;
const project = () => startingProject(server.hash);

async function damage({ database }: Parts, key: string): Promise<void> {
  await database.use('Damaging', async (connection) => {
    const keys = await connection.getAllKeys('shards');
    const generations = new Map(
      (await connection.getAll('manifests')).map((manifest) => [manifest.generation, manifest.key]),
    );
    for (const each of keys) {
      if (generations.get(each[1]) === key) await connection.put('shards', new ArrayBuffer(7), each);
    }
  });
}

describe('a project', () => {
  it('is read once; the next start neither fetches nor builds', async () => {
    const progress: Progress[] = [];
    const first = await start();
    const opened = await first.session.useProject(project(), ADDRESSES, {
      onProgress: (report) => progress.push(report),
    });
    expect(opened).toMatchObject({
      kbs: [{ hash: server.hash, built: true }],
      viewHash: server.hash,
      notice: null,
    });
    const tasks = new Set(progress.map(({ task }) => task));
    expect(tasks).toContain('Reading The start');
    expect(tasks).toContain('Arranging the names of The start');
    expect([...tasks].every((task) => task.endsWith('The start') || task.endsWith('for the model'))).toBe(
      true,
    );
    await first.session.search(plainRequest('sample', 1), {});

    server.fetched.length = 0;
    server.files.clear();
    const again: Progress[] = [];
    const second = await start();
    const reopened = await second.session.useProject(project(), ADDRESSES, {
      onProgress: (report) => again.push(report),
    });
    expect(reopened).toEqual({ ...opened, kbs: [{ ...opened.kbs[0], built: false }] });
    expect(again).toEqual([]);
    // Only whether there is a newer tokenizer was asked, in vain.
    expect(server.fetched).toEqual([TOKENIZER_URL]);
    const hits = await second.session.search(plainRequest('sample disease x 77', 3), {});
    expect(hits[0]).toMatchObject({ how: 'exact', concept: { id: 'X77' }, kbHash: server.hash });
  });

  it('shows what lies around a concept, and finds its names in texts', async () => {
    const { session } = await start();
    await session.useProject(project(), ADDRESSES, {});
    const line = (id: string, childCount: number) => ({
      id,
      name: `Sample disease X ${id.slice(1)}`,
      childCount,
      isObsolete: false,
    });
    expect(session.project().neighbours('X8' as ConceptId)).toEqual({
      parents: [line('X7', 1)],
      children: [line('X9', 1)],
    });
    expect(session.project().neighbours('nothing' as ConceptId)).toBeNull();
    const found = session.project().findMentions('A sample disease X 12 was seen.');
    expect(found.map(({ span, type }) => [span.start, span.end, type])).toEqual([[2, 21, 'Disease']]);
  });

  it('keeps several knowledge bases, and clears away those that are not installed', async () => {
    const parts = await start();
    await parts.session.useProject(project(), ADDRESSES, {});
    const { kb } = await parts.session.installer.import([], choiceOf('own'), {});
    const scopes = [{ type: 'Disease', kbs: [wholeKb(kb.hash), wholeKb(server.hash)] }];
    const both = { ...project(), scopes };
    await parts.session.useProject(both, ADDRESSES, {});
    await parts.session.search(plainRequest('sample', 1), {});
    await parts.shards.write(imageKey(NO_HASH), [{ name: 'file', bytes: new Uint8Array(3) }]);
    await parts.vault.collectGarbage();
    const tokenizerHash = await sha256(tokenizer);
    const keysOf = (hash: typeof kb.hash) => [fileKey, imageKey, searchKey].map((key) => key(hash));
    const expected = [kb.hash, server.hash].flatMap((hash) => [
      ...keysOf(hash),
      trieKey(hash, tokenizerHash),
    ]);
    expect((await parts.shards.keys()).filter((key) => key.startsWith('kb-'))).toEqual(expected.sort());
    const kept = await Promise.all(
      expected.map(async (key) => (await parts.vault.read(key))?.bytes.length ?? NaN),
    );
    const sizes = await parts.vault.sizes();
    expect([...sizes.keys()].sort()).toEqual([kb.hash, server.hash].sort());
    expect([...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)).toBe(
      kept.reduce((sum, bytes) => sum + bytes, 0),
    );
    await parts.vault.remove(server.hash);
    expect((await parts.vault.installed()).map(({ hash }) => hash)).toEqual([kb.hash]);
    expect((await parts.shards.keys()).some((key) => key.includes(server.hash))).toBe(false);
  });

  it('tells what became of concepts between two of them', async () => {
    const { session } = await start();
    await session.useProject(project(), ADDRESSES, {});
    const { kb } = await session.installer.import([], choiceOf('own'), {});
    const ids = ['X1', 'Y1'] as ConceptId[];
    expect((await session.compare(server.hash, kb.hash, ids, {})).map(({ kind }) => kind)).toEqual([
      'vanished',
      'same',
    ]);
    await expect(session.compare(server.hash, NO_HASH, ids, {})).rejects.toMatchObject({
      kind: 'kb-missing',
    });
  });

  it('can be asked nothing before it is opened', async () => {
    const { session } = await start();
    expect(() => session.project()).toThrow(/No knowledge base is open yet/);
  });

  it('that needs what neither browser nor library has says what to do, and leaves the one before in use', async () => {
    const { session } = await start();
    await session.useProject(project(), ADDRESSES, {});
    await expect(session.useProject(startingProject(NO_HASH), ADDRESSES, {})).rejects.toMatchObject({
      kind: 'kb-missing',
      message: expect.stringMatching(/are safe.*Import its file again, or choose another/) as unknown,
    });
    expect(session.project().concepts(['X1' as ConceptId])).toHaveLength(1);
  });

  it('can be cancelled while it is read', async () => {
    const controller = new AbortController();
    const { session, vault } = await start();
    const onProgress = () => controller.abort();
    const opening = session.useProject(project(), ADDRESSES, { signal: controller.signal, onProgress });
    await expect(opening).rejects.toMatchObject({ kind: 'aborted' });
    expect(() => session.project()).toThrow();
    expect(await vault.installed()).toEqual([]);
    await session.useProject(project(), ADDRESSES, {});
    expect(await vault.installed()).toHaveLength(1);
  });
});

describe('installing', () => {
  it('without a network fails with what to do, and changes nothing', async () => {
    const parts = await start();
    const [offered] = await parts.session.source.offered(LIBRARY_URL);
    server.files.delete(server.url);
    if (!offered) throw new Error('nothing is offered');
    await expect(parts.session.installer.install(offered, {})).rejects.toMatchObject({ kind: 'network' });
    expect(await parts.vault.installed()).toEqual([]);
    // The list itself is still known.
    server.files.delete(LIBRARY_URL);
    expect(await parts.session.source.offered(LIBRARY_URL)).toEqual([offered]);
  });

  it('refuses a file that is not the one of the list', async () => {
    const parts = await start();
    const [offered] = await parts.session.source.offered(LIBRARY_URL);
    const file = server.files.get(server.url);
    if (!offered || !file) throw new Error('nothing is offered');
    server.files.set(server.url, file.slice(0, -9));
    await expect(parts.session.installer.install(offered, {})).rejects.toMatchObject({ kind: 'bad-hash' });
    expect([await parts.vault.installed(), await parts.shards.keys()]).toEqual([
      [],
      [`address:${LIBRARY_URL}`],
    ]);
  });
});

describe('damage in storage', () => {
  it('is repaired and said, for the image, the trie and the file', async () => {
    const first = await start();
    await first.session.useProject(project(), ADDRESSES, {});
    const trie = trieKey(server.hash, await sha256(tokenizer));
    for (const keys of [[trie], [imageKey(server.hash)], [imageKey(server.hash), fileKey(server.hash)]]) {
      for (const key of keys) await damage(first, key);
      server.fetched.length = 0;
      const next = await start();
      const opened = await next.session.useProject(project(), ADDRESSES, {});
      expect(opened).toMatchObject({
        kbs: [{ built: true }],
        notice: expect.stringMatching(/damaged.*made again/) as unknown,
      });
      expect(server.fetched.includes(server.url)).toBe(keys.length === 2);
      const after = await start();
      expect(await after.session.useProject(project(), ADDRESSES, {})).toMatchObject({
        kbs: [{ built: false }],
        notice: null,
      });
    }
  });

  it('in the only copy of an import asks for its file', async () => {
    const parts = await start();
    const { kb } = await parts.session.installer.import([], choiceOf('own'), {});
    await damage(parts, fileKey(kb.hash));
    await parts.shards.remove(imageKey(kb.hash));
    const next = await start();
    await expect(next.session.useProject(startingProject(kb.hash), ADDRESSES, {})).rejects.toMatchObject({
      kind: 'kb-missing',
      message: expect.stringContaining('The own is damaged') as unknown,
    });
    await next.session.installer.import([], choiceOf('own'), {});
    expect(await next.session.useProject(startingProject(kb.hash), ADDRESSES, {})).toMatchObject({
      kbs: [{ hash: kb.hash }],
    });
  });
});

describe('storage that does not take it', () => {
  const refused = () =>
    Promise.reject(new SeraphError('storage-unavailable', 'Refused. All is safe. Allow it.'));
  const wanted = async () => ({
    kbHash: server.hash,
    tokenizerHash: await sha256(tokenizer),
    namePrefix: '',
  });

  it('refused, leaves everything working in memory, says so, and hands it to the model', async () => {
    const { session, vault } = await start({ openStorage: refused });
    const opened = await session.useProject(project(), ADDRESSES, {});
    expect(opened.notice).toMatch(/refuses storage/);
    expect((await vault.installed()).map(({ hash }) => hash)).toEqual([server.hash]);
    expect(await session.search(plainRequest('sample', 3), {})).toHaveLength(3);
    const read = await readKbForModel(null, await wanted(), (key) => Promise.resolve(vault.handOver(key)));
    expect(read.kb.names.nameCount).toBe(2400);
    expect(read.trie.nameCount).toBe(2400);
    await expect(session.installer.import([], choiceOf('own'), {})).rejects.toMatchObject({
      kind: 'storage-unavailable',
    });
  });

  it('full, does the same', async () => {
    const { session, vault, shards } = await start();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('Quota exceeded', 'QuotaExceededError');
    });
    const opened = await session.useProject(project(), ADDRESSES, {});
    expect(opened.notice).toMatch(/storage is full/);
    const read = await readKbForModel(shards, await wanted(), (key) => Promise.resolve(vault.handOver(key)));
    expect(read.trie.nameCount).toBe(2400);
  });

  it('is read by the model’s worker, for its own tokenizer and layout only', async () => {
    const { session, shards } = await start();
    await session.useProject(project(), ADDRESSES, {});
    const nobody = () => Promise.resolve(null);
    expect((await readKbForModel(shards, await wanted(), nobody)).trie.nameCount).toBe(2400);
    const prefixed = { ...(await wanted()), namePrefix: ' ' };
    await expect(readKbForModel(shards, prefixed, nobody)).rejects.toMatchObject({
      kind: 'model-incompatible',
    });
    const other = { ...(await wanted()), tokenizerHash: NO_HASH };
    await expect(readKbForModel(shards, other, nobody)).rejects.toMatchObject({ kind: 'kb-missing' });
  });
});
