import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SeraphError } from '../../core/errors.js';
import { sha256 } from '../../core/hash/sha256.js';
import type { ConceptId, Sha256 } from '../../core/ids.js';
import { createRandom } from '../../core/random.js';
import { startingProject } from '../../core/project/scopes.js';
import { plainRequest } from '../../core/search/kb-search.js';
import { parseKbFile } from '../../formats/kb-file.js';
import { freshIndexedDb } from '../testing/fixtures.js';
import { fileKey } from './kb-keys.js';
import { kbParts } from './testing/kb-parts.js';
import {
  choiceOf,
  importingOf,
  LIBRARY_URL,
  madeConcepts,
  madeServer,
  TOKENIZER_URL,
} from './testing/made-kbs.js';

const SEED = 20_261_124;
const POINTS = 220;
const SHARD = 1000;
const ADDRESSES = { libraryUrl: LIBRARY_URL, tokenizerUrl: TOKENIZER_URL };
const tokenizer = new Uint8Array(readFileSync('src/core/tokenizer/golden/word-piece.json'));
/** Definitions that do not pack, so that the file is about as large as its image. */
const random = createRandom(SEED);
const own = madeConcepts(40, 'Y').map((concept) => ({
  ...concept,
  definition: Array.from({ length: 60 }, () => random().toString(36).slice(2, 8)).join(''),
}));

let server: Awaited<ReturnType<typeof madeServer>>;

beforeEach(async () => {
  freshIndexedDb();
  server = await madeServer(madeConcepts(5), tokenizer);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The browser with the library's knowledge base in it, in use. */
async function before(importing = importingOf(own)) {
  const parts = await kbParts({ fetchFile: server.fetchFile, importing, shardBytes: SHARD });
  const [offered] = await parts.session.source.offered(LIBRARY_URL);
  if (!offered) throw new Error('nothing is offered');
  await parts.session.installer.install(offered, {});
  await parts.session.useProject(startingProject(server.hash), ADDRESSES, {});
  await parts.session.search(plainRequest('sample', 1), {});
  return parts;
}
type Parts = Awaited<ReturnType<typeof before>>;

const hashes = async ({ vault }: Parts): Promise<readonly Sha256[]> =>
  (await vault.installed()).map(({ hash }) => hash);

/** Shards that no group claims. */
async function unclaimed({ database }: Parts): Promise<number> {
  return database.use('Counting', async (connection) => {
    const claimed = (await connection.getAll('manifests')).reduce(
      (sum, { shards }) => sum + shards.length,
      0,
    );
    return (await connection.count('shards')) - claimed;
  });
}

type Change = (this: IDBObjectStore, ...values: unknown[]) => IDBRequest;

/** Ends the tab at its nth change of the database: that one, and all that it still tries, is aborted. */
function dieAt(point: number): { readonly changes: () => number } {
  let changes = 0;
  const store = IDBObjectStore.prototype as unknown as Record<'put' | 'add' | 'delete', Change>;
  for (const method of ['put', 'add', 'delete'] as const) {
    const original = store[method];
    vi.spyOn(store, method).mockImplementation(function (this: IDBObjectStore, ...values) {
      const request = original.apply(this, values);
      if (++changes >= point) this.transaction.abort();
      return request;
    });
  }
  return { changes: () => changes };
}

describe('an import', () => {
  it('is a file, an image and an entry, all of the same concepts', async () => {
    const parts = await before();
    const outcome = await parts.session.installer.import([], choiceOf('own'), {});
    expect(outcome).toMatchObject({
      read: own.length,
      reasons: [],
      kb: {
        origin: 'import',
        groups: { Disease: own.length },
        info: { id: 'own', nameCount: 2 * own.length },
      },
    });
    const file = await parts.shards.read(fileKey(outcome.kb.hash));
    const bytes = file?.sections.get('file') ?? new Uint8Array();
    expect(bytes).toHaveLength(outcome.kb.bytes);
    expect(await sha256(bytes)).toBe(outcome.kb.hash);
    expect((await parseKbFile(bytes)).concepts).toEqual(own);
    expect(await unclaimed(parts)).toBe(0);
    await parts.session.useProject(startingProject(outcome.kb.hash), ADDRESSES, {});
    const [hit] = await parts.session.search(plainRequest('y 7', 5), {});
    expect(hit).toMatchObject({ concept: own[7], kbHash: outcome.kb.hash });
  });

  it('of the same files again is the same knowledge base', async () => {
    const parts = await before();
    const first = await parts.session.installer.import([], choiceOf('own'), {});
    const again = await parts.session.installer.import([], choiceOf('own'), {});
    expect(again.kb.hash).toBe(first.kb.hash);
    expect(await hashes(parts)).toEqual([server.hash, first.kb.hash]);
    expect(await unclaimed(parts)).toBe(0);
  });

  it('skips and reports a concept that came before', async () => {
    const parts = await before(importingOf([...own, ...own.slice(0, 2)]));
    const { read, reasons } = await parts.session.installer.import([], choiceOf('own'), {});
    expect([read, reasons.map(({ count }) => count)]).toEqual([own.length, [2]]);
  });

  it('without a concept is refused', async () => {
    const parts = await before(importingOf([]));
    await expect(parts.session.installer.import([], choiceOf('own'), {})).rejects.toMatchObject({
      kind: 'bad-format',
    });
    expect([await hashes(parts), await unclaimed(parts)]).toEqual([[server.hash], 0]);
  });

  it('that is cancelled or fails in the middle leaves nothing', async () => {
    const controller = new AbortController();
    const many = madeConcepts(3000, 'Z');
    const cancelled = await before(importingOf(many, (index) => index === 1200 && controller.abort()));
    const { signal } = controller;
    await expect(cancelled.session.installer.import([], choiceOf('own'), { signal })).rejects.toMatchObject({
      kind: 'aborted',
    });
    const broken = await before(
      importingOf(many, (index) => {
        if (index === 2500) throw new SeraphError('bad-format', 'Line 9 is cut. All is safe. Look at it.');
      }),
    );
    await expect(broken.session.installer.import([], choiceOf('own'), {})).rejects.toThrow('Line 9');
    for (const parts of [cancelled, broken]) {
      expect([await hashes(parts), await unclaimed(parts)]).toEqual([[server.hash], 0]);
    }
  });

  it('for which storage is full half-way says so and leaves all as it was', async () => {
    const parts = await before();
    const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')
      ?.value as IDBObjectStore['put'];
    let shards = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...values) {
      if (this.name === 'shards' && ++shards > 2) throw new DOMException('Full.', 'QuotaExceededError');
      return put.apply(this, values);
    });
    await expect(parts.session.installer.import([], choiceOf('own'), {})).rejects.toMatchObject({
      kind: 'storage-full',
      message: expect.stringMatching(/What was saved before is still there.*Free some/) as unknown,
    });
    vi.restoreAllMocks();
    expect([await hashes(parts), await unclaimed(parts)]).toEqual([[server.hash], 0]);
    expect((await parts.session.search(plainRequest('sample', 9), {})).length).toBe(5);
  });

  it(
    `that dies at any point leaves the earlier state whole (${POINTS} points, seed ${SEED})`,
    { timeout: 120_000 },
    async () => {
      const whole = await before();
      const counting = dieAt(Number.POSITIVE_INFINITY);
      const { kb } = await whole.session.installer.import([], choiceOf('own'), {});
      const changes = counting.changes();
      vi.restoreAllMocks();
      let survived = 0;
      for (let run = 0; run < POINTS; run++) {
        freshIndexedDb();
        const dying = await before();
        dieAt(1 + Math.floor(random() * changes));
        await dying.session.installer.import([], choiceOf('own'), {}).catch(() => undefined);
        vi.restoreAllMocks();

        const next = await kbParts({
          fetchFile: server.fetchFile,
          importing: importingOf(own),
          shardBytes: SHARD,
        });
        await next.session.useProject(startingProject(server.hash), ADDRESSES, {});
        expect(next.session.project().concepts(['X4' as ConceptId])).toHaveLength(1);
        await next.vault.collectGarbage();
        expect(await unclaimed(next)).toBe(0);
        const kept = await hashes(next);
        expect([[server.hash], [server.hash, kb.hash]]).toContainEqual(kept);
        const file = (await next.shards.read(fileKey(kb.hash)))?.sections.get('file');
        if (kept.length === 1) {
          expect((await next.shards.keys()).filter((key) => key.includes(kb.hash))).toEqual([]);
        } else {
          survived++;
          expect(await sha256(file ?? new Uint8Array())).toBe(kb.hash);
        }
        // Whole or not, the same import then gives the same.
        if (run % 20 === 0)
          expect((await next.session.installer.import([], choiceOf('own'), {})).kb.hash).toBe(kb.hash);
      }
      // Points before the entry is written, and after it, when only the image is missing.
      expect(survived).toBeGreaterThan(POINTS / 5);
      expect(survived).toBeLessThan((4 * POINTS) / 5);
    },
  );
});
