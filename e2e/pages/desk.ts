import type { Locator, Page } from 'playwright/test';
import { expect } from '../fixtures/app.js';

/** The first visit reads the knowledge base and loads the model, on one or two slow cores. */
const FIRST_SUGGESTION = 120_000;

/** The screen with the text and the panel, as its user knows it: by names and keys, never by class. */
export class Desk {
  readonly text: Locator;
  readonly mentions: Locator;
  /** The mention under focus. */
  readonly current: Locator;
  readonly panel: Locator;
  readonly candidates: Locator;
  readonly messages: Locator;
  readonly searchField: Locator;
  readonly hits: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.text = page.getByRole('main', { name: 'Text' });
    this.mentions = this.text.getByRole('button', { name: /^mention \d+ of \d+/ });
    this.current = this.text.locator('[aria-current="true"]');
    this.panel = page.getByRole('complementary', { name: 'Concepts' });
    this.candidates = this.panel.getByRole('button', { name: /^Accept \d/ });
    this.messages = page.getByRole('region', { name: 'Messages' });
    this.searchField = page.getByRole('combobox', { name: 'Search the knowledge base' });
    this.hits = page.getByRole('listbox', { name: 'Concepts found' }).getByRole('option');
    this.dialog = page.getByRole('dialog');
  }

  /** Opens the page and waits until the sample's mentions are found; they may not be linked yet. */
  async visit(): Promise<void> {
    await this.page.goto('/');
    await expect(this.mentions.first()).toBeVisible({ timeout: FIRST_SUGGESTION });
  }

  /** Opens the page and waits until the mention under focus has candidates. */
  async open(address = '/'): Promise<void> {
    await this.page.goto(address);
    await this.suggestionsAreThere();
  }

  async suggestionsAreThere(): Promise<void> {
    await expect(this.candidates.first()).toBeVisible({ timeout: FIRST_SUGGESTION });
    await expect(this.text.getByRole('button', { name: /not linked yet/ })).toHaveCount(0, {
      timeout: FIRST_SUGGESTION,
    });
  }

  /** Names of all mentions, as a screen reader says them. */
  async spoken(): Promise<readonly string[]> {
    return this.mentions.evaluateAll((marks) => marks.map((mark) => mark.getAttribute('aria-label') ?? ''));
  }

  /** Presses keys one after the other, as on the home row. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** The first mention with these words becomes the one under focus. */
  async focus(words: string): Promise<void> {
    await this.mentions.filter({ hasText: words }).first().click();
    await expect(this.current).toContainText(words);
  }

  async isDecided(count: number): Promise<void> {
    await expect(this.page.getByText(new RegExp(`^\\W*${count}/\\d+ decided$`))).toBeVisible();
  }

  /** Imports through the dialog, by keyboard. */
  async importText(text: string): Promise<void> {
    await this.press('i');
    await this.dialog.getByRole('textbox').fill(text);
    await this.press('Control+Enter');
  }

  /** Content of the file that an item of the export menu gives. */
  async exported(item: string | RegExp): Promise<string> {
    await this.page.getByRole('button', { name: 'Export', exact: true }).click();
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('menuitem', { name: item }).click(),
    ]);
    const stream = await download.createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  }
}

/** The objects of a JSON lines file; throws when a line is not JSON or the last one does not end. */
export function jsonLines(content: string): readonly Record<string, unknown>[] {
  expect(content.endsWith('\n')).toBe(true);
  return content
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
