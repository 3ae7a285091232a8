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
    await row.getByRole('button', { name: /^Cancel/ }).press('Enter');
    await expect(row.getByRole('button', { name: /^Install/ })).toBeVisible();
    release();
    await page.unroute('**/kb/cell-ontology*');
    await expect(kbs.installed).not.toContainText('Cell Ontology');
  });

  await test.step('fetched, it is there, with its licence, and after a reload', async () => {
    await row.getByRole('button', { name: /^Install/ }).press('Enter');
    await expect(row).toContainText('in this browser', { timeout: 60_000 });
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

  await test.step('and it goes when it is not used', async () => {
    await kbs.installed.getByRole('button', { name: /^Remove Cell Ontology/ }).press('Enter');
    await expect(kbs.installed).not.toContainText('Cell Ontology');
    await expect(row.getByRole('button', { name: /^Install/ })).toBeVisible();
  });
});
