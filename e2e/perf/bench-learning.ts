/**
 * What training costs who goes on linking: the same abstract is linked in the built application in Chromium with a run of
 * training under way and with it paused, in turns.
 *
 *   npm run build && npm run -s bench:learning -- [--links N] [--json]      (docs/benchmarks.md)
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { createStaticServer, listen } from '../../scripts/server/static-server.mjs';
import { benchmarkAbstract } from './abstract.js';
import { visit, type Visit } from './browser.js';
import { positive } from './options.js';
import { milliseconds, quartilesOf } from './quartiles.js';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** So long that no run ends while it is measured. */
const EPOCHS = '50';
const PATIENCE = 300_000;

/** Milliseconds of a link, from the first call to the last answer. */
interface Linked {
  readonly training: number[];
  readonly paused: number[];
}

/** Links the abstract once more. `asked` counts the page's calls so far. */
async function linkOnce(here: Visit, asked: number, label: string): Promise<{ time: number; asked: number }> {
  const { pubtator, mentions } = benchmarkAbstract();
  await here.importText(pubtator(label));
  let linked = 0;
  let calls = asked;
  let start = Number.NaN;
  let end = Number.NaN;
  while (linked < mentions.length) {
    const call = await here.finished('link', ++calls);
    if (linked === 0) start = call.start;
    linked += call.mentions ?? 0;
    end = call.end ?? Number.NaN;
  }
  return { time: end - start, asked: calls };
}

/** Decides the mentions of the abstract, and starts to train on that. */
async function startTraining(page: Page): Promise<void> {
  const { mentions } = benchmarkAbstract();
  for (let decided = 0; decided < mentions.length; decided++) {
    await page.keyboard.press(decided % 2 === 0 ? 'Enter' : '2');
    await page.getByText(new RegExp(`^\\W*${decided + 1}/\\d+ decided$`)).waitFor({ timeout: PATIENCE });
  }
  await openTraining(page);
  const main = page.getByRole('main', { name: 'Learning' });
  await main.getByText('More settings').press('Enter');
  for (const [label, value] of [
    ['Epochs', EPOCHS],
    ['Patience', '0'],
    ['Names to judge by', '0'],
  ] as const) {
    await main.getByLabel(label, { exact: true }).fill(value);
  }
  await main.getByRole('button', { name: 'Train', exact: true }).press('Enter');
  await main.getByRole('img', { name: /^Loss over/ }).waitFor({ timeout: PATIENCE });
}

async function openTraining(page: Page): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page
    .getByRole('main', { name: 'Learning' })
    .getByRole('tab', { name: /^Train/ })
    .click();
}

async function turn(page: Page, button: 'Pause' | 'Resume'): Promise<void> {
  await openTraining(page);
  await page
    .getByRole('main', { name: 'Learning' })
    .getByRole('button', { name: button, exact: true })
    .click();
}

async function measure(app: string, profile: string, links: number): Promise<Linked> {
  const here = await visit(profile, app);
  try {
    await here.firstSuggestion();
    // The sample's mentions are linked in one call or two.
    await here.page
      .getByRole('button', { name: /not linked yet/ })
      .first()
      .waitFor({ state: 'detached' });
    let asked = await here.count('link');
    ({ asked } = await linkOnce(here, asked, 'bench-0'));
    await startTraining(here.page);
    const linked: Linked = { training: [], paused: [] };
    for (let run = 1; run <= links; run++) {
      const running = await linkOnce(here, asked, `bench-${run}-training`);
      linked.training.push(running.time);
      await turn(here.page, 'Pause');
      const paused = await linkOnce(here, running.asked, `bench-${run}-paused`);
      linked.paused.push(paused.time);
      asked = paused.asked;
      await turn(here.page, 'Resume');
      process.stderr.write(
        `${run} of ${links}: ${Math.round(running.time)} ms while training, ${Math.round(paused.time)} ms paused\n`,
      );
    }
    return linked;
  } finally {
    await here.close();
  }
}

async function main(): Promise<void> {
  if (!existsSync(DIST)) throw new Error('There is no build. Nothing was measured. Run: npm run build');
  const { values } = parseArgs({ options: { links: { type: 'string' }, json: { type: 'boolean' } } });
  const links = positive(values.links, '--links', 5);
  const load = loadavg()[0] ?? 0;
  const profile = await mkdtemp(path.join(tmpdir(), 'seraph-bench-'));
  const server = createStaticServer(DIST);
  try {
    const app = `http://localhost:${await listen(server, 0, '127.0.0.1')}`;
    const { training, paused } = await measure(app, profile, links);
    const ratios = quartilesOf(training.map((time, run) => time / (paused[run] ?? Number.NaN)));
    process.stdout.write(
      `load ${load.toFixed(1)} before\n` +
        `an abstract of ten mentions, linked while training: ${milliseconds(quartilesOf(training))}\n` +
        `and with training paused: ${milliseconds(quartilesOf(paused))}\n` +
        `ratio ${ratios.median.toFixed(2)} (quartiles ${ratios.lower.toFixed(2)} to ${ratios.upper.toFixed(2)})\n`,
    );
    if (values.json) {
      process.stdout.write(`${JSON.stringify({ training, paused, ratio: ratios.median })}\n`);
    }
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(profile, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
