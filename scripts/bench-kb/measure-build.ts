import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cpuNow } from '../../e2e/perf/timed-engine.js';
import { nameTrieSteps, type Names } from '../../src/core/link/name-trie.js';
import type { NameLayout } from '../../src/core/link/source.js';
import type { Tokenizer } from '../../src/core/tokenizer/tokenizer.js';
import type { TrieBuild } from '../../src/core/trie/build-trie.js';
import { encodeTrie } from '../../src/core/trie/encode-trie.js';

/** Names for each step between two looks at the memory: all corpora are looked at about as often. */
const NAMES_PER_SKIPPED_STEP = 80_000;
/** Memory only grows, and slowly, while names are read, so it is looked at so many times less often then. */
const RARER_WHILE_READING = 10;

/** Wall time and processor time, ms; the latter with collecting garbage in other threads. */
export interface Times {
  readonly wall: number;
  readonly cpu: number;
}

export interface MeasuredBuild {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Reading the names into pieces, and all that follows. */
  readonly tokenise: Times;
  readonly arrange: Times;
}

/** Builds a trie from strings in one thread, as a worker does. */
export function measureBuild(
  names: Names,
  tokenizer: Tokenizer,
  layout: NameLayout,
  tokenizerHash: string,
): MeasuredBuild {
  const start = now();
  let tokenised = start;
  const build = take(nameTrieSteps(names, tokenizer, layout), (done) => {
    if (done === names.nameCount && tokenised === start) tokenised = now();
  });
  const bytes = encodeTrie(build, tokenizerHash);
  return { bytes, tokenise: since(start, tokenised), arrange: since(tokenised, now()) };
}

/**
 * Builds it once more, and looks at the memory on the way: the most bytes of buffers and heap that were alive after
 * collecting garbage, beyond what else there was, the result included.
 */
export function measurePeak(
  names: Names,
  tokenizer: Tokenizer,
  layout: NameLayout,
  tokenizerHash: string,
): number {
  const collect = collector();
  const alive = (): number => {
    // What the first frees of buffers is counted only when the second is done.
    collect();
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = alive();
  let most = 0;
  let steps = 0;
  let isReading = true;
  const stepsPerLook = Math.ceil(names.nameCount / NAMES_PER_SKIPPED_STEP);
  const build = take(nameTrieSteps(names, tokenizer, layout), (done) => {
    steps++;
    if (steps % ((isReading ? RARER_WHILE_READING : 1) * stepsPerLook) === 0) {
      most = Math.max(most, alive());
    }
    if (done === names.nameCount) isReading = false;
  });
  const bytes = encodeTrie(build, tokenizerHash);
  const after = alive();
  // Some of what was there before may be let go of on the way, so what is there without the result counts too.
  const floor = Math.min(before, after - bytes.byteLength - sizeOf(build));
  return Math.max(most, after) - floor;
}

/** Bytes of all arrays of a build. */
function sizeOf({ nodes, tails }: TrieBuild): number {
  const parts: readonly unknown[] = Object.values({ ...nodes, ...tails });
  return parts.reduce<number>(
    (sum, part) => sum + (ArrayBuffer.isView(part) ? part.buffer.byteLength : 0),
    0,
  );
}

function take(
  steps: ReturnType<typeof nameTrieSteps>,
  onStep: (done: number | undefined) => void,
): TrieBuild {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    onStep(step.value?.done);
  }
}

function now(): Times {
  return { wall: performance.now(), cpu: cpuNow() };
}

function since(from: Times, to: Times): Times {
  return { wall: to.wall - from.wall, cpu: to.cpu - from.cpu };
}

/** The engine's garbage collector, which it gives only when asked at run time. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
