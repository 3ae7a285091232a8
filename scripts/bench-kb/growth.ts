import { createRandom } from '../../src/core/random.js';
import { buildTrie } from '../../src/core/trie/build-trie.js';
import { encodeTrie } from '../../src/core/trie/encode-trie.js';
import { openTrie } from '../../src/core/trie/open-trie.js';
import { SequenceList, type Sequences } from '../../src/core/trie/sequence-list.js';
import { DEEPEST, type MeasuredCorpus } from './measure-corpus.js';
import { branchingOf } from './trie-shape.js';

export interface Growth {
  readonly title: string;
  readonly names: number;
  /** Mean branching by depth. */
  readonly means: readonly number[];
}

/**
 * A vocabulary branches the more the more names it has, so generated names are held against the real ones where they
 * are as many, and all of them against what the real ones would come to if branching went on growing, by doubling,
 * as from a half of them, drawn, to the whole.
 */
export function growthOf(real: MeasuredCorpus, made: MeasuredCorpus, seed: number): readonly Growth[] {
  const { title, names } = real.figures;
  const random = createRandom(seed);
  const half = someOf(real.sequences, () => random() < 0.5);
  const asMany = someOf(made.sequences, (name) => name < names);
  const halfMeans = meansOf(half);
  const means = real.figures.branching.map(({ mean }) => mean);
  const doublings = Math.log2(made.figures.names / names);
  const perDoubling = 1 / Math.log2(names / (half.starts.length - 1));
  return [
    { title: `${title}, half of it`, names: half.starts.length - 1, means: halfMeans },
    { title, names, means },
    { title: `${made.figures.title}, as many`, names: asMany.starts.length - 1, means: meansOf(asMany) },
    {
      title: `${title}, if it grew on`,
      names: made.figures.names,
      means: means.map(
        (mean, depth) => mean * (mean / (halfMeans[depth] ?? mean)) ** (doublings * perDoubling),
      ),
    },
    {
      title: `${made.figures.title}, all`,
      names: made.figures.names,
      means: made.figures.branching.map(({ mean }) => mean),
    },
  ];
}

function someOf({ tokens, starts }: Sequences, isTaken: (name: number) => boolean): Sequences {
  const taken = Uint8Array.from({ length: starts.length - 1 }, (_, name) => (isTaken(name) ? 1 : 0));
  const list = new SequenceList(taken.reduce((sum, one) => sum + one, 0));
  taken.forEach((one, name) => {
    if (one === 1) list.push(tokens.subarray(starts[name], starts[name + 1]));
  });
  return list.sequences();
}

function meansOf(sequences: Sequences): readonly number[] {
  const trie = openTrie(encodeTrie(buildTrie(sequences), 'growth'), { tokenizerHash: 'growth' });
  return branchingOf(trie, DEEPEST).map(({ mean }) => mean);
}
