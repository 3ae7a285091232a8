/**
 * Times the built application in Chromium as its user meets it: first start, later starts, linking one abstract.
 *
 *   npm run build && npm run -s bench:app -- [--warm N] [--links N] [--json]      (docs/benchmarks.md)
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureScripts } from '../../scripts/gate/size-budget.mjs';
import { needsBuild } from '../../scripts/server/freshness.mjs';
import { createStaticServer, listen } from '../../scripts/server/static-server.mjs';
import { benchmarkAbstract } from './abstract.js';
import { reportOf, type AppFigures, type Start } from './app-report.js';
import { visit, type Visit } from './browser.js';
import { positive } from './options.js';
import { TrafficCounter } from './traffic.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DIST = path.join(ROOT, 'dist');

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function options() {
  const { values } = parseArgs({
    options: { warm: { type: 'string' }, links: { type: 'string' }, json: { type: 'boolean' } },
  });
  return {
    warm: positive(values.warm, '--warm', 5),
    links: positive(values.links, '--links', 7),
    json: values.json ?? false,
  };
}

/** How a start went, up to the first suggestion. */
async function startOf(here: Visit): Promise<Start> {
  const firstSuggestion = await here.firstSuggestion();
  const ended = async (method: string, count = 1) => (await here.finished(method, count)).end ?? Number.NaN;
  return {
    // The first is the knowledge bases' worker's, the second the model's.
    kbOpen: await ended('useProject'),
    modelLoaded: await ended('load'),
    linkable: await ended('useProject', 2),
    linkAsked: (await here.finished('link', 1)).start,
    firstSuggestion,
  };
}

/** Milliseconds of each link of the abstract, after one that is not counted. */
async function linksOf(here: Visit, count: number): Promise<AppFigures['links']> {
  const { pubtator, mentions } = benchmarkAbstract();
  const links: { call: number; shown: number }[] = [];
  let asked = 0;
  for (let run = 0; run <= count; run++) {
    await here.importText(pubtator(`bench-${run + 1}`));
    const first = await here.finished('link', ++asked);
    let last = first;
    let linked = first.mentions ?? 0;
    // The page asks for a few mentions first and then for the rest.
    while (linked < mentions.length) {
      last = await here.finished('link', ++asked);
      linked += last.mentions ?? 0;
    }
    if (linked !== mentions.length) {
      throw new Error(
        `${linked} mentions were linked instead of ${mentions.length}: the knowledge base found more than the text gives. ` +
          'Nothing is reported. Take its words out of e2e/perf/abstract.ts.',
      );
    }
    const until = (time: number | null | undefined): number => (time ?? Number.NaN) - first.start;
    if (run > 0) links.push({ call: until(last.end), shown: until(last.shown) });
    say(`link ${run} of ${count}${run === 0 ? ' (not counted)' : ''}: ${Math.round(until(last.end))} ms`);
  }
  return links;
}

async function measure(
  app: string,
  profile: string,
  traffic: TrafficCounter,
  { warm, links }: { readonly warm: number; readonly links: number },
): Promise<AppFigures> {
  let here = await visit(profile, app);
  try {
    const cold = await startOf(here);
    const coldTraffic = traffic.take();
    await here.offlineReady();
    const offlineTraffic = traffic.take();
    await here.close({ forget: true });
    say(`cold start: ${Math.round(cold.firstSuggestion)} ms`);
    traffic.take();

    const fresh: Start[] = [];
    const freshTraffic: ReturnType<TrafficCounter['take']>[] = [];
    for (let run = 1; run <= warm; run++) {
      here = await visit(profile, app);
      fresh.push(await startOf(here));
      freshTraffic.push(traffic.take());
      await here.finished('link', 1);
      await here.close({ forget: run < warm });
      traffic.take();
      say(`warm start ${run} of ${warm}: ${Math.round(fresh.at(-1)?.firstSuggestion ?? 0)} ms`);
    }

    const kept: number[] = [];
    for (let run = 1; run <= warm; run++) {
      here = await visit(profile, app);
      kept.push(await here.firstSuggestion());
      if (run < warm) await here.close();
    }
    const { value: model } = await here.finished('load', 1);
    if (!model) throw new Error('The page did not say what model it loaded. Nothing is reported.');
    await here.finished('useProject', 2);
    return {
      surroundings: await here.surroundings(),
      model,
      cold,
      fresh,
      kept,
      traffic: { cold: coldTraffic, offline: offlineTraffic, warm: freshTraffic },
      firstLoad: measureScripts(DIST),
      links: await linksOf(here, links),
    };
  } finally {
    await here.close();
  }
}

async function main(): Promise<void> {
  if (!existsSync(DIST)) throw new Error('There is no build. Nothing was measured. Run: npm run build');
  const wanted = options();
  const isStale = needsBuild(ROOT);
  if (isStale) say('The build is older than its sources: what is measured is the build.');
  const load = loadavg()[0] ?? 0;
  const profile = await mkdtemp(path.join(tmpdir(), 'seraph-bench-'));
  const server = createStaticServer(DIST);
  try {
    const traffic = new TrafficCounter(server);
    const app = `http://localhost:${await listen(server, 0, '127.0.0.1')}`;
    const { text, json } = reportOf(await measure(app, profile, traffic, wanted), { load, isStale });
    process.stdout.write(`${text}\n`);
    if (wanted.json) process.stdout.write(`${JSON.stringify(json)}\n`);
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(profile, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
