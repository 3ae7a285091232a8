/**
 * Times the search over one knowledge base: a seeded sample of its names typed letter by letter, and queries by id, by
 * words in another order and with one typo, each as the worker answers it. Also the time and size of the index.
 *
 *   npm run -s bench:search -- [--kb FILE|NAME] [--sample N] [--seed N] [--limit N] [--json]      (docs/benchmarks.md)
 */
import { parseArgs } from 'node:util';
import { tablesOf } from '../../src/core/kb/array-tables.js';
import { createRandom } from '../../src/core/random.js';
import { buildSearchIndex } from '../../src/core/search/build-search-index.js';
import { partAlone, plainRequest } from '../../src/core/search/kb-search.js';
import { encodeSearchIndex, openSearchIndex, verifySearchIndex } from '../../src/core/search/search-index.js';
import { searchParts } from '../../src/core/search/search-parts.js';
import { finish } from '../../src/core/steps.js';
import { positive } from '../../e2e/perf/options.js';
import { whole } from '../../e2e/perf/quartiles.js';
import { loadKb } from '../node/load-kb.js';
import { benchQueries, KINDS, type Kind } from './queries.js';

const SHARES = [0.5, 0.95, 0.99, 1] as const;

interface Timed {
  readonly kind: Kind;
  readonly query: string;
  readonly milliseconds: number;
  /** Whether the concept that was looked for is among the hits. */
  readonly found: boolean;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kb: { type: 'string', default: 'mesh-starter' },
      sample: { type: 'string' },
      seed: { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const sample = positive(values.sample, '--sample', 400);
  const seed = positive(values.seed, '--seed', 20_261_124);
  const limit = positive(values.limit, '--limit', 20);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);

  const kb = await loadKb(values.kb, say);
  const tables = tablesOf(kb.concepts);
  const heapBefore = heap();
  const build = timeSteps(buildSearchIndex(tables, kb.hash));
  const [bytes, encodeTime] = timed(() => encodeSearchIndex(build.result));
  const [index, openTime] = timed(() => openSearchIndex(bytes, kb.hash, tables));
  const [, verifyTime] = timed(() => verifySearchIndex(bytes));
  const parts = [partAlone(index, tables)];

  const queries = benchQueries(tables.names, tables.concepts, sample, createRandom(seed));
  // The machine's own warming up is no part of a session's hundredth query.
  for (const { query } of queries.slice(0, 200)) finish(searchParts(parts, plainRequest(query, limit)));
  let longestStep = 0;
  const times = queries.map(({ kind, query, concept }): Timed => {
    const { result, total, longest } = timeSteps(searchParts(parts, plainRequest(query, limit)));
    longestStep = Math.max(longestStep, longest);
    return {
      kind,
      query,
      milliseconds: total,
      found: result.some((hit) => hit.concept === tables.concepts.at(concept)),
    };
  });

  const lines = [
    `${kb.info.id}: ${whole(tables.concepts.conceptCount)} concepts, ${whole(tables.names.nameCount)} names, ` +
      `${whole(index.entryCount)} entries, ${whole(index.vocabulary.count)} words`,
    `index: built in ${(build.total / 1000).toFixed(1)} s (longest step ${build.longest.toFixed(0)} ms), ` +
      `${whole(bytes.length)} bytes, ${(bytes.length / tables.names.nameCount).toFixed(1)} a name; ` +
      `packed in ${encodeTime.toFixed(0)} ms, opened in ${openTime.toFixed(1)} ms, verified in ${verifyTime.toFixed(0)} ms; ` +
      `${((heap() - heapBefore) / 2 ** 20).toFixed(0)} MiB held`,
    `longest step of a query: ${longestStep.toFixed(1)} ms`,
    'kind                     queries  found, %    p50    p95    p99    max',
    ...[...KINDS, null].map((kind) =>
      row(kind ?? 'all', kind ? times.filter((each) => each.kind === kind) : times),
    ),
    'slowest:',
    ...times
      .toSorted((a, b) => b.milliseconds - a.milliseconds)
      .slice(0, 5)
      .map(({ query, milliseconds }) => `  ${milliseconds.toFixed(1)} ms  ${query}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!values.json) return;
  const [p50, p95, p99, max] = shares(times);
  process.stdout.write(
    `${JSON.stringify({
      search_p50_ms: p50,
      search_p95_ms: p95,
      search_p99_ms: p99,
      search_max_ms: max,
      search_build_s: build.total / 1000,
      search_index_bytes: bytes.length,
      names: tables.names.nameCount,
      queries: times.length,
    })}\n`,
  );
}

function timeSteps<T>(steps: Generator<unknown, T, void>): { result: T; total: number; longest: number } {
  const from = performance.now();
  let longest = 0;
  for (let begin = from; ; begin = performance.now()) {
    const step = steps.next();
    const end = performance.now();
    longest = Math.max(longest, end - begin);
    if (step.done) return { result: step.value, total: end - from, longest };
  }
}

function timed<T>(work: () => T): [T, number] {
  const from = performance.now();
  const result = work();
  return [result, performance.now() - from];
}

function shares(times: readonly Timed[]): number[] {
  const sorted = times.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return SHARES.map((share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
}

function row(kind: string, times: readonly Timed[]): string {
  const found = (100 * times.filter(({ found: is }) => is).length) / times.length;
  const columns = shares(times).map((value) => value.toFixed(1).padStart(7));
  return `${kind.padEnd(25)}${whole(times.length).padStart(7)}${found.toFixed(1).padStart(10)}${columns.join('')}`;
}

/** Bytes that are held, with the contents of typed arrays; after a collection where Node was started to allow it. */
function heap(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

await main();
