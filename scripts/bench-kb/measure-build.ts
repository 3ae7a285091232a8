import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cpuNow } from '../../e2e/perf/timed-engine.js';
import { nameTrieSteps, type Names } from '../../src/core/link/name-trie.js';
import type { NameLayout } from '../../src/core/link/source.js';
import type { Tokenizer } from '../../src/core/tokenizer/tokenizer.js';
import type { TrieBuild } from '../../src/core/trie/build-trie.js';
import { encodeTrie } from '../../src/core/trie/encode-trie.js';

/** Names for each step between two looks at the memory: all corpora are looked at about as often. */
const NAMES_PER_SKIPPED_STEP = 40_000;

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
 * collecting garbage, beyond what was alive before, the result included.
 * @throws when that is less than the result, which cannot be
 */
export function measurePeak(
  names: Names,
  tokenizer: Tokenizer,
  layout: NameLayout,
  tokenizerHash: string,
): number {
  const collect = collector();
  const alive = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  // What collecting frees of buffers may be counted only when the next one is done.
  collect();
  const floor = alive();
  let most = 0;
  let steps = 0;
  const stepsPerLook = Math.ceil(names.nameCount / NAMES_PER_SKIPPED_STEP);
  const build = take(nameTrieSteps(names, tokenizer, layout), () => {
    if (++steps % stepsPerLook === 0) most = Math.max(most, alive() - floor);
  });
  const bytes = encodeTrie(build, tokenizerHash);
  collect();
  const last = alive() - floor;
  // Both are used here, so both are alive when they are looked at.
  const least = bytes.byteLength + build.tails.bytes.byteLength;
  if (last < least)
    throw new Error(`${last} bytes are alive, but the result has ${least}. Nothing is reported.`);
  return Math.max(most, last);
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
