/**
 * Preference pairs as JSON Lines in the layout of TRL's DPO data (standard format, explicit prompt): `prompt`,
 * `chosen`, `rejected`, completions with their own leading space. `source` and `prefix` are the two parts of the
 * prompt, since an encoder-decoder model needs them apart; the other columns say where the pair comes from. TRL's
 * DPOTrainer has no encoder-decoder option: the layout is shared, the training script is not.
 *
 * The prompt is plain text made from the decision log, the same for every model. It is not the input of a model, which
 * is made of pieces, with marks, a prefix and a length of context of its own (`src/core/link/source.ts`). That input
 * can be built again from `context_before`, `mention` or `long_form`, and `context_after`.
 */
import type { PreferencePair } from '../core/preference/pairs.js';

/** Marks around the mention in `source`. */
const START = 'START';
const END = 'END';

/** One line per pair, keys always in the same order. */
export function serialize(pairs: readonly PreferencePair[]): string {
  return pairs.map((pair) => `${JSON.stringify(rowOf(pair))}\n`).join('');
}

function rowOf(pair: PreferencePair) {
  // The long form takes the short form's place before a model, so it does here.
  const mention = pair.longForm ?? pair.mentionText;
  const source = [pair.contextBefore, START, mention, END, pair.contextAfter]
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .join(' ');
  const prefix = `${mention} is`;
  return {
    prompt: `${source} ${prefix}`,
    chosen: ` ${pair.chosen.name}`,
    rejected: ` ${pair.rejected.name}`,
    source,
    prefix,
    mention: pair.mentionText,
    long_form: pair.longForm,
    mention_type: pair.mentionType,
    context_before: pair.contextBefore,
    context_after: pair.contextAfter,
    chosen_id: pair.chosen.conceptId,
    chosen_rank: pair.chosen.rank,
    chosen_score: pair.chosen.score,
    rejected_id: pair.rejected.conceptId,
    rejected_rank: pair.rejected.rank,
    rejected_score: pair.rejected.score,
    document_id: pair.documentId,
    mention_id: pair.mentionId,
    decision_id: pair.eventId,
    time: pair.time,
    curator: pair.curator,
    model_hash: pair.modelHash,
    kb_hash: pair.kbHash,
  };
}
