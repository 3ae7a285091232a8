import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SeraphError } from '../core/errors.js';
import { sha256 } from '../core/hash/sha256.js';
import type { ConceptId, Sha256 } from '../core/ids.js';
import { createConcept, exactSynonyms, type Concept } from '../core/kb/knowledge-base.js';
import { normaliseName } from '../core/kb/normalise-name.js';
import type { Progress } from '../core/progress.js';
import { createTokenizer } from '../core/tokenizer/create-tokenizer.js';
import { openTrie } from '../core/trie/open-trie.js';
import { stateAfter } from '../core/trie/testing/make-trie.js';
import type { Trie } from '../core/trie/trie.js';
import { checkNameCount, parseKbFile, serialiseKbFile } from '../formats/kb-file.js';
import { openDatabase, type Database } from './database.js';
import { obtainKbFiles, readKbFiles } from './kb-store.js';
import { openKb, type KbSource } from './open-kb.js';
import { ShardStore } from './shard-store.js';
import { freshIndexedDb } from './testing/fixtures.js';

const FORMAT = { parse: parseKbFile, checkNameCount };
const tokenizerBytes = new Uint8Array(readFileSync('src/core/tokenizer/golden/word-piece.json'));
const tokenizer = createTokenizer(JSON.parse(new TextDecoder().decode(tokenizerBytes)));

const concepts: Concept[] = Array.from({ length: 9000 }, (_, index) =>
  createConcept({
    id: `X${index}` as ConceptId,
    name: `Sample disease ${index}`,
    synonyms: exactSynonyms([`Disease, Sample ${index}`], ''),
    group: 'Disease',
  }),
);
const INFO = {
  id: 't',
  title: 't',
  version: '1',
  source: '',
  licence: '',
  attribution: '',
  linkTemplate: '',
};
const file = new Uint8Array(serialiseKbFile(INFO, concepts));

let database: Database;
let shards: ShardStore;
let fetched: string[];
const openShards = () => Promise.resolve(shards);

beforeEach(async () => {
  freshIndexedDb();
  database = await openDatabase();
  shards = new ShardStore(database, 50_000);
  fetched = [];
});
afterEach(() => {
  vi.restoreAllMocks();
});

function sourceOf(bytes: Uint8Array<ArrayBuffer> = file): KbSource {
  return {
    expectedHash: () => sha256(file),
    tokenizer: () => Promise.resolve(tokenizerBytes),
    file: () => {
      fetched.push('file');
      return Promise.resolve(bytes);
    },
  };
}

/** Follows a name's pieces through the trie. */
function namesFor(trie: Trie, name: string): number[] {
  const state = stateAfter(trie, tokenizer.encode(normaliseName(name)));
  return state === undefined ? [] : [...trie.namesAt(state)];
}

const refusal = () =>
  Promise.reject(
    new SeraphError('storage-unavailable', 'Refused. Safe. Allow it.', { got: 'SecurityError' }),
  );

describe('openKb', () => {
  it('builds once; the second start neither fetches the file nor tokenises', async () => {
    const progress: Progress[] = [];
    const first = await openKb(sourceOf(), FORMAT, openShards, {
      onProgress: (report) => progress.push(report),
    });
    expect(first).toMatchObject({ built: true, notice: null, unstored: null });
    const tokenising = progress.filter(({ task }) => task === 'Reading the names');
    expect(tokenising.map(({ done, total }) => [done, total])).toEqual(
      [4000, 8000, 12_000, 16_000, 18_000].map((done) => [done, 18_000]),
    );
    const again: Progress[] = [];
    const second = await openKb(sourceOf(), FORMAT, openShards, {
      onProgress: (report) => again.push(report),
    });
    expect(second).toMatchObject({ built: false, notice: null, unstored: null });
    expect(second.kb).toEqual(first.kb);
    const namesIn = ({ tables: { names } }: typeof first) =>
      Array.from({ length: names.nameCount }, (_, index) => names.nameAt(index));
    expect(namesIn(second)).toEqual(namesIn(first));
    expect(fetched).toEqual(['file']);
    expect(again).toEqual([]);
  });

  it('stores a trie whose names are those of the table', async () => {
    const { tables, kb } = await openKb(sourceOf(), FORMAT, openShards);
    const tokenizerHash = await sha256(tokenizerBytes);
    const stored = await readKbFiles(shards, kb.hash, tokenizerHash);
    const trie = openTrie(stored?.trie ?? new Uint8Array(), { tokenizerHash });
    expect(trie.nameCount).toBe(18_000);
    for (const name of ['Sample disease 0', 'DISEASE, sample 8999']) {
      expect(namesFor(trie, name)).toEqual(
        expect.arrayContaining([...tables.names.find(normaliseName(name))]),
      );
    }
  });

  it('builds again and says so when a shard was damaged', async () => {
    await openKb(sourceOf(), FORMAT, openShards);
    await database.use('Damaging', async (connection) => {
      const [key] = await connection.getAllKeys('shards');
      await connection.put('shards', new ArrayBuffer(50_000), key);
    });
    const repaired = await openKb(sourceOf(), FORMAT, openShards);
    expect(repaired.built).toBe(true);
    expect(repaired.notice).toMatch(/damaged.*built again/);
    expect(await openKb(sourceOf(), FORMAT, openShards)).toMatchObject({ built: false, notice: null });
  });

  it('works in memory, says so, and can hand over its files when storage is refused', async () => {
    const opened = await openKb(sourceOf(), FORMAT, refusal);
    expect(opened.built).toBe(true);
    expect(opened.notice).toMatch(/refuses storage/);
    const { kbHash, tokenizerHash } = opened.unstored ?? {
      kbHash: '' as Sha256,
      tokenizerHash: '' as Sha256,
    };
    const files = await obtainKbFiles(null, { kbHash, tokenizerHash, namePrefix: '' }, () =>
      Promise.resolve(opened.unstored),
    );
    expect(files.file).toEqual(file);
  });

  it('goes on without storing when the storage is full, and says so', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('Quota exceeded', 'QuotaExceededError');
    });
    const opened = await openKb(sourceOf(), FORMAT, openShards);
    expect(opened.notice).toMatch(/storage is full/);
    expect(opened.unstored?.file).toEqual(file);
  });

  it('can be cancelled while it reads the names, and leaves nothing half done', async () => {
    const controller = new AbortController();
    const opening = openKb(sourceOf(), FORMAT, openShards, {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done >= 8000) controller.abort();
      },
    });
    await expect(opening).rejects.toMatchObject({ kind: 'aborted' });
    expect(await shards.keys()).toEqual([]);
  });

  it('refuses a file with another hash than its list names', async () => {
    const other = new Uint8Array(serialiseKbFile(INFO, concepts.slice(1)));
    await expect(openKb(sourceOf(other), FORMAT, openShards)).rejects.toMatchObject({
      kind: 'bad-hash',
      data: { expected: await sha256(file), got: await sha256(other) },
    });
    await expect(openKb(sourceOf(file.slice(0, 999)), FORMAT, openShards)).rejects.toMatchObject({
      kind: 'bad-hash',
    });
  });

  it('forgets the knowledge base that was in use before', async () => {
    await shards.write('kb:old:old', [{ name: 'file', bytes: new Uint8Array(3) }]);
    await openKb(sourceOf(), FORMAT, openShards);
    expect(await shards.keys()).toHaveLength(1);
  });
});

describe('obtainKbFiles', () => {
  const hash = 'f'.repeat(64) as Sha256;
  const wanted = { kbHash: hash, tokenizerHash: hash, namePrefix: '' };

  it('says what is missing when neither storage nor the other worker has the files', async () => {
    await expect(obtainKbFiles(shards, wanted, () => Promise.resolve(null))).rejects.toMatchObject({
      kind: 'kb-missing',
    });
  });

  it('refuses files that were made for another layout', async () => {
    const { kb } = await openKb(sourceOf(), FORMAT, openShards);
    const stored = { kbHash: kb.hash, tokenizerHash: await sha256(tokenizerBytes), namePrefix: ' ' };
    await expect(obtainKbFiles(shards, stored, () => Promise.resolve(null))).rejects.toMatchObject({
      kind: 'model-incompatible',
    });
  });
});
