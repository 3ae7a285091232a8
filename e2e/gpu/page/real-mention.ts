/** One mention through the shipped model and a handful of names, on one backend of this browser. */
import { engineScorer } from '../../../src/core/decode/engine-scorer.js';
import type { ConceptId, MentionId } from '../../../src/core/ids.js';
import { createConcept, type Concept } from '../../../src/core/kb/knowledge-base.js';
import { tablesOf } from '../../../src/core/kb/array-tables.js';
import { createLinker } from '../../../src/core/link/create-linker.js';
import { NO_OTHER_NAMES } from '../../../src/core/link/other-names.js';
import { nameTrieOf, wholeKbView } from '../../../src/core/link/link-view.js';
import { spanOf } from '../../../src/core/text/span.js';
import { parseTokenizer } from '../../../src/core/tokenizer/parse-tokenizer.js';
import { createEngine, loadModel, vectorReaderOf, type BackendName } from '../../../src/model/index.js';
import { useBrowserBackend } from '../../../workers/backends.js';

export interface RealMention {
  readonly backend: string;
  /** Generated names, best first, with their mean log-probabilities. */
  readonly names: readonly { readonly name: string; readonly score: number }[];
  /** How near names are in meaning to the first of `MEANT`. */
  readonly meanings: readonly number[];
}

const MEANT = ['loss of kidney function', 'renal insufficiency', 'colorectal neoplasms'];

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
  const { layout } = weights.manifest;
  const tables = tablesOf(NAMES.map(conceptOf));
  const view = wholeKbView(
    { ...tables, hash: weights.hash, info: { id: 'few' } },
    nameTrieOf(tables, tokenizer, layout),
  );
  const engine = createEngine(weights, backend);
  const linker = createLinker({
    scorer: engineScorer(engine),
    tokenizer,
    layout,
    viewFor: () => view,
    combiner: null,
    meanings: null,
    otherNames: NO_OTHER_NAMES,
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
  const readVectors = vectorReaderOf({ weights, engine, tokenizer });
  const [asked, ...others] = readVectors ? await readVectors(MEANT) : [];
  engine.dispose();
  const candidates = linked?.candidates ?? [];
  return {
    backend,
    meanings: others.map((other) => other.reduce((sum, value, i) => sum + value * (asked?.[i] ?? 0), 0)),
    names: candidates.map(({ name, evidence }) => ({ name, score: evidence.generated ?? Number.NaN })),
  };
}

function conceptOf(name: string): Concept {
  return createConcept({ id: name as ConceptId, name, group: 'Disease' });
}
