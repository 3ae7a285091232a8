import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sha256 } from '../../core/ids.js';
import { openDatabase } from '../database.js';
import { openRepositories } from '../storage.js';
import { freshIndexedDb, sourceDocument } from '../testing/fixtures.js';
import { checkpointOf, importedPair, jobOf, versionOf } from '../testing/learning-fixtures.js';
import { indexedDbLearning, memoryLearning, type LearningRepositories } from './learning-repositories.js';

const IMPLEMENTATIONS: [string, () => Promise<LearningRepositories>][] = [
  ['IndexedDB', async () => (await openRepositories()).learning],
  ['memory', () => Promise.resolve(memoryLearning())],
];
const BASE = 'ab'.repeat(32) as Sha256;

beforeEach(freshIndexedDb);

describe.each(IMPLEMENTATIONS)('what learning keeps in %s', (_, open) => {
  describe('versions', () => {
    it('are listed oldest first, whatever the order added, each with its file', async () => {
      const { versions } = await open();
      const later = versionOf('later', '2026-11-29T12:00:00.000Z');
      const earlier = versionOf('earlier', '2026-11-28T12:00:00.000Z');
      await versions.add(later.version, later.file);
      await versions.add(earlier.version, earlier.file);
      expect(await versions.list()).toEqual([earlier.version, later.version]);
      expect(await versions.file(later.version.hash)).toEqual(later.file);
      expect(await versions.file('00'.repeat(32) as Sha256)).toBeUndefined();
    });

    it('keep the file as it was added, whatever becomes of the bytes given and got', async () => {
      const { versions } = await open();
      const { version, file } = versionOf('weights');
      const whole = new Uint8Array(file.length + 4);
      whole.set(file, 2);
      await versions.add(version, whole.subarray(2, file.length + 2));
      whole.fill(0);
      (await versions.file(version.hash))?.fill(0);
      expect(await versions.file(version.hash)).toEqual(file);
    });

    it('refuse a file that is not theirs', async () => {
      const { versions } = await open();
      const { version } = versionOf('weights');
      await expect(versions.add(version, versionOf('others').file)).rejects.toMatchObject({
        kind: 'bad-hash',
        data: { expected: version.hash, got: versionOf('others').version.hash },
      });
      expect(await versions.list()).toEqual([]);
      expect(await versions.file(version.hash)).toBeUndefined();
    });

    it('keep their name when added again, take a new one, and go with their file', async () => {
      const { versions } = await open();
      const { version, file } = versionOf('weights');
      const other = versionOf('others', '2026-11-30T00:00:00.000Z');
      await versions.add(version, file);
      await versions.add(other.version, other.file);
      await versions.rename(version.hash, 'Autumn');
      await versions.add(version, file);
      expect(await versions.list()).toEqual([{ ...version, name: 'Autumn' }, other.version]);
      await versions.remove(version.hash);
      await versions.rename(version.hash, 'Nobody');
      expect(await versions.list()).toEqual([other.version]);
      expect(await versions.file(version.hash)).toBeUndefined();
    });
  });

  describe('the run', () => {
    it('is given back with its last checkpoint, and none before the first', async () => {
      const { runs } = await open();
      expect(await runs.load()).toBeUndefined();
      await runs.begin(jobOf('run-1'));
      expect(await runs.load()).toEqual({ job: jobOf('run-1'), checkpoint: null });
      await runs.save('run-1', checkpointOf(1));
      await runs.save('run-1', checkpointOf(2));
      expect(await runs.load()).toEqual({ job: jobOf('run-1'), checkpoint: checkpointOf(2) });
    });

    it('has a checkpoint that does not change while training goes on', async () => {
      const { runs } = await open();
      await runs.begin(jobOf('run-1'));
      const live = checkpointOf(3);
      await runs.save('run-1', live);
      live.firstMoment.fill(9);
      live.adapter.matrices[0]?.a.fill(9);
      expect((await runs.load())?.checkpoint).toEqual(checkpointOf(3));
    });

    it('goes on from its checkpoint when it is begun again; another one begins without', async () => {
      const { runs } = await open();
      await runs.begin(jobOf('run-1'));
      await runs.save('run-1', checkpointOf(1));
      await runs.begin(jobOf('run-1'));
      expect((await runs.load())?.checkpoint?.step).toBe(1);
      await runs.begin(jobOf('run-2'));
      expect(await runs.load()).toEqual({ job: jobOf('run-2'), checkpoint: null });
    });

    it('takes no checkpoint of another run, and none once it is cleared', async () => {
      const { runs } = await open();
      await runs.begin(jobOf('run-1'));
      await runs.begin(jobOf('run-2'));
      await runs.save('run-1', checkpointOf(1));
      expect((await runs.load())?.checkpoint).toBeNull();
      await runs.clear();
      await runs.save('run-2', checkpointOf(1));
      expect(await runs.load()).toBeUndefined();
      await runs.begin(jobOf('run-2'));
      expect((await runs.load())?.checkpoint).toBeNull();
    });
  });

  it('reference scores are kept by base model and pair', async () => {
    const { references } = await open();
    const other = 'cd'.repeat(32) as Sha256;
    await references.put(BASE, new Map([['p', [-1, -2]] as const, ['q', [-3, -4]] as const]));
    await references.put(other, new Map([['p', [-5, -6]] as const]));
    await references.put(BASE, new Map([['q', [-7, -8]] as const]));
    expect(await references.get(BASE, ['q', 'unknown', 'p'])).toEqual([[-7, -8], undefined, [-1, -2]]);
    expect(await references.get(other, ['p', 'q'])).toEqual([[-5, -6], undefined]);
  });

  it('imported pairs keep the order added, each key once, the first as it was', async () => {
    const { teaching } = await open();
    const some = ['c', 'a', 'c'].map((key) => importedPair(key));
    expect(await teaching.addPairs(some)).toBe(2);
    expect(await teaching.addPairs([importedPair('a', 'changed'), importedPair('b')])).toBe(1);
    expect(await teaching.pairs()).toEqual(['c', 'a', 'b'].map((key) => importedPair(key)));
    await teaching.removePairs(['a', 'unknown']);
    expect((await teaching.pairs()).map(({ key }) => key)).toEqual(['c', 'b']);
    expect(await teaching.addPairs([importedPair('a', 'changed')])).toBe(1);
    expect((await teaching.pairs())[2]).toEqual(importedPair('a', 'changed'));
  });

  it('a gold set takes the place of the one before', async () => {
    const { teaching } = await open();
    expect(await teaching.gold()).toEqual([]);
    await teaching.setGold(['z', 'b'].map((id) => sourceDocument(id)));
    await teaching.setGold(['y', 'a'].map((id) => sourceDocument(id)));
    expect(await teaching.gold()).toEqual(['y', 'a'].map((id) => sourceDocument(id)));
    await teaching.setGold([]);
    expect(await teaching.gold()).toEqual([]);
  });
});

describe('what learning keeps over IndexedDB', () => {
  it('is there after a reload', async () => {
    const first = (await openRepositories()).learning;
    const { version, file } = versionOf('weights');
    await first.versions.add(version, file);
    await first.runs.begin(jobOf('run-1'));
    await first.runs.save('run-1', checkpointOf(4));
    await first.teaching.addPairs([importedPair('p')]);
    const second = (await openRepositories()).learning;
    expect(await second.versions.file(version.hash)).toEqual(file);
    expect((await second.runs.load())?.checkpoint).toEqual(checkpointOf(4));
    expect(await second.teaching.pairs()).toHaveLength(1);
  });

  it('is told when the file of a version was damaged, and mended by adding it again', async () => {
    const database = await openDatabase();
    const { versions } = indexedDbLearning(database);
    const { version, file } = versionOf('weights');
    await versions.add(version, file);
    await database.use('Damaging', (connection) =>
      connection.put('versionFiles', file.slice(1).buffer, version.hash),
    );
    await expect(versions.file(version.hash)).rejects.toMatchObject({
      kind: 'bad-hash',
      data: { expected: version.hash },
    });
    await versions.add(version, file);
    expect(await versions.file(version.hash)).toEqual(file);
  });

  it('is written with strict durability, all but what can be computed again', async () => {
    const learning = indexedDbLearning(await openDatabase());
    const { version, file } = versionOf('weights');
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await learning.versions.add(version, file);
    await learning.versions.rename(version.hash, 'Autumn');
    await learning.versions.remove(version.hash);
    await learning.runs.begin(jobOf('run-1'));
    await learning.runs.save('run-1', checkpointOf(1));
    await learning.runs.clear();
    await learning.teaching.addPairs([importedPair('p')]);
    await learning.teaching.removePairs(['p']);
    await learning.teaching.setGold([sourceDocument('d')]);
    const strict = transaction.mock.calls.map(([, mode, options]) => [mode, options]);
    expect(strict).toEqual(Array.from({ length: 9 }, () => ['readwrite', { durability: 'strict' }]));
    await learning.references.put(BASE, new Map([['p', [-1, -2]]]));
    expect(transaction.mock.lastCall?.[2]).toBeUndefined();
    transaction.mockRestore();
  });
});
