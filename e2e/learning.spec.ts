import { expect, test } from './fixtures/app.js';
import { Desk, jsonLines } from './pages/desk.js';
import { fileOf, type GivenFile } from './pages/kbs-page.js';
import { LearningPage } from './pages/learning-page.js';

/** Texts of the test's own, each a document. */
const TEXTS = [
  'Asthma in a village\nForty children with asthma were seen. Eczema was common, and so was hay fever.',
  'Licorice\nA man with high blood pressure ate licorice. He had muscle weakness and a headache.',
  'Aspirin\nWomen who took aspirin had stomach ulcers more often. Anemia followed, and one had a stroke.',
  'Sugar and the eye\nDiabetes had led to blindness. Metformin was given; cataract and glaucoma were found.',
  'Lead in the water\nLead poisoning was found in nine. They had constipation and anemia, and one epilepsy.',
  'Fits and liver\nValproic acid was given for epilepsy. Two had jaundice; nausea and vomiting were common.',
];

/** Keys for the mentions of a document, again and again: not always what stands first. */
const KEYS = ['Enter', '2', 'Enter', '3'];

/** Decides every mention of a document, once it is open. */
async function decideAll(desk: Desk, text: string): Promise<number> {
  await expect(desk.text).toContainText(text.split('\n')[1] ?? text);
  await desk.suggestionsAreThere();
  const count = await desk.mentions.count();
  for (let at = 0; at < count; at++) {
    await desk.press(KEYS[at % KEYS.length] ?? 'Enter');
    await desk.isDecided(at + 1);
  }
  return count;
}

test('decide, train, read the report, keep and use, reload, go back, delete', async ({ page }) => {
  test.setTimeout(900_000);
  const desk = new Desk(page);
  const learning = new LearningPage(page);
  await desk.open();

  await test.step('decide twenty mentions in six texts', async () => {
    await desk.importText(TEXTS.join('\n\n'));
    let decided = 0;
    for (const [at, text] of TEXTS.entries()) {
      if (at > 0) await desk.press(']');
      decided += await decideAll(desk, text);
    }
    expect(decided).toBeGreaterThanOrEqual(20);
  });

  await test.step('training is proposed, and not begun', async () => {
    await expect(learning.messages).toContainText('has not learnt from');
    await learning.messages.getByRole('button', { name: 'See training' }).press('Enter');
    await expect(learning.main.getByRole('heading', { name: 'Train on your pairs' })).toBeVisible();
    await expect(learning.messages).not.toContainText('has not learnt from');
  });

  await test.step('train one epoch', async () => {
    await learning.set({ Epochs: '1', 'Names to judge by': '0', 'Learning rate': '0.002' });
    await learning.button('Train').press('Enter');
    await expect(learning.main.getByText(/^Linking with the version before, [1-9]/)).toBeVisible({
      timeout: 120_000,
    });
    await learning.button('Pause').press('Enter');
    await expect(learning.main.getByRole('heading', { name: 'Training is paused' })).toBeVisible();
  });

  await test.step('a closed tab loses no run: it is offered again, and goes on', async () => {
    await page.reload();
    await expect(desk.mentions.first()).toBeVisible();
    await learning.open('Train');
    await expect(learning.main.getByRole('heading', { name: 'Training was interrupted' })).toBeVisible();
    await learning.button('Continue').press('Enter');
    await learning.isJudged();
    await expect(learning.main.getByRole('img', { name: /^Loss over \d+ steps/ })).toBeVisible();
    await expect(learning.main.getByRole('table').first()).toContainText('right at first');
  });

  await test.step('keep it and use it: the next decision says which version made the suggestions', async () => {
    await learning.keepAndUse('First try');
    await desk.press('g', 'd');
    await desk.importText('Afterwards\nOne of them had asthma again.');
    await expect(desk.text).toContainText('asthma again');
    await desk.suggestionsAreThere();
    await desk.press('Enter');
    await desk.isDecided(1);
    const log = jsonLines(await desk.exported(/^Decision log/));
    expect(log.at(-1)?.modelHash).toMatch(/^[0-9a-f]{64}$/);
    expect(log.at(-1)?.modelHash).not.toBe(log[0]?.modelHash);
  });

  await test.step('it is in use after a reload', async () => {
    await page.reload();
    await expect(learning.status).toContainText('First try', { timeout: 120_000 });
    await learning.open('Versions');
    await expect(learning.versions.filter({ hasText: 'First try' })).toContainText('in use');
    await expect(learning.button('Delete First try')).toBeDisabled();
  });

  await test.step('and gone when it is taken back and deleted', async () => {
    await learning.button('Use the base model').press('Enter');
    await expect(learning.status).toContainText('seraph-base', { timeout: 60_000 });
    await expect(learning.button('Back to First try')).toBeVisible();
    await learning.button('Delete First try').press('Enter');
    await learning.dialog.getByRole('button', { name: 'Delete' }).press('Enter');
    await expect(learning.versions).toHaveCount(1);
  });
});

test('pairs are left out, taken back, filtered, exported and imported', async ({ page }) => {
  const desk = new Desk(page);
  const learning = new LearningPage(page);
  await desk.open();
  await desk.press('2', '3');
  await desk.isDecided(2);
  await learning.open('Pairs');
  const count = await learning.pairs.count();
  expect(count).toBeGreaterThanOrEqual(3);

  await test.step('one is left out, and undo takes that back', async () => {
    await learning
      .button(/^Leave out /)
      .first()
      .press('Enter');
    await expect(learning.pairs.first()).toContainText('left out');
    await expect(learning.button(/^Let in /).first()).toBeFocused();
    await desk.press('u');
    await expect(learning.main).not.toContainText('left out');
  });

  await test.step('a filter says how many it found', async () => {
    await learning.main.getByLabel('Words in the pairs').fill('no such words');
    await expect(learning.main.getByRole('status')).toContainText('0 pairs');
    await learning.button('Show all').press('Enter');
    await expect(learning.pairs).toHaveCount(count);
  });

  const exported = await test.step('the export holds all', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      learning.button('Export the pairs').press('Enter'),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    expect(jsonLines(text)).toHaveLength(count);
    return text;
  });

  await test.step('of a file, what is new comes in, and what cannot be read is told by line', async () => {
    const [first = ''] = exported.split('\n');
    const other = first.replace('"mention":"', '"mention":"other ').replace('"context_before":"', '$&Else. ');
    await give(learning, fileOf('ada.jsonl', `${first}\n${other}\n{\n`));
    const report = learning.main.getByRole('status').filter({ hasText: 'ada.jsonl' });
    await expect(report).toContainText('1 pair added, 1 here already, 1 line not read');
    await expect(report).toContainText('line 3');
    await expect(learning.pairs).toHaveCount(count + 1);
    await report.getByRole('button', { name: 'Close' }).press('Enter');
    await expect(report).toHaveCount(0);
  });

  await test.step('a pair leads to its mention', async () => {
    await learning
      .button(/: go to /)
      .last()
      .press('Enter');
    await expect(desk.text).toBeVisible();
    await expect(page.locator('[data-mention]:focus')).toHaveCount(1);
  });
});

test('a file that is no version of this model is refused, and says why', async ({ page }) => {
  const desk = new Desk(page);
  const learning = new LearningPage(page);
  await desk.open();
  await learning.open('Versions');
  const chooser = page.waitForEvent('filechooser');
  await learning.button('Import a version').press('Enter');
  await (await chooser).setFiles([fileOf('letter.zip', 'Dear Anna,\n')] as string[]);
  await expect(learning.messages.getByRole('alert')).toBeVisible();
  await expect(learning.versions).toHaveCount(1);
});

async function give(learning: LearningPage, file: GivenFile): Promise<void> {
  const chooser = learning.page.waitForEvent('filechooser');
  await learning.button('Import').press('Enter');
  await (await chooser).setFiles([file] as string[]);
}
