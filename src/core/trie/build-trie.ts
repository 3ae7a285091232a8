import { SeraphError } from '../errors.js';
import type { Progress } from '../progress.js';
import { branchNodes, type BranchNodes } from './branch-nodes.js';
import type { Sequences } from './sequence-list.js';
import { shareTails, type SharedTails } from './share-tails.js';
import { sortRuns } from './sort-sequences.js';

/** What `buildTrie` makes and `encodeTrie` writes; read it through `openTrie`. */
export interface TrieBuild {
  readonly nameCount: number;
  readonly omittedCount: number;
  readonly nodes: Omit<BranchNodes, 'tailBegins' | 'tailEnds'>;
  readonly tails: SharedTails;
}

const TASK = 'Arranging names';

export interface TrieBuildOptions {
  /** Numbers of the sequences that are not empty, sorted as `sortedOrder` sorts them, where that was done elsewhere. */
  readonly order?: Uint32Array;
  /** In names; done twice over: sorted, then arranged. */
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Builds the trie of `sequences`: sequence i holds name i's pieces, without end-of-sequence. Names may share their
 * pieces. Names without pieces are left out and counted. Stops every few hundredths of a second, so that the caller can
 * let others go first or give up. Needs about twice the bytes of the result beside the sequences.
 * @throws internal when `order` is not the sorted order
 */
export function* trieSteps(
  sequences: Sequences,
  { order: given, onProgress }: TrieBuildOptions = {},
): Generator<undefined, TrieBuild, undefined> {
  const count = sequences.starts.length - 1;
  const order = given ?? (yield* sortedOrder(sequences, onProgress));
  if (given) checkOrder(sequences, given);
  const total = order.length;
  const { tailBegins, tailEnds, ...nodes } = yield* branchNodes(sequences, order, (done) =>
    onProgress?.({ task: TASK, done, total, unit: 'names' }),
  );
  const tails = yield* shareTails({ tokens: sequences.tokens, begins: tailBegins, ends: tailEnds });
  return { nameCount: total, omittedCount: count - total, nodes, tails };
}

/** Numbers of the sequences that are not empty, in lexicographic order, equal ones by number. */
export function* sortedOrder(
  { tokens, starts }: Sequences,
  onProgress?: (progress: Progress) => void,
): Generator<undefined, Uint32Array<ArrayBuffer>, undefined> {
  const count = starts.length - 1;
  let filled = 0;
  const order = new Uint32Array(count);
  for (let index = 0; index < count; index++)
    if (starts[index] !== starts[index + 1]) order[filled++] = index;
  const used = order.subarray(0, filled);
  const runs = { tokens, begins: starts.subarray(0, count), ends: starts.subarray(1), backwards: false };
  yield* sortRuns(used, runs, (done) =>
    onProgress?.({ task: 'Sorting names', done, total: filled, unit: 'names' }),
  );
  return used;
}

/** Takes every step of `trieSteps`. */
export function buildTrie(sequences: Sequences, options?: TrieBuildOptions): TrieBuild {
  return lastStep(trieSteps(sequences, options));
}

/** What a generator returns, with nothing done between its steps. */
export function lastStep<T>(steps: Generator<undefined, T, undefined>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function checkOrder({ tokens, starts }: Sequences, order: Uint32Array): void {
  const present = starts.reduce(
    (sum, start, index) => sum + (start < (starts[index + 1] ?? start) ? 1 : 0),
    0,
  );
  if (order.length !== present) throw notInOrder(present, order.length);
  for (let place = 1; place < order.length; place++) {
    const before = order[place - 1] ?? 0;
    const index = order[place] ?? 0;
    const begin = starts[before] ?? 0;
    const end = starts[before + 1] ?? 0;
    const shift = (starts[index] ?? 0) - begin;
    const length = (starts[index + 1] ?? 0) - shift;
    let at = begin;
    while (at < end && at < length && tokens[at] === tokens[at + shift]) at++;
    const sorted =
      at === end
        ? at < length || before < index
        : at < length && (tokens[at] ?? 0) < (tokens[at + shift] ?? 0);
    if (!sorted) throw notInOrder('sorted names', place);
  }
}

function notInOrder(expected: string | number, got: number): SeraphError {
  return new SeraphError(
    'internal',
    `Names for an index were not given in order (expected ${expected}, got ${got}). Nothing was changed. ` +
      'Please report this.',
    { expected, got },
  );
}
