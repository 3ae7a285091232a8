import { describe, expect, it } from 'vitest';
import { SeraphError } from '../core/errors.js';
import { MemoryDocumentRepository } from '../storage/memory.js';
import { started, texts } from './testing/drive.js';

const refuse = (kind: 'network' | 'storage-full') => () =>
  Promise.reject(new SeraphError(kind, `Refused (${kind}). All is safe. Do something.`));

describe('the storage', () => {
  it.each([true, false])(
    'is asked for a promise to be kept, and the answer is known (%s)',
    async (answer) => {
      const { app } = await started({ askForPromise: () => Promise.resolve(answer) });
      await expect.poll(() => app.store.getState().isPromised).toBe(answer);
    },
  );

  it('is not asked where there is none', async () => {
    let asked = 0;
    const askForPromise = () => Promise.resolve((asked++, true));
    const { app } = await started({ persistence: 'memory', askForPromise });
    expect([asked, app.store.getState().isPromised]).toEqual([0, null]);
  });

  it('is said on the screen to be taken over', async () => {
    const { app } = await started();
    app.tellStorageNews('blocking');
    const [notice] = app.store.getState().notices;
    expect(notice?.tone).toBe('error');
    expect(notice?.text).toContain('can save no more');
  });
});

describe('a first start that goes wrong', () => {
  it('shows an empty desk, ready for a text, where the sample cannot be fetched', async () => {
    const { app } = await started({ sample: refuse('network') });
    const { documents, currentId, linkable, notices } = app.store.getState();
    expect([documents, currentId, linkable]).toEqual([[], null, true]);
    expect(notices.map(({ text }) => text)).toEqual([
      expect.stringContaining('The sample text could not be'),
    ]);
    app.importTexts([{ name: 'note', text: 'Only lutal anaemia here.' }]);
    await app.idle();
    await expect.poll(() => texts(app)).toEqual(['lutal anaemia']);
  });

  it('shows the sample unsaved, and says so, where storage is full', async () => {
    const documents = new MemoryDocumentRepository();
    documents.add = refuse('storage-full');
    const { app } = await started({ documents });
    expect(texts(app)).toHaveLength(5);
    expect(app.store.getState().notices.map(({ text }) => text)).toEqual([
      'Refused (storage-full). All is safe. Do something.',
    ]);
    expect(await documents.list()).toEqual([]);
  });
});
