import type { Hypothesis } from '../decode/hypothesis.js';
import type { ConceptId } from '../ids.js';
import { normaliseName } from '../kb/normalise-name.js';
import type { LinkView } from './link-view.js';
import { recall, usesIn, type Memory } from './memory.js';

/** All that is known about one concept as an answer for one mention, before it is weighed. */
export interface ConceptEvidence {
  /** Stands for all concepts that count as one (`KbView.sameAs`); what speaks for any of them is put together. */
  readonly conceptIndex: number;
  /** Name generated or matched for this concept, best first found. */
  readonly nameIndex: number;
  /** Mean log-probability per token of the best generated name; null when not generated. */
  readonly meanLogProb: number | null;
  /** Sum of log-probabilities of that name; null when not generated. */
  readonly totalLogProb: number | null;
  /** The best name of this concept is its preferred one. */
  readonly preferred: boolean;
  /** Place of this concept among those that the name is offered for: 0 is the first. */
  readonly ambiguity: number;
  readonly exact: boolean;
  /** Equal to a name of the concept but for word order, hyphens, commas, plural. */
  readonly normalised: boolean;
  readonly remembered: number;
  /** Decisions on this very text for any concept. */
  readonly rememberedTotal: number;
  /** Decisions on any text for this concept. */
  readonly conceptUses: number;
  /** Names of the concept: of two that share a name, the better described one is more often meant. */
  readonly conceptNames: number;
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
      addName(kb, found, nameIndex, { meanLogProb: total / hypothesis.logProbs.length, totalLogProb: total });
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
 * Everything the app knows: generated names, equal and nearly equal names, and earlier decisions on the same text.
 * Where there is a long form, a name equal to the short form counts as near only: letters are ambiguous.
 */
export function allEvidence(
  kb: LinkView,
  hypotheses: readonly Hypothesis[],
  { text, longForm }: MentionWords,
  memory: Memory,
): readonly ConceptEvidence[] {
  const found = generatedEvidence(kb, hypotheses);
  const read = longForm ?? text;
  for (const name of kb.names.find(normaliseName(read))) {
    addName(kb, found, name, { exact: true, normalised: true });
  }
  for (const name of [read, ...(longForm === null ? [] : [text])].flatMap((near) => kb.names.alike(near))) {
    addName(kb, found, name, { normalised: true });
  }
  const past = recall(memory, text, longForm);
  let rememberedTotal = 0;
  for (const [id, remembered] of past) {
    rememberedTotal += remembered;
    const conceptIndex = offeredConcept(kb, id);
    if (conceptIndex < 0) continue;
    const known = found.get(conceptIndex) ?? emptyEvidence(kb, conceptIndex);
    found.set(conceptIndex, { ...known, remembered: known.remembered + remembered });
  }
  const uses = usesIn(memory);
  return [...found.values()].map((entry) => ({
    ...entry,
    rememberedTotal,
    conceptUses: usesOf(kb, entry.conceptIndex, uses),
  }));
}

/** The concept that stands for the one with this id, or -1 when it is not there or not offered. */
function offeredConcept(kb: LinkView, id: ConceptId): number {
  const conceptIndex = kb.concepts.indexOf(id);
  const representative = conceptIndex < 0 ? -1 : kb.sameAs(conceptIndex);
  if (kb.isOffered(representative)) return representative;
  const offered = kb.offeredWith(id);
  return offered < 0 ? -1 : kb.sameAs(offered);
}

function usesOf(kb: LinkView, conceptIndex: number, uses: ReadonlyMap<ConceptId, number>): number {
  return kb
    .membersOf(conceptIndex)
    .reduce((sum, member) => sum + (uses.get(kb.concepts.idAt(member)) ?? 0), 0);
}

type Addition = Partial<Pick<ConceptEvidence, 'meanLogProb' | 'totalLogProb' | 'exact' | 'normalised'>>;

/**
 * Merges what a name says into each concept that it is offered for; the first generated name of a concept is its best.
 */
function addName(
  kb: LinkView,
  found: Map<number, ConceptEvidence>,
  nameIndex: number,
  addition: Addition,
): void {
  let ambiguity = 0;
  kb.names.conceptsOf(nameIndex).forEach((owner, place) => {
    if (!kb.offers(nameIndex, owner)) return;
    const conceptIndex = kb.sameAs(owner);
    const preferred = kb.names.roleOf(nameIndex, place) === 'preferred';
    const known = found.get(conceptIndex);
    found.set(
      conceptIndex,
      known === undefined
        ? { ...emptyEvidence(kb, conceptIndex), nameIndex, preferred, ambiguity, ...addition }
        : {
            ...known,
            meanLogProb: known.meanLogProb ?? addition.meanLogProb ?? null,
            totalLogProb: known.totalLogProb ?? addition.totalLogProb ?? null,
            exact: known.exact || addition.exact === true,
            normalised: known.normalised || addition.normalised === true,
            ambiguity: Math.min(known.ambiguity, ambiguity),
          },
    );
    ambiguity++;
  });
}

function emptyEvidence(kb: LinkView, conceptIndex: number): ConceptEvidence {
  const [preferred] = kb.names.find(normaliseName(kb.concepts.at(conceptIndex)?.name ?? ''));
  return {
    conceptIndex,
    nameIndex: preferred ?? -1,
    meanLogProb: null,
    totalLogProb: null,
    preferred: true,
    ambiguity: 0,
    exact: false,
    normalised: false,
    remembered: 0,
    rememberedTotal: 0,
    conceptUses: 0,
    conceptNames: kb.concepts.nameCountOf(conceptIndex),
  };
}
