import type { Hypothesis } from '../../src/core/decode/hypothesis.js';
import type { ScorerInput } from '../../src/core/decode/scorer.js';
import { inputKey, searchNames } from '../../src/core/link/create-linker.js';
import { buildInput } from '../../src/core/link/source.js';
import type { LoadedLinker } from '../node/load-linker.js';
import type { GoldDocument, GoldMention } from './corpus.js';
import { NO_STORE, openHypothesisStore } from './hypothesis-store.js';

/** A gold mention with the names the model generated for it. */
export interface GeneratedMention extends GoldMention {
  readonly document: GoldDocument;
  readonly hypotheses: readonly Hypothesis[];
}

export interface Generation {
  readonly beams: number;
  /** Folder where generated names are kept from run to run; null for none. */
  readonly kept: string | null;
  readonly say: (line: string) => void;
}

/** Mentions decoded together: enough to keep a core busy, few enough for the key-value cache. */
const BATCH = 16;

/** Runs the generator over every gold mention; inputs of like length are searched together, whatever their document. */
export async function generateAll(
  parts: LoadedLinker,
  documents: readonly GoldDocument[],
  { beams, kept, say }: Generation,
): Promise<readonly GeneratedMention[]> {
  const store = kept === null ? NO_STORE : await openHypothesisStore(kept, parts, beams);
  const mentions = documents.flatMap((document) =>
    document.mentions.map((gold) => {
      const input = buildInput(parts.layout, parts.tokenizer, document.text, gold.mention);
      return { document, gold, input, key: inputKey(input) };
    }),
  );
  const found = new Map<string, readonly Hypothesis[]>();
  const missing = new Map<string, ScorerInput>();
  for (const { key, input } of mentions) {
    const known = store.get(key);
    if (known) found.set(key, known);
    else missing.set(key, input);
  }
  say(
    `${mentions.length} mentions; names of ${found.size} inputs were kept, ${missing.size} are searched for`,
  );
  const inputs = [...missing.values()].sort((a, b) => a.source.length - b.source.length);
  for (let first = 0; first < inputs.length; first += BATCH) {
    const batch = inputs.slice(first, first + BATCH);
    const names = await searchNames(parts, parts.kb, batch, beams, {});
    const entries = batch.map((input, i) => [inputKey(input), names[i] ?? []] as const);
    for (const [key, hypotheses] of entries) found.set(key, hypotheses);
    await store.add(entries);
    process.stderr.write(`\r${Math.min(first + BATCH, inputs.length)} of ${inputs.length} inputs`);
  }
  if (inputs.length > 0) process.stderr.write('\n');
  return mentions.map(({ document, gold, key }) => ({
    ...gold,
    document,
    hypotheses: found.get(key) ?? [],
  }));
}
