import { expect, test } from './fixtures/app.js';
import { Desk } from './pages/desk.js';

test('text pasted outside any field is opened', async ({ page }) => {
  const desk = new Desk(page);
  await desk.visit();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'An invented title\nAspirin helped against headache.');
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await expect(desk.text).toContainText('Aspirin helped against headache.');
  await expect(desk.mentions.filter({ hasText: 'Aspirin' })).toHaveAccessibleName(/chemical/);
  await page.reload();
  await expect(desk.text).toContainText('Aspirin helped against headache.');
});

test('several abstracts become several documents', async ({ page }) => {
  const desk = new Desk(page);
  await desk.visit();
  await desk.importText(
    'First invented title\n\nOne patient had gout for years, and it went away slowly.\n\n' +
      'Second invented title\n\nAnother patient had mumps for days, and it went away quickly.',
  );
  await expect(desk.text).toContainText('gout');
  await desk.press(']');
  await expect(desk.text).toContainText('mumps');
  await desk.press('g', 'l');
  await expect(page.getByRole('main', { name: 'Documents' }).getByRole('listitem')).toHaveCount(3);
});

test('PubTator keeps the good, and tells line and reason of the bad', async ({ page }) => {
  const desk = new Desk(page);
  await desk.visit();
  await desk.importText(
    [
      '101|t|An invented title on gout',
      '101|a|The foot hurt.',
      '101\t21\t25\tgout\tDisease\tD006073',
      '101\t0\t4\twrong words\tDisease\tD006073',
      '',
      '102|t|A second title on mumps',
      '102|a|The cheek hurt.',
      'this line is no PubTator',
      '',
    ].join('\n'),
  );
  await expect(desk.dialog).toContainText('2 documents were added');
  await expect(desk.dialog).toContainText('line 4');
  await expect(desk.dialog).toContainText('line 8');
  await desk.press('Escape');
  await expect(desk.mentions.filter({ hasText: 'gout' })).toBeVisible();
  const written = await desk.exported(/PubTator/);
  expect(written).toContain('101\t21\t25\tgout\tDisease\tD006073');
  expect(written).not.toContain('wrong words');
});

test('HTML, control characters and lone surrogates stay text', async ({ page }) => {
  const desk = new Desk(page);
  await desk.visit();
  const odd = 'Odd <b onclick="x()">title</b> &amp; \u0007 bell \ud83d end 😀\nGout came back.';
  await desk.importText(odd);
  await expect(desk.text).toContainText('<b onclick="x()">title</b> &amp;');
  await expect(desk.mentions.filter({ hasText: 'Gout' })).toBeVisible();
});

test('nothing to import is said, and nothing is lost', async ({ page }) => {
  const desk = new Desk(page);
  await desk.visit();
  await desk.importText('   \n\n');
  await expect(desk.dialog.getByRole('button', { name: /^Import/ })).toBeDisabled();
  await desk.press('Escape');
  await expect(desk.text).toContainText('an invented example');
});

test('a paste of 5 MB is opened, its mention found, and the keys go on working', async ({ page }) => {
  const desk = new Desk(page);
  await desk.visit();
  await page.evaluate(() => {
    const sentence = 'This sentence is long and says nothing at all. ';
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', `${sentence.repeat(5e6 / sentence.length)}Gout ended it.`);
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await expect(desk.mentions.filter({ hasText: 'Gout' })).toBeAttached({ timeout: 60_000 });
  await desk.press('g', 'l');
  const list = page.getByRole('main', { name: 'Documents' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list).toContainText('Sample');
});
