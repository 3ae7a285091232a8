/** Weighs all that speaks for each concept of a mention, and compares meanings where that leaves the answer open. */
import type { Hypothesis } from '../decode/hypothesis.js';
import type { Watch } from '../progress.js';
import type { Mention } from '../text/document.js';
import { textOf } from '../text/span.js';
import { allEvidence } from './all-evidence.js';
import {
  featuresOf,
  OPEN_BELOW,
  sharesOf,
  UNFITTED,
  utilityOf,
  type CombinerSet,
  type CombinerWeights,
} from './combine.js';
import { documentSupport, NO_SUPPORT, type DocumentSupport } from './document-support.js';
import { generatedEvidence, type ConceptEvidence, type MentionWords } from './evidence.js';
import type { LinkView } from './link-view.js';
import type { LinkRequest } from './linker.js';
import { comparedCount, textsToCompare, withMeaning, type Meanings } from './meaning.js';
import type { OtherNames } from './other-names.js';

/** Evidence of a mention with the place it takes; what `evaluate` and the combiner's fitting look at. */
export interface WeighedConcept {
  readonly evidence: ConceptEvidence;
  /** Orders the concepts; a probability only under fitted weights. */
  readonly share: number;
}

/** What the mentions of a document that share a view are weighed by. */
export interface LinkContext extends Pick<LinkRequest, 'text' | 'memory' | 'mode'> {
  readonly otherNames: OtherNames;
  readonly document: DocumentSupport;
}

/** @param mentions those of the document that are linked in this view */
export function contextOf(
  view: LinkView,
  { text, memory, mode, otherNames }: Omit<LinkContext, 'document'>,
  mentions: readonly Mention[],
): LinkContext {
  const document = mode === 'model' ? NO_SUPPORT : documentSupport(view, text, mentions, memory);
  return { text, memory, mode, otherNames, document };
}

/** A mention with the names that were generated for it. */
export interface AskedMention {
  readonly mention: Mention;
  readonly hypotheses: readonly Hypothesis[];
}

/** What weighs: the model's fitted weights and its way to compare meanings, null where it came without. */
export interface Weigher {
  readonly combiner: CombinerSet | null;
  readonly meanings: Meanings | null;
}

/**
 * For each mention every concept that anything speaks for, most probable first; of equal ones the one whose knowledge base
 * goes first.
 *
 * @throws SeraphError aborted, and what reading the meanings throws
 */
export async function weighAll(
  view: LinkView,
  { combiner, meanings }: Weigher,
  context: LinkContext,
  asked: readonly AskedMention[],
  watch: Watch = {},
): Promise<readonly (readonly WeighedConcept[])[]> {
  const weights = combiner ?? UNFITTED;
  const weighed = asked.map(({ mention, hypotheses }) => {
    const evidence = evidenceFor(view, context, mention, hypotheses);
    return { words: wordsOf(context.text, mention), ranked: ranked(evidence, weights[context.mode]) };
  });
  const { open } = weights;
  if (context.mode === 'model' || open === null || meanings === null) {
    return weighed.map(({ ranked: final }) => final);
  }
  const looked = weighed.map(({ words, ranked: rows }) => ({ words, rows, compared: comparedFirst(rows) }));
  await meanings.learn(
    looked.flatMap(({ words, compared }) =>
      compared.length === 0 ? [] : textsToCompare(view, words, compared),
    ),
    watch,
  );
  return looked.map(({ words, rows, compared }) =>
    compared.length === 0 ? rows : ranked(withMeaningOf(view, words, rows, compared, meanings), open),
  );
}

/** Of an open ranking the first candidates, whose meanings are compared; none where the answer is settled. */
export function comparedFirst(rows: readonly WeighedConcept[]): readonly ConceptEvidence[] {
  const [best] = rows;
  if (best === undefined || best.share >= OPEN_BELOW) return [];
  return rows.slice(0, comparedCount(rows.map(({ share }) => share))).map(({ evidence }) => evidence);
}

/** All evidence of a ranking, that of its first candidates with meanings compared. */
export function withMeaningOf(
  view: LinkView,
  words: MentionWords,
  rows: readonly WeighedConcept[],
  compared: readonly ConceptEvidence[],
  meanings: Meanings,
): readonly ConceptEvidence[] {
  const others = rows.slice(compared.length).map(({ evidence }) => evidence);
  return [...withMeaning(view, words, compared, meanings), ...others];
}

/** Most probable first; of equal ones the one whose knowledge base goes first. */
export function ranked(
  evidence: readonly ConceptEvidence[],
  combiner: CombinerWeights,
): readonly WeighedConcept[] {
  const utilities = evidence.map((entry) => utilityOf(featuresOf(entry), combiner));
  const shares = sharesOf(utilities, combiner.none);
  return evidence
    .map((entry, i) => ({ evidence: entry, share: shares[i] ?? 0 }))
    .sort((a, b) => b.share - a.share || a.evidence.conceptIndex - b.evidence.conceptIndex);
}

/** Evidence under the rules of the mode, without meanings: `model` sees generated names only. */
export function evidenceFor(
  view: LinkView,
  { text, memory, mode, otherNames, document }: LinkContext,
  mention: Mention,
  hypotheses: readonly Hypothesis[],
): readonly ConceptEvidence[] {
  if (mode === 'model') {
    return comparedByGroup(view, mention.type, [...generatedEvidence(view, hypotheses).values()]);
  }
  return comparedByGroup(
    view,
    mention.type,
    allEvidence(view, hypotheses, wordsOf(text, mention), memory, document, otherNames),
  );
}

/** The words of a mention, and its long form where the document has one. */
export function wordsOf(text: string, mention: Mention): MentionWords {
  return { text: textOf(text, mention.span), longForm: mention.longForm ?? null };
}

/** Types of mention and groups of concepts are compared only where they share a name. */
function comparedByGroup(
  { concepts }: LinkView,
  type: string,
  found: readonly ConceptEvidence[],
): readonly ConceptEvidence[] {
  const isOfType = found.map(({ conceptIndex }) => concepts.groupAt(conceptIndex) === type);
  return isOfType.includes(true)
    ? found.map((evidence, i) => ({ ...evidence, otherGroup: isOfType[i] !== true }))
    : found;
}
