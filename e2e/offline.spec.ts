import { expect, test } from './fixtures/app.js';
import { Desk } from './pages/desk.js';

test.use({ firstVisit: true });

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

test('the second start transfers no weights', async ({ page, context }) => {
  const transferred: string[] = [];
  context.on('request', (request) => {
    if (/weights-\d+\.bin/.test(request.url())) transferred.push(new URL(request.url()).pathname);
  });
  const desk = new Desk(page);
  await desk.open();
  const once = [...transferred];
  expect(once.length).toBeGreaterThan(0);
  expect(new Set(once).size).toBe(once.length);
  await page.reload();
  await expect(desk.mentions.first()).toBeVisible();
  await desk.importText('Another text\nThe visitor had measles.');
  await expect(desk.mentions.filter({ hasText: 'measles' })).toBeVisible();
  await desk.suggestionsAreThere();
  expect(transferred).toEqual(once);
});
