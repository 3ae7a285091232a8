import { MAX_TEXT_LENGTH } from '../formats/plain-text.js';
import type { ImportRemark } from './app-state.js';
import type { ImportSource } from './read-documents.js';

/** What is needed of a file that the curator chose or dropped. */
export type ChosenFile = Pick<File, 'name' | 'size' | 'text'>;

export interface ReadFiles {
  readonly sources: readonly ImportSource[];
  readonly failed: readonly ImportRemark[];
}

/** Bytes. UTF-8 takes at most three for one UTF-16 unit: a larger file is beyond the limit of a text for certain. */
const MAX_FILE_SIZE = 3 * MAX_TEXT_LENGTH;

/**
 * The texts of files, in order. Bytes that are not UTF-8 become U+FFFD, as in any text editor. A file that is too large
 * is not read at all; one that cannot be read, such as a folder, is a failure of its own, never an exception.
 */
export async function readFiles(files: readonly ChosenFile[]): Promise<ReadFiles> {
  const read = await Promise.all(files.map(readFile));
  return {
    sources: read.flatMap(({ source }) => source ?? []),
    failed: read.flatMap(({ failed }) => failed ?? []),
  };
}

async function readFile(file: ChosenFile): Promise<{ source?: ImportSource; failed?: ImportRemark }> {
  const { name } = file;
  const failure = (text: string) => ({ failed: { source: name, line: null, text } });
  if (file.size > MAX_FILE_SIZE) {
    const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
    return failure(
      `The file has ${megabytes(file.size)} MB; ${megabytes(MAX_FILE_SIZE)} is the limit. Nothing of it was imported. Split it into several files.`,
    );
  }
  try {
    return { source: { name, text: await file.text() } };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure(
      `It could not be read (${reason}). Nothing of it was imported. If it is a folder, open it and choose its files; if it was moved, choose it again.`,
    );
  }
}
