import { writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures/app.js';
import { madeUpObo, madeUpTerms } from './fixtures/made-up-obo.js';
import { Desk } from './pages/desk.js';
import { fileOf, KbsPage } from './pages/kbs-page.js';

const BAD_FILES = [
  {
    what: 'a letter',
    file: fileOf('letter.obo', 'Dear Anna,\n\nthe weather is fine here, and nobody is ill.\n'),
  },
  { what: 'an empty file', file: fileOf('empty.obo', '') },
  {
    what: 'an encoding that is none',
    file: fileOf(
      'latin.obo',
      Buffer.concat([
        Buffer.from('format-version: 1.2\n\n[Term]\nid: A:1\nname: '),
        Buffer.from([0xfc, 0xff, 0xfe, 0x81]),
      ]),
    ),
  },
  { what: 'a zip that is cut off', file: fileOf('cut.zip', Buffer.from('504b0304140000000800', 'hex')) },
  {
    what: 'an entity bomb',
    file: fileOf(
      'bomb.owl',
      '<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>',
    ),
  },
] as const;

test('files that are no knowledge base are refused with a reason, and all stays whole', async ({ page }) => {
  const kbs = new KbsPage(page);
  await new Desk(page).visit();
  await kbs.open();
  await expect(kbs.installed.getByRole('listitem').first()).toBeVisible();
  const before = await kbs.titles();
  for (const { what, file } of BAD_FILES) {
    await test.step(what, async () => {
      await kbs.give(file);
      // Wrong from the first look, or once it is read to its end.
      await expect(kbs.wizard.getByRole('alert').or(kbs.importButton)).toBeVisible();
      if ((await kbs.importButton.count()) > 0 && (await kbs.importButton.isEnabled())) {
        await kbs.importButton.press('Enter');
      }
      const alert = kbs.wizard.getByRole('alert');
      await expect(alert).toBeVisible();
      const words = await alert.getByRole('paragraph').innerText();
      expect(words.split(/[.:] /).length, words).toBeGreaterThanOrEqual(3);
      expect(words).not.toContain('failed inside Seraph');
      await kbs.close();
      expect(await kbs.titles()).toEqual(before);
    });
  }
});

test('Escape leaves the wizard for good, even while nothing has the focus', async ({ page }) => {
  const desk = new Desk(page);
  const kbs = new KbsPage(page);
  await desk.visit();
  await kbs.open();
  await kbs.give(fileOf('letter.obo', 'Dear Anna,\n'));
  await expect(kbs.wizard.getByRole('alert')).toBeVisible();
  // On a busy machine the dialog takes the focus a frame too late; here that frame never comes.
  await page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
    (document.activeElement as HTMLElement).blur();
  });
  await desk.press('1', 'Escape');
  await expect(kbs.wizard).toHaveCount(0);
  await expect(kbs.main).toBeVisible();
  await desk.press('g', 'd');
  await expect(desk.text).toBeVisible();
  await desk.isDecided(0);
  await kbs.open();
  await expect(kbs.wizard).toHaveCount(0);
  await kbs.tabTo(kbs.chooseFiles);
});

test('an import that is stopped leaves nothing, and the next one works', async ({ page }, testInfo) => {
  const kbs = new KbsPage(page);
  await new Desk(page).visit();
  await kbs.open();
  await expect(kbs.installed.getByRole('listitem').first()).toBeVisible();
  const before = await kbs.titles();
  const large = testInfo.outputPath('large.obo');
  await writeFile(large, madeUpObo(madeUpTerms(300_000, 5)));

  await kbs.look(large);
  await kbs.importButton.press('Enter');
  const cancel = kbs.wizard.getByRole('button', { name: 'Cancel the import' });
  await expect(kbs.wizard.getByRole('progressbar')).toBeVisible();
  await cancel.press('Enter');
  await expect(kbs.wizard.getByRole('alert')).toContainText('The import was stopped.');
  await kbs.close();
  expect(await kbs.titles()).toEqual(before);

  await kbs.look(fileOf('small.obo', madeUpObo(madeUpTerms(50, 6), '2026-02-02')));
  await kbs.import();
  await kbs.close();
  await expect.poll(() => kbs.titles()).toHaveLength(before.length + 1);
});

test('columns of a table are read as the curator says', async ({ page }) => {
  const kbs = new KbsPage(page);
  await new Desk(page).visit();
  await kbs.open();
  const rows = Array.from(
    { length: 9 },
    (_, index) => `T${index},Sneezing ${index},Snuffle ${index};Snort ${index}`,
  );
  await kbs.look(fileOf('ailments.csv', ['key,word,others', ...rows].join('\n')));
  await kbs.wizard.getByRole('checkbox', { name: 'The first row holds the names of the columns' }).check();
  const columns = kbs.wizard.getByRole('combobox', { name: /is read as$/ });
  await columns.nth(0).selectOption('Id');
  await columns.nth(1).selectOption('Preferred name');
  await columns.nth(2).selectOption('Synonyms');
  await kbs.wizard.getByRole('textbox', { name: 'Between synonyms stands' }).fill(';');
  const first = kbs.wizard.getByRole('list', { name: 'First concepts' }).getByRole('listitem').first();
  await expect(first).toContainText('Sneezing 0');
  await expect(first).toContainText('Snuffle 0 · Snort 0');
  await kbs.import();
  await expect(kbs.wizard).toContainText('9 concepts with 27 names');
});
