/**
 * Preference pairs as JSON Lines in the layout of TRL's DPO data (standard format, explicit prompt): `prompt`,
 * `chosen`, `rejected`, completions with their own leading space. `source` and `prefix` are the two parts of the
 * prompt, since an encoder-decoder model needs them apart; the other columns say where the pair comes from and what
 * training does with it. TRL's DPOTrainer has no encoder-decoder option: the layout is shared, the training script is
 * not.
 *
 * The prompt is plain text made from the decision log, the same for every model. It is not the input of a model, which
 * is made of pieces, with marks, a prefix and a length of context of its own (`src/core/link/source.ts`). That input
 * can be built again from `context_before`, `mention` or `long_form`, and `context_after`.
 */
import * as v from 'valibot';
import type { ConceptId, Sha256 } from '../core/ids.js';
import { normaliseName } from '../core/kb/normalise-name.js';
import type { ImportedPair } from '../core/preference/imported-pair.js';
import { pairKey } from '../core/preference/pair-key.js';
import type { PairSide, PreferencePair } from '../core/preference/pairs.js';
import type { TrainingSetEntry } from '../core/preference/training-set.js';
import type { ImportFailure } from './import-result.js';
import { MAX_NAME_LENGTH } from './kb-import/files/limits.js';
import { readWords, sourceOf, prefixOf } from './pair-source.js';

/** What training does with a pair: trains on it, judges by it, or leaves it out. */
export type PairPart = 'training' | 'held-out' | 'excluded';

/** A line to be written. */
export interface PairRow {
  readonly pair: PreferencePair | ImportedPair;
  /** How much it counts beside the others of its part. */
  readonly weight: number;
  readonly part: PairPart;
}

/** The good lines are kept whatever else is wrong. */
export interface PairsResult {
  /** In the order of the lines; the same pair may be there twice. */
  readonly pairs: readonly ImportedPair[];
  readonly failed: readonly ImportFailure[];
}

/** The pairs of a training set as lines; those that are not used are excluded, whatever keeps them out. */
export function rowsOf(entries: readonly TrainingSetEntry[]): readonly PairRow[] {
  return entries.map(({ pair, weight, part, isUsed }) => ({
    pair,
    weight,
    part: isUsed ? part : 'excluded',
  }));
}

/** One line per pair, keys always in the same order. */
export function serialize(rows: readonly PairRow[]): string {
  return rows.map((row) => `${JSON.stringify(columnsOf(row))}\n`).join('');
}

function columnsOf({ pair, weight, part }: PairRow) {
  const source = sourceOf(pair);
  const prefix = prefixOf(pair);
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
    mention_id: 'mentionId' in pair ? pair.mentionId : null,
    decision_id: 'eventId' in pair ? pair.eventId : pair.decisionId,
    time: pair.time,
    curator: pair.curator,
    model_hash: pair.modelHash,
    kb_hash: pair.kbHash,
    weight,
    part,
  };
}

const text = v.nullish(v.string());
const number = v.nullish(v.pipe(v.number(), v.finite()));
/** Programs that read an id as a number write it as one. */
const id = v.nullish(v.union([v.string(), v.pipe(v.number(), v.transform(String))]));
const name = v.pipe(v.string(), v.transform(normaliseName), v.nonEmpty(), v.maxLength(MAX_NAME_LENGTH));
/** Where it comes from is worth less than the pair: what is no hash is no reason to lose it. */
const hash = v.fallback(v.nullish(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))), null);

const Columns = v.object({
  chosen: name,
  rejected: name,
  source: text,
  prefix: text,
  mention: text,
  long_form: text,
  mention_type: text,
  context_before: text,
  context_after: text,
  chosen_id: id,
  chosen_rank: number,
  chosen_score: number,
  rejected_id: id,
  rejected_rank: number,
  rejected_score: number,
  document_id: id,
  decision_id: id,
  time: text,
  curator: text,
  model_hash: hash,
  kb_hash: hash,
  part: text,
});
type Columns = v.InferOutput<typeof Columns>;

/**
 * Reads pairs of another tab, or of any program that writes the layout. Of a line without Seraph's columns, `source` and
 * `prefix` say what the model is to read; without ids the names stand for the concepts. Bad lines are told, and so are
 * those that were excluded where they come from. Weights and parts are given anew by the project that they come into.
 *
 * @param file name of the file, kept with the pairs
 */
export function parse(content: string, file: string): PairsResult {
  const pairs: ImportedPair[] = [];
  const failed: ImportFailure[] = [];
  content
    .replace(/^\ufeff/, '')
    .split('\n')
    .forEach((raw, index) => {
      if (raw.trim() === '') return;
      const read = readLine(raw, file);
      if (typeof read === 'string') {
        failed.push({ line: index + 1, reason: `${read} The line was left out, all others are read.` });
      } else pairs.push(read);
    });
  return { pairs, failed };
}

/** The pair, or why there is none and what to do. */
function readLine(raw: string, file: string): ImportedPair | string {
  const value = parseJson(raw);
  if (value === undefined) return 'The line is not JSON: there must be one object on each.';
  const result = v.safeParse(Columns, value);
  if (!result.success) {
    const [issue] = result.issues;
    return `${v.getDotPath(issue) ?? 'The line'}: ${issue.message}.`;
  }
  const columns = result.output;
  if (columns.part === 'excluded') {
    return 'The pair was excluded from training where it comes from; write "training" as its part to have it all the same.';
  }
  const chosen = sideOf(columns, 'chosen');
  const rejected = sideOf(columns, 'rejected');
  if (chosen.name === rejected.name) return 'chosen and rejected are the same name.';
  if (chosen.conceptId === rejected.conceptId) return 'chosen and rejected are names of the same concept.';
  const words = readWords(columns);
  if (typeof words === 'string') return words;
  const pair = { ...words, chosen, rejected };
  return {
    key: pairKey(pair),
    ...pair,
    mentionType: columns.mention_type ?? '',
    documentId: columns.document_id ?? null,
    decisionId: columns.decision_id ?? null,
    time: columns.time ?? null,
    curator: columns.curator ?? null,
    modelHash: (columns.model_hash ?? null) as Sha256 | null,
    kbHash: (columns.kb_hash ?? null) as Sha256 | null,
    file,
  };
}

function sideOf(columns: Columns, side: 'chosen' | 'rejected'): PairSide {
  return {
    conceptId: (columns[`${side}_id`] ?? columns[side]) as ConceptId,
    name: columns[side],
    rank: columns[`${side}_rank`] ?? null,
    score: columns[`${side}_score`] ?? null,
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
