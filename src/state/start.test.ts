import { describe, expect, it } from 'vitest';
import { SeraphError } from '../core/errors.js';
import { MemoryDocumentRepository } from '../storage/memory.js';
import { started, texts } from './testing/drive.js';

const refuse = (kind: 'network' | 'storage-full') => () =>
  Promise.reject(new SeraphError(kind, `Refused (${kind}). All is safe. Do something.`));

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
