import { expect, test } from './fixtures/app.js';
import { Desk, jsonLines } from './pages/desk.js';

const TEXT = 'Made-up case\nA child with asthma wheezed. Later an odd quiet spell came, and then migraine.';

async function openOwnText(desk: Desk): Promise<void> {
  await desk.visit();
  await desk.importText(TEXT);
  await expect(desk.mentions.filter({ hasText: 'asthma' })).toBeVisible();
  await desk.suggestionsAreThere();
}

test('search finds by name, words and id, and corrects', async ({ page }) => {
  const desk = new Desk(page);
  await openOwnText(desk);
  await desk.focus('asthma');
  await desk.press('/');
  await expect(desk.searchField).toBeFocused();

  await desk.searchField.fill('D008881');
  await expect(desk.hits.first()).toContainText('Migraine Disorders');
  await desk.searchField.fill('disorders migraine');
  await expect(desk.hits.first()).toContainText('Migraine');
  await desk.searchField.fill('zzzz nothing');
  await expect(desk.panel).toContainText('Nothing matches “zzzz nothing”');
  await desk.searchField.fill('Bronchitis');
  await expect(desk.hits.first()).toContainText('Bronchitis');
  await desk.press('Enter');

  await expect(desk.mentions.filter({ hasText: 'asthma' })).toHaveAccessibleName(/decided Bronchitis/);
  const pairs = jsonLines(await desk.exported(/^Preference pairs/));
  expect(pairs.length).toBeGreaterThan(0);
  for (const pair of pairs) expect(pair).toMatchObject({ chosen: ' bronchitis', chosen_rank: null });
});

test('a mention is marked, resized, retyped and deleted by keyboard', async ({ page }) => {
  const desk = new Desk(page);
  await openOwnText(desk);
  const count = await desk.mentions.count();

  await test.step('mark the selected words', async () => {
    await page.getByText('Later an odd quiet spell').evaluate((run, words) => {
      const node = run.firstChild;
      const at = node?.textContent?.indexOf(words) ?? -1;
      if (!node || at < 0) throw new Error('The words are not in this run.');
      getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
    }, 'quiet spell');
    await expect(page.getByRole('button', { name: 'Mark as a mention' })).toBeVisible();
    await desk.press('m');
    await expect(desk.mentions).toHaveCount(count + 1);
    await expect(desk.current).toHaveText('quiet spell');
    await desk.suggestionsAreThere();
  });
  await test.step('move its start back by one word', async () => {
    await desk.press('e', 'Alt+Shift+ArrowLeft', 'Enter');
    await expect(desk.current).toHaveText('odd quiet spell');
    await desk.suggestionsAreThere();
  });
  await test.step('change its type', async () => {
    await desk.press('t');
    await desk.dialog.getByRole('button', { name: /Chemical/ }).press('Enter');
    await expect(desk.current).toHaveAccessibleName(/odd quiet spell, chemical/);
  });
  await test.step('delete it, and take that back', async () => {
    await desk.press('Delete');
    await expect(desk.mentions).toHaveCount(count);
    await desk.press('u');
    await expect(desk.mentions).toHaveCount(count + 1);
  });
  await page.reload();
  await expect(desk.mentions.filter({ hasText: 'odd quiet spell' })).toHaveAccessibleName(/chemical/);
});

test('none of these is written as -1 in PubTator', async ({ page }) => {
  const desk = new Desk(page);
  await openOwnText(desk);
  await desk.focus('migraine');
  await desk.press('n');
  await desk.isDecided(1);
  const row = (await desk.exported(/PubTator/)).split('\n').find((line) => line.includes('\tmigraine\t'));
  expect(row?.split('\t').slice(3)).toEqual(['migraine', 'Disease', '-1']);
  const start = Number(row?.split('\t')[1]);
  expect(TEXT.slice(start, start + 'migraine'.length)).toBe('migraine');
});
