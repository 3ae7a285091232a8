import type { JudgedMention } from '../../src/core/evaluation/protocol.js';
import { generate, weigh } from '../../src/core/link/create-linker.js';
import type { Memory } from '../../src/core/link/memory.js';
import type { Hypothesis } from '../../src/core/decode/hypothesis.js';
import type { LoadedLinker } from '../node/load-linker.js';
import type { GoldDocument, GoldMention } from './corpus.js';

/** A gold mention with the names the model generated for it. */
export interface GeneratedMention extends GoldMention {
  readonly document: string;
  readonly hypotheses: readonly Hypothesis[];
}

/** Mentions decoded together: enough to keep both cores busy, few enough for the key-value cache. */
const BATCH = 16;

/** Runs the generator over every gold mention, by batches within a document. */
export async function generateAll(
  parts: LoadedLinker,
  documents: readonly GoldDocument[],
  beams: number,
  onProgress: (done: number) => void,
): Promise<readonly GeneratedMention[]> {
  const generated: GeneratedMention[] = [];
  for (const { text, mentions } of documents) {
    for (let first = 0; first < mentions.length; first += BATCH) {
      const batch = mentions.slice(first, first + BATCH);
      const found = await generate(
        parts,
        parts.kb,
        { text, beams },
        batch.map(({ mention }) => mention),
        {},
      );
      batch.forEach((mention, i) => {
        generated.push({ ...mention, document: text, hypotheses: found[i] ?? [] });
      });
      onProgress(generated.length);
    }
  }
  return generated;
}

/**
 * Ranks under one mode with the app's own code, and says what was right.
 * @param trainingTexts lower-cased texts of the training mentions: what counts as seen
 */
export function judge(
  parts: LoadedLinker,
  generated: readonly GeneratedMention[],
  mode: 'model' | 'system',
  memory: Memory,
  trainingTexts: ReadonlySet<string>,
): readonly JudgedMention[] {
  return generated.map(({ document, mention, text, gold, nil, hypotheses }) => {
    const weighed = weigh(parts.kb, parts.combiner, { text: document, memory, mode }, mention, hypotheses);
    const best = weighed[0];
    return {
      type: mention.type,
      gold,
      nil,
      seen: trainingTexts.has(text.toLowerCase()),
      ranked: weighed.map((entry) => entry.evidence.conceptIndex),
      share: best?.share ?? 0,
      noneShare: 1 - weighed.reduce((sum, { share }) => sum + share, 0),
      nameConcepts: best === undefined ? [] : [...parts.kb.names.conceptsOf(best.evidence.nameIndex)],
    };
  });
}
