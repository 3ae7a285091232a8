import { defineConfig } from 'playwright/test';
import { findChromium } from './scripts/ensure-chromium.mjs';

const executablePath = findChromium();

/**
 * End-to-end tests on the production build (`npm run build` first); each worker serves it on a free port, see
 * e2e/fixtures/app.ts. One worker, no retries: a test that passes now and then is a broken test.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-quic',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
