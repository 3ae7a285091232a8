/** One mention through the shipped model and a handful of names, on one backend of this browser. */
import { engineScorer } from '../../../src/core/decode/engine-scorer.js';
import type { ConceptId, MentionId } from '../../../src/core/ids.js';
import { createConcept, type Concept } from '../../../src/core/kb/knowledge-base.js';
import { tablesOf } from '../../../src/core/kb/array-tables.js';
import { createLinker } from '../../../src/core/link/create-linker.js';
import { buildNameTrie } from '../../../src/core/link/name-trie.js';
import { spanOf } from '../../../src/core/text/span.js';
import { parseTokenizer } from '../../../src/core/tokenizer/parse-tokenizer.js';
import { encodeTrie } from '../../../src/core/trie/encode-trie.js';
import { openTrie } from '../../../src/core/trie/open-trie.js';
import { createEngine, loadModel, type BackendName } from '../../../src/model/index.js';
import { useBrowserBackend } from '../../../workers/backends.js';

export interface RealMention {
  readonly backend: string;
  /** Generated names, best first, with their mean log-probabilities. */
  readonly names: readonly { readonly name: string; readonly score: number }[];
}

const NAMES = [
  'Hemochromatosis',
  'Hemophilia A',
  'Hepatitis',
  'Breast Neoplasms',
  'Colorectal Neoplasms',
  'Ataxia',
];
const TEXT = 'Iron was measured in families with hereditary hemochromatosis.';
const MENTION = 'hereditary hemochromatosis';

/** @param read the files of a Seraph model folder */
export async function realMention(
  preferred: BackendName,
  read: (name: string) => Promise<Uint8Array>,
): Promise<RealMention> {
  const { backend } = await useBrowserBackend(preferred);
  const weights = await loadModel({ manifest: () => read('manifest.json'), file: read });
  const tokenizer = parseTokenizer(weights.tokenizer);
  const { layout, tokenizer: file } = weights.manifest;
  const tables = tablesOf(NAMES.map(conceptOf));
  const bytes = encodeTrie(buildNameTrie(tables.names, tokenizer, layout), file.sha256);
  const engine = createEngine(weights, backend);
  const linker = createLinker({
    scorer: engineScorer(engine),
    tokenizer,
    layout,
    kb: { ...tables, trie: openTrie(bytes, { tokenizerHash: file.sha256 }) },
    modelHash: weights.hash,
    kbHash: weights.hash,
    combiner: null,
  });
  const start = TEXT.indexOf(MENTION);
  const span = spanOf(start, start + MENTION.length);
  const [linked] = await linker.link({
    text: TEXT,
    mentions: [{ id: 'm' as MentionId, span, type: 'Disease', origin: 'file' }],
    top: 5,
    beams: 3,
    memory: new Map(),
    mode: 'model',
  });
  engine.dispose();
  const candidates = linked?.candidates ?? [];
  return {
    backend,
    names: candidates.map(({ name, evidence }) => ({ name, score: evidence.generated ?? Number.NaN })),
  };
}

function conceptOf(name: string): Concept {
  return createConcept({ id: name as ConceptId, name, group: 'Disease' });
}
