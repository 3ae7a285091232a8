import { join } from 'node:path';
import { build } from 'vite';
import { releaseFiles } from './release-files.mjs';

/**
 * Builds the service worker, last, with the list of everything that was built.
 *
 * Ours and not Workbox's, which brings some 300 packages for what workers/offline-cache.ts does, and fetches again
 * (`cache: 'reload'`) what the page has just fetched.
 * @returns {import('vite').Plugin}
 */
export function offline() {
  let root = '';
  let outDir = '';
  return {
    name: 'seraph-offline',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      root = config.root;
      outDir = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      await build({
        root,
        configFile: false,
        logLevel: 'warn',
        define: { RELEASE: JSON.stringify(releaseFiles(outDir)) },
        build: {
          outDir,
          emptyOutDir: false,
          copyPublicDir: false,
          lib: {
            entry: join(root, 'workers', 'offline.sw.ts'),
            name: 'offline',
            formats: ['iife'],
            fileName: () => 'sw.js',
          },
        },
      });
    },
  };
}
