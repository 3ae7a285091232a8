import { expect, test } from './fixtures/app.js';
import { Desk, jsonLines } from './pages/desk.js';

test.describe('first visit', () => {
  test.use({ firstVisit: true });

  test('the first minute, by keyboard alone', async ({ page }) => {
    const desk = new Desk(page);
    await desk.open();
    await expect(page.getByText('Nothing leaves this page.')).toBeVisible();
    const total = await desk.mentions.count();
    expect(total).toBeGreaterThanOrEqual(5);

    await test.step('accept the first, the second, none of these, undo', async () => {
      await desk.press('Enter');
      await desk.isDecided(1);
      await desk.press('2');
      await desk.isDecided(2);
      await desk.press('n');
      await desk.isDecided(3);
      await desk.press('u');
      await desk.isDecided(2);
    });
    await desk.press('n');
    await desk.isDecided(3);
    const before = await desk.spoken();
    expect(before.filter((name) => name.includes('decided none of these'))).toHaveLength(1);

    await test.step('everything is there after a reload, without waiting for the model', async () => {
      await page.reload();
      await desk.isDecided(3);
      expect(await desk.spoken()).toEqual(before);
    });

    await test.step('the pairs follow from the decisions and export as JSON lines', async () => {
      await desk.press('g', 'p');
      const table = page.getByRole('table');
      await expect(table).toBeVisible();
      const rows = (await table.getByRole('row').count()) - 1;
      await desk.press('g', 'd');
      const pairs = jsonLines(await desk.exported(/^Preference pairs/));
      expect(pairs).toHaveLength(rows);
      expect(rows).toBeGreaterThanOrEqual(2);
      for (const pair of pairs) {
        expect(pair.chosen).not.toEqual(pair.rejected);
        expect(pair.prompt).toContain(pair.mention);
        expect(pair.model_hash).toMatch(/^[0-9a-f]{64}$/);
        expect(pair.kb_hash).toMatch(/^[0-9a-f]{64}$/);
      }
      expect(pairs.some((pair) => pair.chosen_rank === 2 && pair.rejected_rank === 1)).toBe(true);
    });

    await test.step('the log holds every act, undo included', async () => {
      const kinds = jsonLines(await desk.exported(/^Decision log/)).map(
        ({ action }) => (action as { kind: string }).kind,
      );
      expect(kinds).toEqual(['accept', 'accept', 'nil', 'undo', 'nil']);
    });
  });
});

test('the sample is linked to the concepts it means', async ({ page }) => {
  const desk = new Desk(page);
  await desk.open();
  const spoken = await desk.spoken();
  const means = (words: string, concept: string) =>
    expect(spoken).toContainEqual(
      expect.stringMatching(new RegExp(`, ${words}, .*suggested ${concept}, \\d+ percent`)),
    );
  means('methotrexate', 'Methotrexate');
  means('rheumatoid arthritis', 'Arthritis, Rheumatoid');
  means('RA', 'Arthritis, Rheumatoid');
  means('folic acid', 'Folic Acid');
  means('heart attack', 'Myocardial Infarction');
  means('chronic kidney failure', 'Kidney Failure, Chronic');
});

test('redo brings back what undo took', async ({ page }) => {
  const desk = new Desk(page);
  await desk.open();
  await desk.press('1');
  await desk.isDecided(1);
  const decided = await desk.spoken();
  await desk.press('u');
  await desk.isDecided(0);
  await desk.press('Shift+U');
  await desk.isDecided(1);
  expect(await desk.spoken()).toEqual(decided);
});

test('help lists the keys and gives the keyboard back', async ({ page }) => {
  const desk = new Desk(page);
  await desk.open();
  await desk.press('?');
  await expect(desk.dialog).toContainText('None of these');
  await desk.press('1');
  await desk.press('Escape');
  await expect(desk.dialog).toHaveCount(0);
  await desk.isDecided(0);
});
