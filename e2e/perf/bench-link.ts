/**
 * Where the time of linking one abstract goes, in Node on tfjs WASM (one thread) with the application's own linker.
 *
 *   npm run -s bench:link -- [--repeats N] [--model DIR …] [--beams N …] [--kb FILE|NAME] [--json]      (docs/benchmarks.md)
 *
 * Several models take turns, so that what else the machine does meets all of them; each is compared with the first.
 * `--beams` are given in the order of the models; a model without has the application's.
 */
import { parseArgs } from 'node:util';
import { loadKb } from '../../scripts/node/load-kb.js';
import { loadLinkerParts } from '../../scripts/node/load-linker.js';
import { BEAMS } from '../../src/core/link/beams.js';
import { createLinker } from '../../src/core/link/create-linker.js';
import type { Linker } from '../../src/core/link/linker.js';
import { Meanings } from '../../src/core/link/meaning.js';
import { mentionIdOf } from '../../src/core/mention/mention-id.js';
import type { Mention } from '../../src/core/text/document.js';
import { spanOf } from '../../src/core/text/span.js';
import { benchmarkAbstract } from './abstract.js';
import { positive } from './options.js';
import { milliseconds, quartilesOf, type Quartiles } from './quartiles.js';
import { cpuNow, emptyLog, timedEngine, type EngineLog } from './timed-engine.js';

const PARTS = ['inputs', 'encode', 'prefill', 'steps', 'search', 'combining'] as const;
type Part = (typeof PARTS)[number];

const PART_NAMES: Readonly<Record<Part, string>> = {
  inputs: 'tokenising the inputs',
  encode: 'encoder',
  prefill: 'decoder, prefixes',
  steps: 'decoder, steps',
  search: 'trie and beams',
  combining: 'evidence and ranking',
};

/** One link: CPU milliseconds of each part, and wall milliseconds of all. */
interface LinkTimes {
  readonly parts: Readonly<Record<Part, number>>;
  readonly wall: number;
  readonly log: EngineLog;
}

interface Benched {
  readonly folder: string;
  /** One that has read no name yet: what it remembers of a text would make the next link of it cheap. */
  readonly freshLinker: () => Linker;
  readonly beams: number;
  /** One a counted run. */
  readonly times: LinkTimes[];
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      repeats: { type: 'string' },
      model: { type: 'string', multiple: true, default: ['public/models/default'] },
      beams: { type: 'string', multiple: true, default: [] },
      kb: { type: 'string', default: 'mesh-starter' },
      json: { type: 'boolean', default: false },
    },
  });
  const repeats = positive(values.repeats, '--repeats', 7);
  let log = emptyLog();
  const kb = await loadKb(values.kb, say);
  const models: Benched[] = [];
  for (const [place, folder] of values.model.entries()) {
    const parts = await loadLinkerParts(folder, kb, say, (engine) => timedEngine(engine, () => log));
    const beams = positive(values.beams[place], '--beams', BEAMS);
    const { readVectors } = parts;
    const freshLinker = () => createLinker({ ...parts, meanings: readVectors && new Meanings(readVectors) });
    models.push({ folder, freshLinker, beams, times: [] });
  }

  const { text, mentions: places } = benchmarkAbstract();
  const mentions = places.map(({ start, end, type }): Mention => {
    const span = spanOf(start, end);
    return { id: mentionIdOf(span), span, type, origin: 'file' };
  });
  const request = { text, mentions, top: 5, memory: new Map(), mode: 'system' } as const;
  for (let run = 0; run <= repeats; run++) {
    for (const { freshLinker, beams, times } of inTurn(models, run)) {
      const linker = freshLinker();
      log = emptyLog();
      const wallFrom = performance.now();
      const from = cpuNow();
      await linker.link({ ...request, beams });
      const to = cpuNow();
      const wall = performance.now() - wallFrom;
      if (run > 0) times.push({ parts: partsOf(from, to, log), wall, log });
      say(`link ${run} of ${repeats}${run === 0 ? ' (not counted)' : ''}: ${Math.round(wall)} ms`);
    }
  }
  const reports = models.map(({ folder, times }) => ({ folder, ...linkReport(times, mentions.length) }));
  for (const { folder, text } of reports) process.stdout.write(`${folder}\n${text}\n`);
  const ratios = models.slice(1).map(({ folder, times }) => ({
    model: folder,
    to: models[0]?.folder,
    cpu_ratio: quartilesOf(times.map((time, i) => cpuOf(time) / cpuOf(models[0]?.times[i]))),
  }));
  for (const { model, to, cpu_ratio } of ratios) process.stdout.write(`${ratioLine(model, to, cpu_ratio)}\n`);
  if (!values.json) return;
  const json =
    reports.length === 1 ? reports[0]?.json : { models: reports.map((report) => report.json), ratios };
  process.stdout.write(`${JSON.stringify(json)}\n`);
}

/** The models, another one first in each run. */
function inTurn<T>(models: readonly T[], run: number): readonly T[] {
  const first = run % models.length;
  return [...models.slice(first), ...models.slice(0, first)];
}

/** CPU milliseconds of a whole link. */
function cpuOf(time: LinkTimes | undefined): number {
  return PARTS.reduce((sum, part) => sum + (time?.parts[part] ?? Number.NaN), 0);
}

function ratioLine(
  model: string,
  to: string | undefined,
  { median, lower, upper, count }: Quartiles,
): string {
  const range = `quartiles ${lower.toFixed(3)} to ${upper.toFixed(3)}, n = ${count}`;
  return `CPU of ${model} over ${to ?? ''}: ${median.toFixed(3)} (${range}); below 1 is faster`;
}

/** The parts add up to the whole: what lies between two calls of the engine is the search's. */
function partsOf(from: number, to: number, log: EngineLog): Record<Part, number> {
  const { encode, prefill, steps, began, ended } = log;
  return {
    inputs: began - from,
    encode,
    prefill,
    steps,
    search: ended - began - encode - prefill - steps,
    combining: to - ended,
  };
}

function linkReport(times: readonly LinkTimes[], mentions: number): { text: string; json: object } {
  const wall = quartilesOf(times.map((time) => time.wall));
  const totals = times.map(cpuOf);
  const cpu = quartilesOf(totals);
  const share = (part: Part) =>
    quartilesOf(times.map(({ parts }, i) => parts[part] / (totals[i] ?? Number.NaN))).median;
  const medianOf = (part: Part) => quartilesOf(times.map(({ parts }) => parts[part])).median;
  // The same in every run: nothing here is random.
  const { stepCount, rowCount, sourceTokens } = times[0]?.log ?? emptyLog();
  const text = [
    `link of ${mentions} mentions, wall: ${milliseconds(wall)}`,
    `link of ${mentions} mentions, CPU:  ${milliseconds(cpu)}; ${(cpu.median / mentions).toFixed(0)} ms a mention`,
    `${sourceTokens} source tokens, ${stepCount} steps, ${(rowCount / stepCount).toFixed(1)} rows a step`,
    ...PARTS.map(
      (part) =>
        `  ${PART_NAMES[part].padEnd(22)} ${(100 * share(part)).toFixed(1).padStart(5)} %  ${medianOf(part).toFixed(1).padStart(8)} ms`,
    ),
  ].join('\n');
  const json = {
    mentions,
    wall_ms: wall,
    cpu_ms: cpu,
    cpu_ms_per_mention: cpu.median / mentions,
    shares: Object.fromEntries(PARTS.map((part) => [part, share(part)])),
    source_tokens: sourceTokens,
    steps: stepCount,
    rows_per_step: rowCount / stepCount,
  };
  return { text, json };
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
