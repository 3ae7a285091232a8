import type { Locator, Page } from 'playwright/test';
import { expect } from '../fixtures/app.js';

/** What a file chooser is given. */
export type GivenFile = string | { name: string; mimeType: string; buffer: Buffer };

/** Steps of Tab after which something is not reachable by keyboard. */
const MOST_TABS = 80;

/** Reading a large file on one or two slow cores. */
const IMPORT = 120_000;

export function fileOf(name: string, content: string | Buffer): GivenFile {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content as string) };
}

/** The page of knowledge bases with its wizard, as its user knows it. */
export class KbsPage {
  readonly main: Locator;
  readonly installed: Locator;
  readonly wizard: Locator;
  readonly chooseFiles: Locator;
  readonly messages: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Knowledge bases' });
    this.installed = this.main.getByRole('region', { name: 'In this browser' });
    // Playwright takes file choosers over while somebody listens, and a chooser that opens as it begins is lost.
    page.on('filechooser', () => undefined);
    this.wizard = page.getByRole('dialog');
    this.chooseFiles = this.main.getByRole('button', { name: 'Choose files' });
    this.messages = page.getByRole('region', { name: 'Messages' });
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('g');
    await this.page.keyboard.press('k');
    await expect(this.main).toBeVisible();
  }

  /** What is in this browser, by title and version. */
  titles(): Promise<readonly string[]> {
    return this.installed
      .getByRole('listitem')
      .locator('button[aria-expanded] > :first-child')
      .allInnerTexts();
  }

  /** Presses Tab until `target` has the focus. */
  async tabTo(target: Locator): Promise<void> {
    for (let steps = 0; steps < MOST_TABS; steps++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    await expect(target, `not reached with ${MOST_TABS} steps of Tab`).toBeFocused();
  }

  /** Gives files to the wizard, by keyboard. */
  async give(...files: readonly GivenFile[]): Promise<void> {
    await this.tabTo(this.chooseFiles);
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.keyboard.press('Enter');
    await (await chooser).setFiles(files as string[]);
    await expect(this.wizard).toBeVisible();
  }

  /** Gives files and waits for what was recognised. */
  async look(...files: readonly GivenFile[]): Promise<void> {
    await this.give(...files);
    await expect(this.importButton).toBeVisible({ timeout: IMPORT });
  }

  get importButton(): Locator {
    return this.wizard.getByRole('button', { name: 'Import', exact: true });
  }

  /** Starts the import that the wizard shows, and waits for its outcome. */
  async import(): Promise<void> {
    await this.importButton.press('Enter');
    await expect(this.wizard.getByRole('heading', { name: /is ready$/ })).toBeVisible({ timeout: IMPORT });
  }

  /** Uses what was just imported for a type, and leaves the wizard. */
  async useFor(type: string): Promise<void> {
    const button = this.wizard.getByRole('button', { name: type });
    await button.press('Enter');
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await this.close();
  }

  /** Leaves the wizard; the focus is back where it was opened from. */
  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.wizard).toHaveCount(0);
    await expect(this.chooseFiles).toBeFocused();
  }
}
