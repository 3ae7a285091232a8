import type { ImportSource } from '../state/read-documents.js';

/** The texts of files the user chose or dropped. Bytes that are not UTF-8 become U+FFFD, as in any text editor. */
export async function readFiles(files: FileList | readonly File[] | null): Promise<ImportSource[]> {
  return Promise.all(Array.from(files ?? [], async (file) => ({ name: file.name, text: await file.text() })));
}
