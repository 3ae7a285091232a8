import { setFlagsFromString } from 'node:v8';
import { cpuNow } from '../../e2e/perf/timed-engine.js';
import { runInNewContext } from 'node:vm';
import { nameTrieSteps, type Names } from '../../src/core/link/name-trie.js';
import type { NameLayout } from '../../src/core/link/source.js';
import type { Tokenizer } from '../../src/core/tokenizer/tokenizer.js';
import type { TrieBuild } from '../../src/core/trie/build-trie.js';
import { encodeTrie } from '../../src/core/trie/encode-trie.js';

/** Steps between two looks at the memory. */
const STEPS_PER_LOOK = 50;

export interface MeasuredBuild {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Reading the names into pieces, and all that follows, with the time of looking at the memory taken out. */
  readonly tokeniseMs: number;
  readonly arrangeMs: number;
  /** Processor time of both, collecting garbage in other threads included. */
  readonly cpuMs: number;
  /** Most that was alive at any look, beyond what was before: buffers and heap, the result included. */
  readonly peakBytes: number;
}

/** Builds a trie from strings in one thread, as a worker does, and watches. */
export function measureBuild(
  names: Names,
  tokenizer: Tokenizer,
  layout: NameLayout,
  tokenizerHash: string,
): MeasuredBuild {
  const collect = collector();
  /** Wall and processor time spent on looking. */
  let looking = 0;
  let lookingCpu = 0;
  const looks: { readonly heap: number; readonly buffers: number }[] = [];
  const look = (): void => {
    const from = performance.now();
    const cpuFrom = cpuNow();
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    looking += performance.now() - from;
    lookingCpu += cpuNow() - cpuFrom;
    looks.push({ heap: heapUsed, buffers: arrayBuffers });
  };
  look();
  looking = 0;
  lookingCpu = 0;
  const cpuFrom = cpuNow();
  const from = performance.now();
  let tokenised = 0;
  const steps = nameTrieSteps(names, tokenizer, layout);
  let build: TrieBuild | null = null;
  for (let count = 1; build === null; count++) {
    const step = steps.next();
    if (step.done) build = step.value;
    else if (step.value?.done === names.nameCount && tokenised === 0) {
      tokenised = performance.now() - from - looking;
    }
    if (count % STEPS_PER_LOOK === 0) look();
  }
  const bytes = encodeTrie(build, tokenizerHash);
  const total = performance.now() - from - looking;
  const cpuMs = cpuNow() - cpuFrom - lookingCpu;
  // The build and its bytes are both there at the end.
  look();
  return { bytes, tokeniseMs: tokenised, arrangeMs: total - tokenised, cpuMs, peakBytes: peakOf(looks) };
}

/** Most that was alive, beyond the least there was: some of what was there before is let go of later. */
function peakOf(looks: readonly { readonly heap: number; readonly buffers: number }[]): number {
  const floor = Math.min(...looks.map(({ heap }) => heap)) + Math.min(...looks.map(({ buffers }) => buffers));
  return Math.max(...looks.map(({ heap, buffers }) => heap + buffers)) - floor;
}

/** The engine's garbage collector, which it gives only when asked at run time. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
