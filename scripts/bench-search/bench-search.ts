/**
 * Times the search over one knowledge base: a seeded sample of its names typed letter by letter, and queries by id, by
 * words in another order and with one typo, each as the worker answers it. Also the time and size of the index.
 *
 *   npm run -s bench:search -- [--kb FILE|NAME] [--sample N] [--seed N] [--limit N] [--json]      (docs/benchmarks.md)
 */
import { parseArgs } from 'node:util';
import { KbImageBuilder } from '../../src/core/kb/image/image-builder.js';
import { openImage, type KbImage } from '../../src/core/kb/image/open-image.js';
import type { Sha256 } from '../../src/core/ids.js';
import type { KbTables } from '../../src/core/kb/tables.js';
import type { KnowledgeBase } from '../../src/core/kb/knowledge-base.js';
import { createRandom } from '../../src/core/random.js';
import { buildSearchIndex } from '../../src/core/search/build-search-index.js';
import { partAlone } from '../../src/core/search/kb-search.js';
import { encodeSearchIndex, openSearchIndex, verifySearchIndex } from '../../src/core/search/search-index.js';
import { searchParts } from '../../src/core/search/search-parts.js';
import { finish } from '../../src/core/steps.js';
import { cpuNow } from '../../e2e/perf/timed-engine.js';
import { positive } from '../../e2e/perf/options.js';
import { whole } from '../../e2e/perf/quartiles.js';
import { loadKb } from '../node/load-kb.js';
import { benchQueries, KINDS, type Kind } from './queries.js';

const SHARES = [0.5, 0.95, 0.99, 1] as const;

interface Timed {
  readonly kind: Kind;
  readonly query: string;
  readonly milliseconds: number;
  /** Of the processor, which other programs hardly touch. */
  readonly cpu: number;
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
  const tables = imageOf(kb);
  const heapBefore = heap();
  const { bytes, build, encodeTime } = buildBytes(tables, kb.hash);
  const [index, openTime] = timed(() => openSearchIndex(bytes, kb.hash, tables));
  const [, verifyTime] = timed(() => verifySearchIndex(bytes));
  const parts = [partAlone(index, tables)];

  const queries = benchQueries(tables, sample, limit, createRandom(seed));
  // The machine's own warming up is no part of a session's hundredth query.
  for (const { request } of queries.slice(0, 200)) finish(searchParts(parts, request));
  let longestStep = 0;
  const times = queries.map(({ kind, request, concept }): Timed => {
    const { result, total, cpu, longest } = timeSteps(searchParts(parts, request));
    longestStep = Math.max(longestStep, longest);
    const id = tables.concepts.idAt(concept);
    return {
      kind,
      query: request.query,
      milliseconds: total,
      cpu,
      found: result.some((hit) => hit.concept.id === id),
    };
  });

  const lines = [
    `${kb.info.id}: ${whole(tables.concepts.conceptCount)} concepts, ${whole(tables.names.nameCount)} names, ` +
      `${whole(index.entryCount)} entries, ${whole(index.vocabulary.count)} words`,
    `index: built in ${(build.total / 1000).toFixed(1)} s, ${(build.cpu / 1000).toFixed(1)} s of CPU (longest step ${build.longest.toFixed(0)} ms), ` +
      `${whole(bytes.length)} bytes, ${(bytes.length / tables.names.nameCount).toFixed(1)} a name; ` +
      `packed in ${encodeTime.toFixed(0)} ms, opened in ${openTime.toFixed(1)} ms, verified in ${verifyTime.toFixed(0)} ms; ` +
      `${((heap() - heapBefore) / 2 ** 20).toFixed(0)} MiB held`,
    `longest step of a query: ${longestStep.toFixed(1)} ms`,
    'kind                     queries  found, %    p50    p95    p99    max  CPU95',
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
  const [p50, p95, p99, max] = shares(times.map(({ milliseconds }) => milliseconds));
  const [, cpu95] = shares(times.map(({ cpu }) => cpu));
  process.stdout.write(
    `${JSON.stringify({
      search_p50_ms: p50,
      search_p95_ms: p95,
      search_p99_ms: p99,
      search_max_ms: max,
      search_p95_cpu_ms: cpu95,
      search_build_s: build.total / 1000,
      search_build_cpu_s: build.cpu / 1000,
      search_index_bytes: bytes.length,
      names: tables.names.nameCount,
      queries: times.length,
    })}\n`,
  );
}

/** The index as it is stored; what it was made from is let go. */
function buildBytes(tables: KbTables, hash: Sha256) {
  const { result, ...build } = timeSteps(buildSearchIndex(tables, hash));
  const [bytes, encodeTime] = timed(() => encodeSearchIndex(result));
  return { bytes, build, encodeTime };
}

/** As the application has it: bytes, not objects. */
function imageOf({ concepts, info, hash }: Pick<KnowledgeBase, 'concepts' | 'info' | 'hash'>): KbImage {
  const builder = new KbImageBuilder();
  for (const concept of concepts) builder.add(concept);
  return openImage(finish(builder.finish(info, hash)));
}

interface StepTimes<T> {
  readonly result: T;
  readonly total: number;
  readonly cpu: number;
  readonly longest: number;
}

/** Milliseconds of all steps, by the clock and of the processor, and of the longest by the clock. */
function timeSteps<T>(steps: Generator<unknown, T, void>): StepTimes<T> {
  const cpuFrom = cpuNow();
  const from = performance.now();
  let longest = 0;
  for (let begin = from; ; begin = performance.now()) {
    const step = steps.next();
    const end = performance.now();
    longest = Math.max(longest, end - begin);
    if (step.done) return { result: step.value, total: end - from, cpu: cpuNow() - cpuFrom, longest };
  }
}

function timed<T>(work: () => T): [T, number] {
  const from = performance.now();
  const result = work();
  return [result, performance.now() - from];
}

function shares(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return SHARES.map((share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
}

function row(kind: string, times: readonly Timed[]): string {
  const found = (100 * times.filter(({ found: is }) => is).length) / times.length;
  const [cpu95 = Number.NaN] = shares(times.map(({ cpu }) => cpu)).slice(1);
  const columns = [...shares(times.map(({ milliseconds }) => milliseconds)), cpu95].map((value) =>
    value.toFixed(1).padStart(7),
  );
  return `${kind.padEnd(25)}${whole(times.length).padStart(7)}${found.toFixed(1).padStart(10)}${columns.join('')}`;
}

/** Bytes that are held, with the contents of typed arrays; after a collection where Node was started to allow it. */
function heap(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

await main();
