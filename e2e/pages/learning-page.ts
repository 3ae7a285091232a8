import type { Locator, Page } from 'playwright/test';
import { expect } from '../fixtures/app.js';

/** A run of a few steps, with what is judged before and after, on one or two slow cores. */
const RUN = 480_000;

/** The page of learning, as its user knows it. */
export class LearningPage {
  readonly main: Locator;
  readonly dialog: Locator;
  readonly pairs: Locator;
  readonly versions: Locator;
  readonly status: Locator;
  readonly messages: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Learning' });
    // Playwright takes file choosers over while somebody listens, and a chooser that opens as it begins is lost.
    page.on('filechooser', () => undefined);
    this.dialog = page.getByRole('dialog');
    this.pairs = this.main
      .getByRole('table')
      .getByRole('row')
      .filter({ has: page.getByRole('cell') });
    this.versions = this.main.getByRole('region', { name: 'Versions of the model' }).getByRole('listitem');
    this.status = page.getByRole('button', { name: /^Status/ });
    this.messages = page.getByRole('region', { name: 'Messages' });
  }

  /** Opens it, by keyboard, at one of its parts. */
  async open(part: 'Pairs' | 'Train' | 'Versions' | 'Memory'): Promise<void> {
    await this.page.keyboard.press('g');
    await this.page.keyboard.press('p');
    await expect(this.main).toBeVisible();
    await this.turnTo(part);
  }

  /** Another part, with the arrow keys. */
  async turnTo(part: string): Promise<void> {
    const tabs = this.main.getByRole('tab');
    await tabs.and(this.page.locator('[aria-selected="true"]')).focus();
    for (let steps = 0; steps < (await tabs.count()); steps++) {
      if ((await this.page.locator(':focus').innerText()).startsWith(part)) break;
      await this.page.keyboard.press('ArrowRight');
    }
    await expect(this.main.getByRole('tab', { name: new RegExp(`^${part}`) })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  }

  button(name: string | RegExp): Locator {
    return this.main.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** Settings by their labels; those that are folded away are unfolded. */
  async set(settings: Readonly<Record<string, string>>): Promise<void> {
    await this.main.getByText('More settings').press('Enter');
    for (const [label, value] of Object.entries(settings)) {
      await this.main.getByLabel(label, { exact: true }).fill(value);
    }
  }

  /** Waits until the run has its report. */
  async isJudged(): Promise<void> {
    await expect(this.main.getByRole('heading', { name: 'What training did' })).toBeVisible({ timeout: RUN });
  }

  /** Keeps the version under a name, and links with it. */
  async keepAndUse(name: string): Promise<void> {
    await this.main.getByLabel('Name of this version').fill(name);
    await this.button('Keep and use').press('Enter');
    await expect(this.status).toContainText(name, { timeout: RUN });
  }
}
