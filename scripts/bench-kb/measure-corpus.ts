import type { Names } from '../../src/core/link/name-trie.js';
import { namePieces, type NameLayout } from '../../src/core/link/source.js';
import type { Tokenizer } from '../../src/core/tokenizer/tokenizer.js';
import type { FrozenTrie } from '../../src/core/trie/frozen-trie.js';
import { openTrie, verifyTrie } from '../../src/core/trie/open-trie.js';
import { SequenceList, type Sequences } from '../../src/core/trie/sequence-list.js';
import { drawPrefixes, lookupTime } from './lookups.js';
import { measureBuild, measurePeak, type Times } from './measure-build.js';
import type { PackedNames } from './packed-names.js';
import { measureRivals, type Rivals } from './rivals.js';
import { branchingOf, type Branching } from './trie-shape.js';

const SEED = 20_261_124;
/** Deepest place whose branching is told. */
export const DEEPEST = 3;

export interface Corpus {
  readonly title: string;
  readonly names: PackedNames;
  /** A dict trie of it fits in memory. */
  readonly withDict: boolean;
}

export interface Surroundings {
  readonly tokenizer: Tokenizer;
  readonly layout: NameLayout;
  readonly tokenizerHash: string;
  readonly python: string;
  readonly say: (line: string) => void;
}

/** All figures of one corpus; bytes are of the whole, times in ms unless said. */
export interface CorpusFigures {
  readonly title: string;
  readonly names: number;
  readonly tokensPerName: number;
  readonly nodesPerName: number;
  readonly branching: readonly Branching[];
  readonly bytes: number;
  readonly bytesWithoutNumbers: number;
  readonly tokenise: Times;
  readonly arrange: Times;
  readonly peakBytes: number;
  readonly openMs: number;
  readonly verifyMs: number;
  readonly lookupUs: number;
  readonly rivals: Rivals;
}

export interface MeasuredCorpus {
  readonly figures: CorpusFigures;
  readonly trie: FrozenTrie;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sequences: Sequences;
}

/** Builds the trie of a corpus, checks it, and measures it and its rivals. */
export async function measureCorpus(
  { title, names, withDict }: Corpus,
  { tokenizer, layout, tokenizerHash, python, say }: Surroundings,
): Promise<MeasuredCorpus> {
  const { nameCount } = names;
  say(`${title}: building the trie of ${nameCount.toLocaleString('en')} names`);
  const build = measureBuild(names, tokenizer, layout, tokenizerHash);
  const peakBytes = measurePeak(names, tokenizer, layout, tokenizerHash);
  const openFrom = performance.now();
  const trie = openTrie(build.bytes, { tokenizerHash });
  const openMs = performance.now() - openFrom;
  const verifyFrom = performance.now();
  verifyTrie(build.bytes);
  const verifyMs = performance.now() - verifyFrom;

  const sequences = sequencesOf(names, tokenizer, layout);
  const prefixes = drawPrefixes(sequences, SEED);
  const lookupUs = lookupTime(trie, prefixes);
  say(`${title}: marisa-trie${withDict ? ' and a dict trie' : ''} in ${python}`);
  const rivals = await measureRivals(python, names, sequences, prefixes, withDict, say);
  const figures: CorpusFigures = {
    title,
    names: nameCount,
    tokensPerName: sequences.tokens.length / nameCount,
    nodesPerName: trie.nodeCount / nameCount,
    branching: branchingOf(trie, DEEPEST),
    bytes: build.bytes.length,
    bytesWithoutNumbers: build.bytes.length - trie.numberBytes,
    tokenise: build.tokenise,
    arrange: build.arrange,
    peakBytes,
    openMs,
    verifyMs,
    lookupUs,
    rivals,
  };
  return { figures, trie, bytes: build.bytes, sequences };
}

function sequencesOf(names: Names, tokenizer: Tokenizer, layout: NameLayout): Sequences {
  const list = new SequenceList(names.nameCount);
  for (let index = 0; index < names.nameCount; index++) {
    list.push(namePieces(layout, tokenizer, names.nameAt(index)));
  }
  return list.sequences();
}
