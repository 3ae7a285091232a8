import { expect, test } from './fixtures/app.js';
import { Desk } from './pages/desk.js';

test('after one visit it starts, links and keeps decisions with the network off', async ({
  page,
  context,
}) => {
  const desk = new Desk(page);
  await desk.open();
  await desk.press('1');
  await desk.isDecided(1);
  // The service worker is ready once it holds the whole release, model included.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });

  await context.setOffline(true);
  await page.reload();
  await desk.isDecided(1);
  await desk.importText('Made without a network\nThe visitor had measles, then mumps, and later gout.');
  await expect(desk.mentions.filter({ hasText: 'measles' })).toBeVisible();
  await desk.suggestionsAreThere();
  await desk.press('Enter');
  await desk.isDecided(1);
  await context.setOffline(false);
});

test('the model is not transferred a second time for offline use', async ({ page, context }) => {
  let bytes = 0;
  context.on('requestfinished', (request) => {
    if (!request.url().includes('/weights-000.bin')) return;
    void request.sizes().then(({ responseBodySize }) => (bytes += responseBodySize));
  });
  const desk = new Desk(page);
  await desk.open();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect.poll(() => bytes).toBeGreaterThan(0);
  const size = await page.evaluate(async () => {
    const response = await fetch('/models/default/weights-000.bin');
    return (await response.arrayBuffer()).byteLength;
  });
  expect(bytes).toBeLessThan(1.1 * size);
});
