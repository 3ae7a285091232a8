import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures/app.js';
import { madeUpObo, madeUpTerms } from './fixtures/made-up-obo.js';
import { Desk } from './pages/desk.js';
import { fileOf, KbsPage, type GivenFile } from './pages/kbs-page.js';
import { LearningPage } from './pages/learning-page.js';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;
const SCHEMES = ['light', 'dark'] as const;

interface Screen {
  readonly name: string;
  readonly open: (desk: Desk) => Promise<void>;
}

/** Every screen; each is reached from the text and left with Escape or `g d`. */
const SCREENS: readonly Screen[] = [
  { name: 'text', open: (desk) => expect(desk.text).toBeVisible() },
  {
    name: 'search',
    open: async (desk) => {
      await desk.press('/');
      await desk.searchField.fill('arthritis');
      await expect(desk.hits.first()).toBeVisible();
    },
  },
  { name: 'keys', open: (desk) => openDialog(desk, '?') },
  { name: 'import', open: (desk) => openDialog(desk, 'i') },
  { name: 'type', open: (desk) => openDialog(desk, 't') },
  {
    name: 'status',
    open: async (desk) => {
      await desk.page.getByRole('button', { name: /^Status/ }).click();
      await expect(desk.dialog).toBeVisible();
    },
  },
  { name: 'concept', open: (desk) => openDialog(desk, 'o') },
  { name: 'synonym', open: (desk) => openDialog(desk, 's') },
  {
    name: 'tree',
    open: async (desk) => {
      await desk.panel.getByText('Above and below').click();
      await expect(desk.panel.getByRole('treegrid')).toBeVisible();
    },
  },
  {
    name: 'new-concept',
    open: async (desk) => {
      await desk.press('/');
      await desk.searchField.fill('hiccup of the moon');
      await desk.hits.filter({ hasText: 'as a new concept' }).click();
      await expect(desk.dialog).toBeVisible();
    },
  },
  {
    name: 'kbs',
    open: async (desk) => {
      await openPage(desk, 'k', 'Knowledge bases');
      await expect(desk.page.getByRole('button', { name: /^Install / }).first()).toBeVisible();
    },
  },
  { name: 'wizard', open: (desk) => openWizard(desk, fileOf('made-up.obo', madeUpObo(madeUpTerms(300)))) },
  { name: 'wizard-table', open: (desk) => openWizard(desk, fileOf('ailments.csv', TABLE)) },
  {
    name: 'wizard-refusal',
    open: async (desk) => {
      const kbs = await openKbs(desk);
      await kbs.give(fileOf('letter.obo', 'Dear Anna,\n'));
      await expect(kbs.wizard.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'wizard-outcome',
    open: async (desk) => {
      await openWizard(desk, fileOf('made-up.obo', madeUpObo(madeUpTerms(300))));
      await new KbsPage(desk.page).import();
    },
  },
  {
    name: 'kb-details',
    open: async (desk) => {
      const kbs = await openKbs(desk);
      await kbs.installed.getByRole('button', { expanded: false }).first().click();
    },
  },
  { name: 'pairs', open: (desk) => openLearning(desk, 'Pairs') },
  {
    name: 'train',
    open: async (desk) => {
      await openLearning(desk, 'Train');
      await desk.page.getByText('More settings').click();
    },
  },
  { name: 'versions', open: (desk) => openLearning(desk, 'Versions') },
  { name: 'memory', open: (desk) => openLearning(desk, 'Memory') },
  { name: 'documents', open: (desk) => openPage(desk, 'l', 'Documents') },
];

/** German lengths in the names of the columns and in the cells. */
const TABLE = [
  'Kennung,Krankheitsbezeichnung,Bezeichnungsvarianten',
  ...Array.from(
    { length: 5 },
    (_, row) => `X${row},Erfundenes Mondscheinschluckaufsyndrom ${row},Schluckauf|Mond`,
  ),
].join('\n');

async function openLearning(desk: Desk, part: 'Pairs' | 'Train' | 'Versions' | 'Memory'): Promise<void> {
  await new LearningPage(desk.page).open(part);
}

async function openKbs(desk: Desk): Promise<KbsPage> {
  const kbs = new KbsPage(desk.page);
  await kbs.open();
  return kbs;
}

async function openWizard(desk: Desk, file: GivenFile): Promise<void> {
  const kbs = await openKbs(desk);
  await kbs.look(file);
}

async function openDialog(desk: Desk, key: string): Promise<void> {
  await desk.press(key);
  await expect(desk.dialog).toBeVisible();
}

async function openPage(desk: Desk, key: string, name: string): Promise<void> {
  await desk.press('g', key);
  await expect(desk.page.getByRole('main', { name })).toBeVisible();
}

/** Rules of WCAG 2.2, levels A and AA, and axe's own best practices. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

for (const size of SIZES) {
  for (const colorScheme of SCHEMES) {
    const title = `every screen is accessible and fits: ${size.width} px, ${colorScheme}`;
    test(title, async ({ page }, testInfo) => {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const desk = new Desk(page);
      await desk.open();
      await desk.press('1', '2', 'n');
      await desk.isDecided(3);
      for (const { name, open } of SCREENS) {
        await test.step(name, async () => {
          await open(desk);
          const file = `screens/${name}-${size.width}-${colorScheme}.png`;
          await page.screenshot({ path: `${testInfo.project.outputDir}/${file}` });
          expect.soft(await violations(page), `${name}: axe`).toEqual([]);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect.soft(overflow, `${name}: pixels beyond the right edge`).toBe(0);
          await desk.press('Escape');
          await expect(desk.dialog).toHaveCount(0);
          // A dialog may have stood over the search, whose field has the focus again.
          if ((await desk.searchField.count()) > 0) await desk.searchField.press('Escape');
          await desk.press('g', 'd');
        });
      }
    });
  }
}
