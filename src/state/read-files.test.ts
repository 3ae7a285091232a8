import { describe, expect, it } from 'vitest';
import { MAX_TEXT_LENGTH } from '../formats/plain-text.js';
import { readFiles, type ChosenFile } from './read-files.js';
import { started } from './testing/drive.js';

const NOTE = new File(['Only lutal anaemia here.'], 'note.txt');
const FOLDER: ChosenFile = {
  name: 'folder',
  size: 4096,
  text: () => Promise.reject(new DOMException('It is a directory', 'NotReadableError')),
};

/** A file that says it is large; reading it is counted. */
function large(size: number): ChosenFile & { reads: number } {
  return {
    name: 'large',
    size,
    reads: 0,
    text() {
      this.reads++;
      return Promise.resolve('');
    },
  };
}

describe('reading files', () => {
  it('reads the good ones, and gives each of the others a reason', async () => {
    const { sources, failed } = await readFiles([FOLDER, NOTE]);
    expect(sources).toEqual([{ name: 'note.txt', text: 'Only lutal anaemia here.' }]);
    expect(failed.map(({ source }) => source)).toEqual(['folder']);
    expect(failed[0]?.text).toContain('a directory');
  });

  it('does not even read a file that is too large, but reads one that may just fit', async () => {
    const tooLarge = large(3 * MAX_TEXT_LENGTH + 1);
    const fits = large(3 * MAX_TEXT_LENGTH);
    const { sources, failed } = await readFiles([tooLarge, fits]);
    expect([tooLarge.reads, fits.reads]).toEqual([0, 1]);
    expect(sources.map(({ name }) => name)).toEqual(['large']);
    expect(failed[0]?.text).toContain('60 is the limit');
  });

  it('ends in the report of the import', async () => {
    const { app } = await started();
    app.importFiles([NOTE, FOLDER]);
    await app.idle();
    expect(app.store.getState().documents.map(({ label }) => label)).toEqual(['sample', 'note.txt']);
    expect(app.store.getState().dialog).toMatchObject({
      kind: 'import-report',
      report: { added: 1, failed: [{ source: 'folder' }] },
    });
    app.importFiles([FOLDER]);
    await app.idle();
    expect(app.store.getState().dialog).toMatchObject({
      report: { added: 0, failed: [{ source: 'folder' }] },
    });
  });
});
