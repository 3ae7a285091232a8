import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext, type Page } from 'playwright';
import config from '../../playwright.config.js';
import { forgetWork } from '../fixtures/browser-storage.js';
import type { Call, Recording } from './recording.js';

const RECORDER = fileURLToPath(new URL('recorder.js', import.meta.url));
/** Milliseconds that a start or a link may take on a slow, busy machine. */
const PATIENCE = 300_000;
const POLL = 100;

/** Where the application ran, in words of the browser and of the application itself. */
export interface Surroundings {
  readonly userAgent: string;
  readonly crossOriginIsolated: boolean;
  readonly hardwareConcurrency: number;
}

/** One browser process on one profile, with the application open. */
export interface Visit {
  /** For what has no name here. */
  readonly page: Page;
  /** Calls of a method so far. */
  count(method: string): Promise<number>;
  /** Time of the first candidate, milliseconds since the navigation, once there is one. */
  firstSuggestion(): Promise<number>;
  /** The finished call number `count` (from 1) of a method. */
  finished(method: string, count: number): Promise<Call>;
  surroundings(): Promise<Surroundings>;
  /** Resolves when the service worker holds the release. */
  offlineReady(): Promise<void>;
  importText(text: string): Promise<void>;
  close(options?: { readonly forget: boolean }): Promise<void>;
}

/** Starts a browser with the flags of the end-to-end tests on a profile folder and opens the application. */
export async function visit(profile: string, app: string): Promise<Visit> {
  const context = await chromium.launchPersistentContext(profile, {
    viewport: config.use?.viewport ?? null,
    ...config.use?.launchOptions,
  });
  try {
    await context.addInitScript({ path: RECORDER });
    const page = await context.newPage();
    await page.goto(app, { waitUntil: 'commit' });
    return visitOf(context, page, app);
  } catch (error) {
    await context.close();
    throw error;
  }
}

function visitOf(context: BrowserContext, page: Page, app: string): Visit {
  const recording = () =>
    page.evaluate(() => (globalThis as unknown as { seraphRecording: Recording }).seraphRecording);

  /** Asks now and then, so that asking takes no time from what is measured. */
  const until = async <T>(what: string, read: (found: Recording) => T | null | undefined): Promise<T> => {
    const deadline = performance.now() + PATIENCE;
    while (performance.now() < deadline) {
      const found = await recording();
      const failed = found.calls.find((call) => call.failed !== undefined);
      if (failed) throw new Error(`The application failed at "${failed.method}": ${failed.failed ?? ''}`);
      const value = read(found);
      if (value !== null && value !== undefined) return value;
      await page.waitForTimeout(POLL);
    }
    throw new Error(`There was no ${what} after ${PATIENCE / 1000} s. Nothing is reported.`);
  };

  return {
    page,
    count: async (method) => (await recording()).calls.filter((call) => call.method === method).length,
    firstSuggestion: () => until('suggestion', ({ firstSuggestion }) => firstSuggestion),
    finished: (method, count) =>
      until(`result of "${method}"`, ({ calls }) => {
        const call = calls.filter((other) => other.method === method)[count - 1];
        const isThere = call?.end && (method !== 'link' || call.shown !== undefined);
        return isThere ? call : null;
      }),
    surroundings: () =>
      page.evaluate(() => ({
        userAgent: navigator.userAgent,
        crossOriginIsolated: globalThis.crossOriginIsolated,
        hardwareConcurrency: navigator.hardwareConcurrency,
      })),
    offlineReady: () => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined)),
    async importText(text) {
      await page.keyboard.press('i');
      await page.getByRole('dialog').getByRole('textbox').fill(text);
      await page.keyboard.press('Control+Enter');
    },
    async close({ forget } = { forget: false }) {
      if (forget) {
        await page.close();
        await forgetWork(context, app);
      }
      await context.close();
    },
  };
}
