import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the build is made from, relative to the repository. */
export const SOURCES = Object.freeze([
  'index.html',
  'package-lock.json',
  'public',
  'scripts',
  'src',
  'vite.config.ts',
  'workers',
]);

/**
 * Newest change among files and folders below `path`, in milliseconds; folders count, so a deleted file is seen.
 * @param {string} path
 * @returns {number} 0 when there is nothing
 */
export function newestChange(path) {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestChange(join(path, name))),
    mtimeMs,
  );
}

/**
 * Whether `dist` is missing or older than what it is built from.
 * @param {string} root the repository
 */
export function needsBuild(root) {
  const page = join(root, 'dist', 'index.html');
  if (!existsSync(page)) return true;
  const built = statSync(page).mtimeMs;
  return SOURCES.some((source) => newestChange(join(root, source)) > built);
}
