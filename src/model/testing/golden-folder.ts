import { readFile } from 'node:fs/promises';
import type { ReadFile } from './hugging-face.js';

/** Reads the committed test model `name`. */
export function goldenFolder(name: string): ReadFile {
  return (file) => readFile(new URL(`../golden/${name}/${file}`, import.meta.url));
}
