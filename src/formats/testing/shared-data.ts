import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve('../shared/data');

/** Corpora for development lie beside the repository, never in it; tests that need them skip where they are absent. */
export const hasSharedData = existsSync(FOLDER);

export const CORPORA = [
  'bc5cdr/train.pubtator',
  'bc5cdr/dev.pubtator',
  'ncbi-disease/train.pubtator',
  'ncbi-disease/dev.pubtator',
] as const;

if (!hasSharedData) {
  process.stderr.write(`Skipping the tests on real corpora: there is no folder ${FOLDER}.\n`);
}

export function readShared(path: string): string {
  return readFileSync(resolve(FOLDER, path), 'utf8');
}
