import type { Page } from 'playwright/test';
import { expect, test } from './fixtures/app.js';
import { damageShards } from './fixtures/browser-storage.js';
import { Desk } from './pages/desk.js';

// Requests must reach the interceptions below, not the service worker's cache.
test.use({ firstVisit: true, serviceWorkers: 'block' });

/** Answers matching requests with the real file, changed. */
async function serveChanged(page: Page, pattern: string, change: (body: Buffer) => Buffer): Promise<void> {
  await page.route(pattern, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.body()) });
  });
}

function flipLastByte(body: Buffer): Buffer {
  const changed = Buffer.from(body);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 0xff;
  return changed;
}

test('model weights with a wrong hash are refused, and the rest works', async ({ page }) => {
  await serveChanged(page, '**/models/default/weights-000.bin', flipLastByte);
  const desk = new Desk(page);
  await page.goto('/');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(/model|weights/i, { timeout: 60_000 });
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();

  await expect(desk.mentions.first()).toBeVisible();
  await desk.press('/');
  await desk.searchField.fill('Bronchitis');
  await expect(desk.hits.first()).toContainText('Bronchitis');
  await desk.press('Enter');
  await desk.isDecided(1);

  await test.step('and trying again with the right file heals it', async () => {
    await page.unroute('**/models/default/weights-000.bin');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await desk.suggestionsAreThere();
    await desk.isDecided(1);
  });
});

test('a truncated model manifest is refused with a reason', async ({ page }) => {
  await serveChanged(page, '**/models/default/manifest.json', (body) => body.subarray(0, 500));
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('manifest.json', { timeout: 60_000 });
});

test('a truncated knowledge base is refused, and the text stays readable', async ({ page }) => {
  await serveChanged(page, '**/kb/*.kb.gz', (body) => body.subarray(0, body.length >> 1));
  const desk = new Desk(page);
  await page.goto('/');
  const alert = page.getByRole('alert').filter({ hasText: /knowledge base/i });
  await expect(alert).toBeVisible({ timeout: 60_000 });
  await expect(desk.text).toContainText('rheumatoid arthritis');
  await page.unroute('**/kb/*.kb.gz');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await desk.suggestionsAreThere();
});

test('a damaged shard of the stored names is noticed, said and rebuilt', async ({ page }) => {
  const desk = new Desk(page);
  await desk.open();
  await desk.press('1');
  await desk.isDecided(1);
  expect(await damageShards(page, 'kb-')).toBeGreaterThan(0);

  await page.reload();
  await expect(desk.messages).toContainText(/damaged/i, { timeout: 60_000 });
  await desk.suggestionsAreThere();
  await desk.isDecided(1);

  await page.reload();
  await desk.suggestionsAreThere();
  await expect(desk.messages).not.toContainText(/damaged/i);
});

const REFUSE = `Object.defineProperty(globalThis, 'indexedDB', {
  get() { throw new DOMException('Access is denied.', 'SecurityError'); },
});\n`;

test('without storage everything works, and the loss to come is said', async ({ page }) => {
  await page.addInitScript(REFUSE);
  // Init scripts do not reach workers: the same goes in front of theirs.
  await serveChanged(page, '**/assets/*.worker-*.js', (body) => Buffer.concat([Buffer.from(REFUSE), body]));
  const desk = new Desk(page);
  await desk.open();
  await expect(desk.messages).toContainText('nothing is kept when this tab closes');
  await expect(page.getByRole('button', { name: /^Status/ })).toContainText('this tab only');
  await desk.press('1');
  await desk.isDecided(1);
  expect(await desk.exported(/^Decision log/)).toContain('"accept"');
});

test('without cross-origin isolation it links on one thread and says so', async ({
  page,
  appWithoutIsolation,
}) => {
  const desk = new Desk(page);
  await desk.open(`${appWithoutIsolation}/`);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await page.getByRole('button', { name: /^Status/ }).click();
  await expect(desk.dialog).toContainText('This page is not cross-origin isolated');
});
