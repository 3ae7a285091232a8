import type { Hypothesis } from '../decode/hypothesis.js';
import type { ConceptId } from '../ids.js';
import { normaliseName } from '../kb/normalise-name.js';
import { partsOf } from './composite.js';
import type { DocumentSupport } from './document-support.js';
import {
  addName,
  directEvidence,
  mergeInto,
  type ConceptEvidence,
  type MentionWords,
  type OtherName,
} from './evidence.js';
import type { LinkView } from './link-view.js';
import type { NearText } from './linker.js';
import { recall, usesIn, type Memory } from './memory.js';
import { NearNames } from './near/near-names.js';
import { nearKey } from './near/words.js';
import { offeredConcept } from './offered.js';
import { conceptOfOtherName, type OtherNames } from './other-names.js';

/** Near names and near remembered texts that are looked at, and how like the mention they must be. */
const NEAREST = 10;
const LEAST_LIKE = 0.3;

/**
 * Everything the app knows: direct evidence, names like the mention's, here and in other vocabularies, earlier decisions on texts like it, parts of
 * composite mentions, and the other mentions of the document.
 */
export function allEvidence(
  kb: LinkView,
  hypotheses: readonly Hypothesis[],
  words: MentionWords,
  memory: Memory,
  document: DocumentSupport,
  others: OtherNames,
): readonly ConceptEvidence[] {
  const { text, longForm } = words;
  const read = longForm ?? text;
  const found = directEvidence(kb, hypotheses, words, memory);
  for (const part of partsOf(read)) {
    const equal = kb.names.find(normaliseName(part));
    for (const name of equal.length === 0 ? kb.names.alike(part) : equal) addName(kb, found, name, { part });
  }
  const names = NearNames.of(kb);
  for (const { nameIndex, similarity } of names.near(read, NEAREST)) {
    if (similarity >= LEAST_LIKE) addName(kb, found, nameIndex, {});
  }
  for (const near of names.nearRemembered(read, memory, NEAREST)) {
    if (near.similarity >= LEAST_LIKE) addNearMemory(kb, found, near, memory);
  }
  const key = nearKey(read);
  for (const { index, text: called, similarity } of names.nearOther(read, others, NEAREST)) {
    if (similarity < LEAST_LIKE) continue;
    const equal = nearKey(called) === key;
    addOther(kb, found, { text: called, similarity, equal }, others.idsAt(index));
  }
  // Letters are guessed at only where the knowledge base itself does not say what they stand for.
  const isKnown = longForm !== null || kb.names.find(normaliseName(text)).length > 0;
  const spelledOut = isKnown ? [] : document.spelledOut(text);
  for (const conceptIndex of spelledOut) mergeInto(kb, found, conceptIndex, () => ({ spelledOut: true }));
  const uses = usesIn(memory);
  const rememberedMost = mostOf(recall(memory, text, longForm).values());
  return [...found.values()].map((entry) => ({
    ...entry,
    rememberedMost,
    conceptUses: usesOf(kb, entry.conceptIndex, uses),
    likeness: names.likeness(read, entry.conceptIndex),
    inDocument: document.others(entry.conceptIndex, read),
  }));
}

/** Decisions on a similar text: of several, the one whose similarity and share of the decisions are highest counts. */
function addNearMemory(
  kb: LinkView,
  found: Map<number, ConceptEvidence>,
  near: NearText,
  memory: Memory,
): void {
  const counts = memory.get(near.text) ?? new Map<ConceptId, number>();
  const most = mostOf(counts.values());
  for (const [id, count] of counts) {
    const conceptIndex = offeredConcept(kb, id);
    if (conceptIndex < 0) continue;
    const share = count / most;
    mergeInto(kb, found, conceptIndex, ({ nearRemembered: best }) =>
      best !== null && best.similarity * best.share >= near.similarity * share
        ? {}
        : { nearRemembered: { ...near, share } },
    );
  }
}

/** A similar name of another vocabulary: of several, the one whose similarity and share are highest counts. */
function addOther(
  kb: LinkView,
  found: Map<number, ConceptEvidence>,
  near: Omit<OtherName, 'share'>,
  ids: readonly string[],
): void {
  const owners = new Set(ids.map((id) => conceptOfOtherName(kb, id)));
  owners.delete(-1);
  const share = 1 / owners.size;
  for (const conceptIndex of owners) {
    mergeInto(kb, found, conceptIndex, ({ other: best }) =>
      best !== null && worthOf(best) >= worthOf({ ...near, share }) ? {} : { other: { ...near, share } },
    );
  }
}

function worthOf({ similarity, equal, share }: OtherName): number {
  return (equal ? 1 : similarity) * share;
}

function usesOf(kb: LinkView, conceptIndex: number, uses: ReadonlyMap<ConceptId, number>): number {
  return kb
    .membersOf(conceptIndex)
    .reduce((sum, member) => sum + (uses.get(kb.concepts.idAt(member)) ?? 0), 0);
}

function mostOf(counts: Iterable<number>): number {
  return Math.max(0, ...counts);
}
