import type { Hypothesis } from '../../decode/hypothesis.js';
import type { Concept } from '../../kb/knowledge-base.js';
import { looseKey } from '../../kb/loose-key.js';
import { normaliseName } from '../../kb/normalise-name.js';
import type { ConceptEvidence, MentionWords } from '../evidence.js';
import { recall, type Memory } from '../memory.js';

/**
 * What is known of a mention in a single knowledge base, straight from its definition, over arrays and in quadratic
 * time. `namesAt`: the names that a hypothesis ends in.
 */
export function singleKbEvidence(
  concepts: readonly Concept[],
  namesAt: (hypothesis: Hypothesis) => readonly string[],
  hypotheses: readonly Hypothesis[],
  { text, longForm }: MentionWords,
  memory: Memory,
): readonly Omit<ConceptEvidence, 'nameIndex'>[] {
  const found = new Map<number, Omit<ConceptEvidence, 'nameIndex'>>();
  const has = (concept: Concept, name: string) =>
    [concept.name, ...concept.synonyms.map((synonym) => synonym.name)].some(
      (own) => normaliseName(own) === name,
    );
  const add = (name: string, addition: Partial<ConceptEvidence>) => {
    const owners = concepts.flatMap((concept, index) => (has(concept, name) ? [index] : []));
    const isFirst = (index: number) => normaliseName(concepts[index]?.name ?? '') === name;
    const ordered = [...owners.filter(isFirst), ...owners.filter((index) => !isFirst(index))];
    ordered.forEach((conceptIndex, ambiguity) => {
      const known = found.get(conceptIndex);
      found.set(
        conceptIndex,
        known === undefined
          ? { ...nothingOf(conceptIndex), preferred: isFirst(conceptIndex), ambiguity, ...addition }
          : {
              ...known,
              meanLogProb: known.meanLogProb ?? addition.meanLogProb ?? null,
              massLogProb: logOfSum([known.massLogProb, addition.massLogProb ?? null]),
              exact: known.exact || addition.exact === true,
              normalised: known.normalised || addition.normalised === true,
              ambiguity: Math.min(known.ambiguity, ambiguity),
            },
      );
    });
  };
  const nothingOf = (conceptIndex: number): Omit<ConceptEvidence, 'nameIndex'> => ({
    conceptIndex,
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
    conceptNames: 1 + (concepts[conceptIndex]?.synonyms.length ?? 0),
    otherGroup: false,
    likeness: null,
    meaning: null,
    part: null,
    inDocument: 0,
    spelledOut: false,
  });

  for (const hypothesis of hypotheses) {
    const massLogProb = hypothesis.logProbs.reduce((sum, value) => sum + value, 0);
    const meanLogProb = massLogProb / hypothesis.logProbs.length;
    for (const name of namesAt(hypothesis)) add(name, { meanLogProb, massLogProb });
  }
  const names = new Set(
    concepts.flatMap((concept) => [concept, ...concept.synonyms].map(({ name }) => normaliseName(name))),
  );
  const read = longForm ?? text;
  if (names.has(normaliseName(read))) add(normaliseName(read), { exact: true, normalised: true });
  for (const near of longForm === null ? [read] : [read, text]) {
    for (const name of names) if (looseKey(name) === looseKey(near)) add(name, { normalised: true });
  }
  for (const [id, count] of recall(memory, text, longForm)) {
    const index = concepts.findIndex((concept) => concept.id === id);
    if (index < 0) continue;
    const known = found.get(index) ?? nothingOf(index);
    found.set(index, { ...known, remembered: known.remembered + count });
  }
  return [...found.values()];
}

function logOfSum(logs: readonly (number | null)[]): number | null {
  const sum = logs.reduce<number>((total, log) => total + (log === null ? 0 : Math.exp(log)), 0);
  return sum === 0 ? null : Math.log(sum);
}
