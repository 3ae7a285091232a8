import type { ConceptId, Sha256 } from '../../ids.js';
import type { Overlay } from '../../project/project.js';
import type { ConceptTable, KbTables, NameTable } from '../tables.js';
import { additionsTo, type Additions } from './added-names.js';
import { chosenConcepts, type ConceptMask } from './chosen-concepts.js';
import { JoinedConcepts, JoinedNames } from './joined-tables.js';
import type { LoadedKb, ViewPart } from './loaded-kb.js';
import { Offsets } from './offsets.js';
import { OverlaidConcepts } from './overlaid-concepts.js';
import { ReferenceCache } from './references.js';
import { samenessOf, type Sameness } from './same-concept.js';

/**
 * Several knowledge bases, filtered, with what the curator added and blocked, as one. Its tables hold every concept,
 * so that each can be looked up and shown; what may be proposed is said by `isOffered` and `offers`. Numbers of names
 * and concepts run through the parts in order of priority, and end with what was added. Immutable.
 */
export interface KbView extends KbTables, Sameness {
  /** In order of priority. */
  readonly parts: readonly LoadedKb[];
  /** Number of each part's first name; one more for the names that were added. */
  readonly firstNames: readonly number[];
  readonly additions: Additions | null;
  /** Chosen by the filters, and not obsolete. */
  isOffered(conceptIndex: number): boolean;
  /**
   * Number of the offered concept with this id or alias, or -1: where several knowledge bases have the id, the first that
   * offers it counts. `concepts.indexOf` asks for no offer.
   */
  offeredWith(id: ConceptId): number;
  /** The curator blocked the name, for this concept or for any. */
  isBlocked(nameIndex: number, conceptIndex: number): boolean;
  /** The concept is offered, and may be found by this name: it is not blocked for it. */
  offers(nameIndex: number, conceptIndex: number): boolean;
  /** True when a part's names are all offered, but for those that only obsolete concepts have. */
  isPartWhole(part: number): boolean;
  /** Numbers of names that the curator blocked, for any concept or some. */
  readonly blockedNames: ReadonlySet<number>;
  /** The knowledge base of a concept; null for one that was added. */
  kbHashOf(conceptIndex: number): Sha256 | null;
}

/** @param references kept for other views of the same knowledge bases */
export function createKbView(
  parts: readonly ViewPart[],
  overlay: Overlay,
  references = new ReferenceCache(),
): KbView {
  const kbs = parts.map(({ kb }) => kb);
  const masks = parts.map(({ kb, use }) => chosenConcepts(kb.concepts, use));
  const offsets = new Offsets(kbs.map(({ concepts }) => concepts.conceptCount));
  const below = conceptsOf(kbs);
  const isChosen = chosenBy(masks, offsets);
  const isOffered = (conceptIndex: number) =>
    conceptIndex >= 0 && isChosen(conceptIndex) && !concepts.isObsolete(conceptIndex);

  const offeredBelow = (id: ConceptId): number => {
    const found = kbs
      .map((kb, part) => ({ own: kb.concepts.indexOf(id), first: offsets.firstOf(part) }))
      .flatMap(({ own, first }) => (own < 0 ? [] : [first + own]))
      .filter((index) => isChosen(index) && !below.isObsolete(index));
    return found.find((index) => below.idAt(index) === id) ?? found[0] ?? -1;
  };
  const additions = additionsTo(below, overlay, offeredBelow);
  const concepts = additions
    ? new OverlaidConcepts(
        new JoinedConcepts([below, additions.concepts]),
        below.conceptCount,
        additions.synonyms,
      )
    : below;
  const names = namesOf(kbs, offsets, additions);
  const sameness = samenessOf(kbs, offsets, isOffered, references);
  const offeredWith = (id: ConceptId): number => {
    const added = additions?.concepts.indexOf(id) ?? -1;
    return added < 0 ? offeredBelow(id) : below.conceptCount + added;
  };
  const numberOf = (id: ConceptId): number => {
    const offered = offeredWith(id);
    return offered < 0 ? concepts.indexOf(id) : offered;
  };
  const blocks = blockedIn(overlay, names, numberOf, sameness);

  return {
    names,
    concepts,
    ...sameness,
    parts: kbs,
    firstNames: new Offsets(kbs.map((kb) => kb.names.nameCount)).firsts,
    additions,
    isOffered,
    offeredWith,
    isBlocked: (nameIndex, conceptIndex) => blocks.isBlocked(nameIndex, conceptIndex),
    offers: (nameIndex, conceptIndex) =>
      isOffered(conceptIndex) && !blocks.isBlocked(nameIndex, conceptIndex),
    isPartWhole: (part) => (masks[part] ?? null) === null,
    blockedNames: blocks.names,
    kbHashOf: (conceptIndex) => kbs[offsets.partOf(conceptIndex)]?.hash ?? null,
  };
}

/** A single knowledge base is asked itself. */
function conceptsOf(kbs: readonly LoadedKb[]): ConceptTable {
  const tables = kbs.map(({ concepts }) => concepts);
  const [only, ...others] = tables;
  return only && others.length === 0 ? only : new JoinedConcepts(tables);
}

function namesOf(kbs: readonly LoadedKb[], offsets: Offsets, additions: Additions | null): NameTable {
  const parts = kbs.map(({ names }, part) => ({ names, firstConcept: offsets.firstOf(part) }));
  const [only, ...others] = parts;
  if (only && others.length === 0 && additions === null) return only.names;
  return new JoinedNames(additions ? [...parts, { names: additions.names, firstConcept: 0 }] : parts);
}

/** What was added is always chosen. */
function chosenBy(masks: readonly ConceptMask[], offsets: Offsets): (conceptIndex: number) => boolean {
  if (masks.every((mask) => mask === null)) return () => true;
  return (conceptIndex) => {
    const part = offsets.partOf(conceptIndex);
    const mask = masks[part] ?? null;
    return mask === null || mask[conceptIndex - offsets.firstOf(part)] === 1;
  };
}

interface Blocks {
  readonly names: ReadonlySet<number>;
  isBlocked(nameIndex: number, conceptIndex: number): boolean;
}

/** A name that is blocked for a concept is blocked for all that count as that concept. */
function blockedIn(
  { blocked }: Overlay,
  names: NameTable,
  numberOf: (id: ConceptId) => number,
  sameness: Sameness,
): Blocks {
  const forAny = new Set<number>();
  const forSome = new Map<number, Set<ConceptId>>();
  for (const { conceptId, name } of blocked) {
    for (const index of names.find(name)) {
      if (conceptId === null) forAny.add(index);
      else forSome.set(index, (forSome.get(index) ?? new Set()).add(conceptId));
    }
  }
  return {
    names: new Set([...forAny, ...forSome.keys()]),
    isBlocked: (nameIndex, conceptIndex) => {
      if (forAny.has(nameIndex)) return true;
      const ids = forSome.get(nameIndex);
      if (ids === undefined) return false;
      return [...ids].some((id) => {
        const index = numberOf(id);
        return index >= 0 && sameness.sameAs(index) === sameness.sameAs(conceptIndex);
      });
    },
  };
}
