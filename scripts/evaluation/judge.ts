import type { JudgedMention } from '../../src/core/evaluation/protocol.js';
import type { Memory } from '../../src/core/link/memory.js';
import { contextOf, weighAll, type LinkContext } from '../../src/core/link/weigh.js';
import type { LoadedLinker } from '../node/load-linker.js';
import type { GoldDocument } from './corpus.js';
import type { GeneratedMention } from './generate.js';

/**
 * Ranks under one mode with the app's own code, and says what was right.
 * @param trainingTexts lower-cased texts of the training mentions: what counts as seen
 */
export async function judge(
  parts: LoadedLinker,
  generated: readonly GeneratedMention[],
  mode: 'model' | 'system',
  memory: Memory,
  trainingTexts: ReadonlySet<string>,
): Promise<readonly JudgedMention[]> {
  const contextFor = contexts(parts, memory, mode);
  const judged: JudgedMention[] = [];
  for (const asked of generated) {
    const { document, mention, text, gold, nil } = asked;
    const [weighed = []] = await weighAll(parts.kb, parts, contextFor(document), [asked]);
    const best = weighed[0];
    judged.push({
      type: mention.type,
      gold,
      nil,
      seen: trainingTexts.has(text.toLowerCase()),
      ranked: weighed.map((entry) => entry.evidence.conceptIndex),
      share: best?.share ?? 0,
      noneShare: 1 - weighed.reduce((sum, { share }) => sum + share, 0),
      nameConcepts: best === undefined ? [] : [...parts.kb.names.conceptsOf(best.evidence.nameIndex)],
    });
  }
  return judged;
}

/** What all mentions of a document are weighed by; made once a document. */
export function contexts(
  { kb, otherNames }: Pick<LoadedLinker, 'kb' | 'otherNames'>,
  memory: Memory,
  mode: 'model' | 'system',
): (document: GoldDocument) => LinkContext {
  const known = new Map<GoldDocument, LinkContext>();
  return (document) => {
    const { text } = document;
    const mentions = document.mentions.map(({ mention }) => mention);
    const context = known.get(document) ?? contextOf(kb, { text, memory, mode, otherNames }, mentions);
    known.set(document, context);
    return context;
  };
}
