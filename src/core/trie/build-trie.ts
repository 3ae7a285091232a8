import { SeraphError } from '../errors.js';
import { finish, type Steps } from '../steps.js';
import { branchNodes, type BranchNodes } from './branch-nodes.js';
import type { Sequences } from './sequence-list.js';
import { shareTails, type SharedTails } from './share-tails.js';
import { longestOf, roomForCommon, sortRuns } from './sort-sequences.js';
import type { SortedOrder } from './sorted-names.js';

/** What `buildTrie` makes and `encodeTrie` writes; read it through `openTrie`. */
export interface TrieBuild {
  readonly nameCount: number;
  readonly omittedCount: number;
  readonly nodes: Omit<BranchNodes, 'nameCount' | 'tailBegins' | 'tailEnds'>;
  readonly tails: SharedTails;
}

export interface TrieBuildOptions {
  /** Numbers of the sequences that are not empty, as `sortedOrder` sorts them, where that was done elsewhere. */
  readonly order?: Uint32Array;
}

/**
 * Builds the trie of `sequences`: sequence i holds name i's pieces, without end-of-sequence. Names may share their
 * pieces. Names without pieces are left out and counted. Needs about twice the bytes of the result beside the
 * sequences. Tells progress in names, twice over: sorted, then arranged.
 * @throws internal when `order` is not the sorted order
 */
export function* trieSteps(sequences: Sequences, { order: given }: TrieBuildOptions = {}): Steps<TrieBuild> {
  // The order is not kept longer than it is needed.
  const { tailBegins, tailEnds, nameCount, ...nodes } = yield* branchNodes(
    sequences,
    given ? sortedAs(sequences, given) : yield* sortedOrder(sequences),
  );
  const tails = yield* shareTails({ tokens: sequences.tokens, begins: tailBegins, ends: tailEnds });
  return { nameCount, omittedCount: sequences.starts.length - 1 - nameCount, nodes, tails };
}

/** Numbers of the sequences that are not empty, in lexicographic order, equal ones by number. */
export function* sortedOrder({ tokens, starts }: Sequences): Steps<SortedOrder> {
  const count = starts.length - 1;
  let filled = 0;
  const order = new Uint32Array(count);
  for (let index = 0; index < count; index++)
    if (starts[index] !== starts[index + 1]) order[filled++] = index;
  const used = order.subarray(0, filled);
  const runs = { tokens, begins: starts.subarray(0, count), ends: starts.subarray(1), backwards: false };
  return { order: used, common: yield* sortRuns(used, runs, 'Sorting names') };
}

/** Takes every step of `trieSteps`. */
export function buildTrie(sequences: Sequences, options?: TrieBuildOptions): TrieBuild {
  return finish(trieSteps(sequences, options));
}

/** Checks an order and finds where neighbours part. */
function sortedAs({ tokens, starts }: Sequences, order: Uint32Array): SortedOrder {
  const present = starts.reduce(
    (sum, start, index) => sum + (start < (starts[index + 1] ?? start) ? 1 : 0),
    0,
  );
  if (order.length !== present) throw notInOrder(present, order.length);
  const common = roomForCommon(order.length, longestOf(starts.subarray(0, -1), starts.subarray(1)));
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
    common[place] = at - begin;
  }
  return { order, common };
}

function notInOrder(expected: string | number, got: number): SeraphError {
  return new SeraphError(
    'internal',
    `Names for an index were not given in order (expected ${expected}, got ${got}). Nothing was changed. ` +
      'Please report this.',
    { expected, got },
  );
}
