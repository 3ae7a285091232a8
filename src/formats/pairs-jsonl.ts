/**
 * Preference pairs as JSON Lines in the layout of TRL's DPO data (standard format, explicit prompt): `prompt`,
 * `chosen`, `rejected`, completions with their own leading space. An encoder-decoder model needs the two parts of the
 * prompt apart, hence `source` and `prefix`; the other columns say where the pair comes from. TRL's DPOTrainer has no
 * encoder-decoder option: the layout is shared, the training script is not.
 */
import type { PreferencePair } from '../core/preference/pairs.js';

/** How the model reads a mention, in words; from the model's input layout. */
export interface PromptTemplate {
  /** Marks around the mention, e.g. `START` and `END`. */
  readonly start: string;
  readonly end: string;
  /** Decoder text before the name, with `{mention}` in it; empty for none. */
  readonly prefix: string;
}

export const DEFAULT_TEMPLATE: PromptTemplate = { start: 'START', end: 'END', prefix: '{mention} is' };

/** One line per pair, keys always in the same order. */
export function serialize(
  pairs: readonly PreferencePair[],
  template: PromptTemplate = DEFAULT_TEMPLATE,
): string {
  return pairs.map((pair) => `${JSON.stringify(rowOf(pair, template))}\n`).join('');
}

function rowOf(pair: PreferencePair, template: PromptTemplate) {
  // The long form takes the short form's place before the model, so it does here.
  const mention = pair.longForm ?? pair.mentionText;
  const source = [pair.contextBefore, template.start, mention, template.end, pair.contextAfter]
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .join(' ');
  // Split, not replaced: a mention may hold the patterns of `String.replace`.
  const prefix = template.prefix.split('{mention}').join(mention);
  return {
    prompt: [source, prefix].filter((part) => part !== '').join(' '),
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
