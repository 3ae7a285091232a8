/**
 * Where the time of linking one abstract goes, in Node on tfjs WASM (one thread) with the application's own linker.
 *
 *   npm run -s bench:link -- [--repeats N] [--model DIR] [--kb FILE|NAME] [--json]      (docs/benchmarks.md)
 */
import { parseArgs } from 'node:util';
import { loadKb } from '../../scripts/node/load-kb.js';
import { loadLinkerParts } from '../../scripts/node/load-linker.js';
import { BEAMS } from '../../src/core/link/beams.js';
import { createLinker } from '../../src/core/link/create-linker.js';
import { mentionIdOf } from '../../src/core/mention/mention-id.js';
import type { Mention } from '../../src/core/text/document.js';
import { spanOf } from '../../src/core/text/span.js';
import { benchmarkAbstract } from './abstract.js';
import { positive } from './options.js';
import { milliseconds, quartilesOf } from './quartiles.js';
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

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      repeats: { type: 'string' },
      model: { type: 'string', default: 'public/models/default' },
      kb: { type: 'string', default: 'mesh-starter' },
      json: { type: 'boolean', default: false },
    },
  });
  const repeats = positive(values.repeats, '--repeats', 7);
  let log = emptyLog();
  const parts = await loadLinkerParts(values.model, await loadKb(values.kb, say), say, (engine) =>
    timedEngine(engine, () => log),
  );

  const linker = createLinker(parts);
  const { text, mentions: places } = benchmarkAbstract();
  const mentions = places.map(({ start, end, type }): Mention => {
    const span = spanOf(start, end);
    return { id: mentionIdOf(span), span, type, origin: 'file' };
  });
  const request = { text, mentions, top: 5, beams: BEAMS, memory: new Map(), mode: 'system' } as const;
  const times: LinkTimes[] = [];
  for (let run = 0; run <= repeats; run++) {
    log = emptyLog();
    const wallFrom = performance.now();
    const from = cpuNow();
    await linker.link(request);
    const to = cpuNow();
    const wall = performance.now() - wallFrom;
    if (run > 0) times.push({ parts: partsOf(from, to, log), wall, log });
    say(`link ${run} of ${repeats}${run === 0 ? ' (not counted)' : ''}: ${Math.round(wall)} ms`);
  }
  const links = linkReport(times, mentions.length);
  process.stdout.write(`${links.text}\n`);
  if (values.json) process.stdout.write(`${JSON.stringify(links.json)}\n`);
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
  const totals = times.map(({ parts }) => PARTS.reduce((sum, part) => sum + parts[part], 0));
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
