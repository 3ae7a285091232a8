/** What the model was first taught: a sample that no arm may unlearn. */
import type { Adapter } from '../../src/core/adapter/adapter.js';
import { drawReplay } from '../../src/core/training/replay.js';
import type { Replay } from '../../src/core/training/job.js';
import type { LoadedLinker } from '../node/load-linker.js';
import type { Generator } from './generator.js';
import { isRight, NO_MEMORY, rankerOf } from './ranking.js';
import type { WalkMention } from './walk.js';

export interface ReplaySample {
  readonly examples: Replay['examples'];
  readonly judged: readonly WalkMention[];
}

/** Replayed names to train beside, as many as the page takes. */
const EXAMPLES = 400;

/** One draw for all arms and seeds, so that what differs is not the sample. */
export function replaySample({ kb }: LoadedLinker, cases: number): ReplaySample {
  const { examples, documents } = drawReplay(kb, { examples: EXAMPLES, cases, seed: 1 });
  const judged = documents.flatMap(({ documentId: id, text, cases: own }) =>
    own.map(({ mention, gold }): WalkMention => {
      const mentions = [
        { mention, text, nil: false, gold: new Set(gold.map((concept) => kb.concepts.indexOf(concept))) },
      ] as const;
      return { document: { id, text, mentions }, gold: mentions[0] };
    }),
  );
  return { examples, judged };
}

/** How many of the sample's names are linked to their concept by generation alone. */
export async function rightOnReplay(
  parts: LoadedLinker,
  generator: Generator,
  { judged }: ReplaySample,
  adapter: Adapter | null,
  onDone: (done: number, of: number) => void,
): Promise<number> {
  const rank = rankerOf(parts, NO_MEMORY, 'model');
  const names = await generator.generate(
    judged.map(({ document: { text }, gold: { mention } }) => ({ text, mention })),
    adapter,
    onDone,
  );
  let right = 0;
  for (const [i, mention] of judged.entries()) {
    if (isRight(mention, await rank(mention, names[i] ?? [])) === true) right += 1;
  }
  return right;
}
