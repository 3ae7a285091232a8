import type { Hypothesis } from '../decode/hypothesis.js';
import type { ConceptId } from '../ids.js';
import { normaliseName } from '../kb/normalise-name.js';
import type { LinkView } from './link-view.js';
import type { NearText } from './linker.js';
import { recall, type Memory } from './memory.js';
import type { Meaning } from './meaning.js';
import type { Likeness } from './near/near-names.js';
import { offeredConcept, offeredOwners } from './offered.js';

/** All that is known about one concept as an answer for one mention, before it is weighed. */
export interface ConceptEvidence {
  /** Stands for all concepts that count as one (`KbView.sameAs`); what speaks for any of them is put together. */
  readonly conceptIndex: number;
  /** Name generated or matched for this concept, best first found. */
  readonly nameIndex: number;
  /** Mean log-probability per token of the best generated name; null when not generated. */
  readonly meanLogProb: number | null;
  /** Logarithm of the summed probability of all names that were generated for the concept; null when none was. */
  readonly massLogProb: number | null;
  /** The best name of this concept is its preferred one. */
  readonly preferred: boolean;
  /** Place of this concept among those that the name is offered for: 0 is the first. */
  readonly ambiguity: number;
  readonly exact: boolean;
  /** Equal to a name of the concept but for word order, hyphens, commas, plural. */
  readonly normalised: boolean;
  readonly remembered: number;
  /**
   * Decisions on this very text for the concept that it was linked to most. Not their sum: a composite mention counts for
   * each of its concepts.
   */
  readonly rememberedMost: number;
  /**
   * Of the remembered texts that are near, the one that speaks most for the concept; null for none. `share`: of the
   * decisions for the concept that the text was linked to most.
   */
  readonly nearRemembered: (NearText & { readonly share: number }) | null;
  /** The name of the concept in another vocabulary that is most like the mention; null for none near. */
  readonly other: OtherName | null;
  /** Decisions on any text for this concept. */
  readonly conceptUses: number;
  /** Names of the concept: of two that share a name, the better described one is more often meant. */
  readonly conceptNames: number;
  /** The concept is of another group than the mention's type, which other candidates are of. */
  readonly otherGroup: boolean;
  /** How like the mention the concept's most similar name is; null where it was not compared. */
  readonly likeness: Likeness | null;
  /** How near the mention the concept's names are in meaning; null where that was not compared. */
  readonly meaning: Meaning | null;
  /** The part of a composite mention that equals a name of the concept; null for none. */
  readonly part: string | null;
  /** Other mentions of the document that are of this concept. */
  readonly inDocument: number;
  /** The mention is a short form of letters that begin the words of another mention, which is of this concept. */
  readonly spelledOut: boolean;
}

export interface OtherName extends NearText {
  /** It differs from the mention in case, spelling, number and the order of words only. */
  readonly equal: boolean;
  /** 1 for a name that is the concept's alone, a half for one of two concepts. */
  readonly share: number;
}

/** Only what the generator produced, one entry per concept, best hypothesis first. */
export function generatedEvidence(
  kb: LinkView,
  hypotheses: readonly Hypothesis[],
): Map<number, ConceptEvidence> {
  const found = new Map<number, ConceptEvidence>();
  for (const hypothesis of hypotheses) {
    const total = hypothesis.logProbs.reduce((sum, value) => sum + value, 0);
    for (const nameIndex of kb.trie.namesAt(hypothesis.state)) {
      addName(kb, found, nameIndex, {
        meanLogProb: total / hypothesis.logProbs.length,
        massLogProb: total,
      });
    }
  }
  return found;
}

/** The words of a mention, and what stands for them where the document defines it. */
export interface MentionWords {
  readonly text: string;
  readonly longForm: string | null;
}

/**
 * What speaks for a concept by itself: generated names, equal and nearly equal names, and earlier decisions on this very
 * text. Where there is a long form, a name equal to the short form counts as near only: letters are ambiguous.
 */
export function directEvidence(
  kb: LinkView,
  hypotheses: readonly Hypothesis[],
  { text, longForm }: MentionWords,
  memory: Memory,
): Map<number, ConceptEvidence> {
  const found = generatedEvidence(kb, hypotheses);
  const read = longForm ?? text;
  for (const name of kb.names.find(normaliseName(read))) {
    addName(kb, found, name, { exact: true, normalised: true });
  }
  for (const name of [read, ...(longForm === null ? [] : [text])].flatMap((near) => kb.names.alike(near))) {
    addName(kb, found, name, { normalised: true });
  }
  addMemory(kb, found, recall(memory, text, longForm));
  return found;
}

/** Decisions on the very text. */
function addMemory(
  kb: LinkView,
  found: Map<number, ConceptEvidence>,
  past: ReadonlyMap<ConceptId, number>,
): void {
  for (const [id, count] of past) {
    const conceptIndex = offeredConcept(kb, id);
    if (conceptIndex < 0) continue;
    mergeInto(kb, found, conceptIndex, ({ remembered }) => ({ remembered: remembered + count }));
  }
}

type Addition = Partial<
  Pick<ConceptEvidence, 'meanLogProb' | 'massLogProb' | 'exact' | 'normalised' | 'part'>
>;

/**
 * Merges what a name says into each concept that it is offered for; the first generated name of a concept is its best.
 */
export function addName(
  kb: LinkView,
  found: Map<number, ConceptEvidence>,
  nameIndex: number,
  addition: Addition,
): void {
  offeredOwners(kb, nameIndex).forEach(({ conceptIndex, preferred }, ambiguity) => {
    const known = found.get(conceptIndex);
    found.set(
      conceptIndex,
      known === undefined
        ? { ...emptyEvidence(kb, conceptIndex), nameIndex, preferred, ambiguity, ...addition }
        : {
            ...known,
            meanLogProb: known.meanLogProb ?? addition.meanLogProb ?? null,
            massLogProb: sumOfLogs(known.massLogProb, addition.massLogProb ?? null),
            exact: known.exact || addition.exact === true,
            normalised: known.normalised || addition.normalised === true,
            part: known.part ?? addition.part ?? null,
            ambiguity: Math.min(known.ambiguity, ambiguity),
          },
    );
  });
}

/** log(exp a + exp b), null standing for a probability of 0. */
function sumOfLogs(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

export function mergeInto(
  kb: LinkView,
  found: Map<number, ConceptEvidence>,
  conceptIndex: number,
  change: (known: ConceptEvidence) => Partial<ConceptEvidence>,
): void {
  const known = found.get(conceptIndex) ?? emptyEvidence(kb, conceptIndex);
  found.set(conceptIndex, { ...known, ...change(known) });
}

function emptyEvidence(kb: LinkView, conceptIndex: number): ConceptEvidence {
  const [preferred] = kb.names.find(normaliseName(kb.concepts.at(conceptIndex)?.name ?? ''));
  return {
    conceptIndex,
    nameIndex: preferred ?? -1,
    meanLogProb: null,
    massLogProb: null,
    preferred: true,
    ambiguity: 0,
    exact: false,
    normalised: false,
    remembered: 0,
    rememberedMost: 0,
    nearRemembered: null,
    other: null,
    conceptUses: 0,
    conceptNames: kb.concepts.nameCountOf(conceptIndex),
    otherGroup: false,
    likeness: null,
    meaning: null,
    part: null,
    inDocument: 0,
    spelledOut: false,
  };
}
