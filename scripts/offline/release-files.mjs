import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Not kept here: source maps, texts for readers of the folder, the service worker itself, the weights, which the
 * model's worker keeps in IndexedDB, and the knowledge bases that are fetched when they are chosen, which end there
 * too. The one that everybody begins with is kept.
 */
const LEFT_OUT = /(\.map|\.md|\/sw\.js|\/weights-\d+\.bin|\/kb\/(?!mesh-starter\.)[^/]+\.kb\.gz)$/;

/**
 * Every file of a build that the application may ask for, with its hash.
 * @param {string} dist
 * @returns {readonly { url: string, sha256: string }[]} ordered by address; `sha256` in base64
 */
export function releaseFiles(dist) {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, url: `/${relative(dist, path).split(sep).join('/')}` }))
    .filter(({ url }) => !LEFT_OUT.test(url))
    .map(({ path, url }) => ({
      url: url === '/index.html' ? '/' : url,
      sha256: createHash('sha256').update(readFileSync(path)).digest('base64'),
    }))
    .sort((a, b) => (a.url < b.url ? -1 : 1));
}
