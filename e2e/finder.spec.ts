import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures/app.js';
import { Desk } from './pages/desk.js';
import { KbsPage } from './pages/kbs-page.js';

const MODEL = /^The model/;
const NAMES = /^Names of the knowledge bases/;

/** Opens the preferences and goes to what mentions are found by, by keyboard alone. */
async function toFinders(page: Page): Promise<void> {
  const keyboard = new KbsPage(page);
  await keyboard.tabTo(page.getByRole('button', { name: /^Status/ }));
  await page.keyboard.press('Enter');
  await keyboard.tabTo(page.getByRole('dialog').getByRole('radio', { name: MODEL, checked: true }));
}

test('by keyboard alone: what finds mentions is chosen, kept, and leaves decisions alone', async ({
  page,
}) => {
  const desk = new Desk(page);
  await desk.visit();
  await desk.press('n');
  await desk.isDecided(1);
  const decided = (await desk.spoken()).filter((name) => name.includes('decided'));
  expect(decided).toHaveLength(1);

  await toFinders(page);
  await page.keyboard.press('ArrowDown');
  const names = desk.dialog.getByRole('radio', { name: NAMES });
  await expect(names).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(desk.dialog).toHaveCount(0);
  await expect(desk.mentions.first()).toBeVisible();
  expect((await desk.spoken()).filter((name) => name.includes('decided'))).toHaveLength(1);

  await page.reload();
  await expect(desk.mentions.first()).toBeVisible();
  await page.getByRole('button', { name: /^Status/ }).press('Enter');
  await expect(names).toBeChecked();
  await names.press('ArrowUp');
  await expect(desk.dialog.getByRole('radio', { name: MODEL })).toBeChecked();
  await page.keyboard.press('Escape');
  await desk.isDecided(1);
});

test.describe('a head of another model', () => {
  // Requests must reach the interception below, not the service worker's cache.
  test.use({ firstVisit: true, serviceWorkers: 'block' });

  test('is refused in words, and mentions are found by name', async ({ page }) => {
    const head = await readFile('src/model/mention-head/golden/mention-head.json');
    await page.route('**/models/default/mention-head.json', (route) =>
      route.fulfill({ body: head, contentType: 'application/json' }),
    );
    const desk = new Desk(page);
    await desk.visit();
    await expect(desk.messages).toContainText('was searched for the names of the knowledge bases only.', {
      timeout: 120_000,
    });
    await expect(desk.messages).toContainText('trained on another encoder');
    await expect(desk.messages.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(desk.mentions.first()).toBeVisible();
  });
});
