import { expect, test } from './fixtures/app.js';
import { Desk } from './pages/desk.js';
import { KbsPage } from './pages/kbs-page.js';

// Requests must reach the interception below, not the service worker's cache.
test.use({ firstVisit: true, serviceWorkers: 'block' });

test('a vocabulary of the library is fetched, stopped, fetched again, and works', async ({ page }) => {
  const desk = new Desk(page);
  const kbs = new KbsPage(page);
  await desk.visit();
  await kbs.open();
  const library = kbs.main.getByRole('region', { name: 'Library' });
  const row = library.getByRole('listitem').filter({ hasText: 'Cell Ontology' });
  await expect(row).toContainText(/[\d,]+ concepts, [\d,]+ names · [\d.]+ MB/);

  await test.step('stopped, nothing is kept', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/kb/cell-ontology*', async (route) => {
      await released;
      // The page may have given the request up by now.
      await route.continue().catch(() => undefined);
    });
    await row.getByRole('button', { name: /^Install/ }).press('Enter');
    await expect(row.getByRole('button', { name: /^Cancel/ })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(row.getByRole('button', { name: /^Install/ })).toBeFocused();
    release();
    await page.unroute('**/kb/cell-ontology*');
    await expect(kbs.installed).not.toContainText('Cell Ontology');
  });

  await test.step('fetched, it is there, with its licence, and after a reload', async () => {
    await row.getByRole('button', { name: /^Install/ }).press('Enter');
    await expect(row.getByText('in this browser')).toBeFocused({ timeout: 60_000 });
    await page.reload();
    await expect(desk.mentions.first()).toBeVisible();
    await kbs.open();
    const entry = kbs.installed
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: /^Cell Ontology/ }) });
    await entry.getByRole('button', { name: /^Cell Ontology/ }).press('Enter');
    await expect(entry).toContainText('CC');
    await expect(entry).toContainText('the library');
  });

  await test.step('used for a type and taken out again, by keyboard', async () => {
    await kbs.main.getByLabel('Choose for another type of mention').selectOption('Chemical');
    await kbs.main.getByLabel('Knowledge base to add for Chemical').selectOption({ index: 0 });
    await kbs.main.getByRole('button', { name: 'Add it for Chemical' }).press('Enter');
    const rows = kbs.main.getByRole('region', { name: 'Chemical' }).getByRole('listitem');
    await expect(rows.filter({ hasText: 'Cell Ontology' }).getByRole('button').first()).toBeFocused();
    const takeOut = rows.getByRole('button', { name: /^Take/ });
    while ((await takeOut.count()) > 1) {
      const left = (await takeOut.count()) - 1;
      await takeOut.first().press('Enter');
      await expect(takeOut).toHaveCount(left);
      await expect(takeOut.first()).toBeFocused();
    }
    await page.keyboard.press('Enter');
    await expect(rows).toHaveCount(0);
    await expect(kbs.main.getByRole('button', { name: 'Add it for Chemical' })).toBeFocused();
  });

  await test.step('and it goes when it is not used', async () => {
    await kbs.installed.getByRole('button', { name: /^Remove Cell Ontology/ }).press('Enter');
    await expect(kbs.installed).not.toContainText('Cell Ontology');
    await expect(kbs.installed.locator(':focus')).toHaveCount(1);
    await expect(row.getByRole('button', { name: /^Install/ })).toBeVisible();
  });
});
