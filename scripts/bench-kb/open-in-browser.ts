import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import config from '../../playwright.config.js';
import type { OpenTimes } from './page/open-stored.js';

const FILE = 'trie.bin';

/**
 * Keeps a trie in the IndexedDB of Chromium with the application's own storage, then opens it so many times, each in
 * a new page, every byte checked against its SHA-256, as the application does.
 */
export async function openInBrowser(
  bytes: Uint8Array,
  tokenizerHash: string,
  times: number,
): Promise<readonly OpenTimes[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'seraph-open-'));
  try {
    const root = path.join(import.meta.dirname, 'page');
    const common = { root, configFile: false, publicDir: false, logLevel: 'warn' } as const;
    await build({ ...common, build: { outDir: folder, emptyOutDir: true } });
    await writeFile(path.join(folder, FILE), bytes);
    const server = await preview({
      ...common,
      build: { outDir: folder },
      preview: { port: 0, host: '127.0.0.1' },
    });
    const browser = await chromium.launch(config.use?.launchOptions ?? {});
    try {
      const address = server.resolvedUrls?.local[0] ?? '';
      const context = await browser.newContext();
      const visit = async <T>(work: (page: Awaited<ReturnType<typeof context.newPage>>) => Promise<T>) => {
        const page = await context.newPage();
        await page.goto(address);
        const result = await work(page);
        await page.close();
        return result;
      };
      await visit((page) => page.evaluate((file) => window.storeTrie(file), `${address}${FILE}`));
      const found: OpenTimes[] = [];
      for (let time = 0; time < times; time++) {
        found.push(
          await visit((page) => page.evaluate((hash) => window.openStoredTrie(hash), tokenizerHash)),
        );
      }
      return found;
    } finally {
      await browser.close();
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
