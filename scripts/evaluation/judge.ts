import type { JudgedMention } from '../../src/core/evaluation/protocol.js';
import { weigh } from '../../src/core/link/create-linker.js';
import type { Memory } from '../../src/core/link/memory.js';
import type { LoadedLinker } from '../node/load-linker.js';
import type { GeneratedMention } from './generate.js';

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
    const weighed = weigh(
      parts.kb,
      parts.combiner,
      { text: document.text, memory, mode },
      mention,
      hypotheses,
    );
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
