import type { Steps } from '../../steps.js';
import type { LoadedKb } from './loaded-kb.js';
import type { Offsets } from './offsets.js';
import type { ReferenceCache } from './references.js';

/** Which concepts of several knowledge bases count as one. Concepts are numbered over all parts. */
export interface Sameness {
  /** The concept that stands for this one: itself, or one of a part that goes before. */
  sameAs(conceptIndex: number): number;
  /** Every concept that this one stands for, itself among them, ascending. */
  membersOf(representative: number): readonly number[];
  /** Reads in steps what the first question would read in one. */
  prepareSameness(): Steps<void>;
}

/** For a single part: a knowledge base keeps its concepts apart. */
const ALL_DIFFERENT: Sameness = {
  sameAs: (conceptIndex) => conceptIndex,
  membersOf: (representative) => [representative],
  *prepareSameness() {
    // There is nothing to read.
  },
};

/**
 * Concepts of different parts are the same when they have one id (as CURIEs, aliases included), or when one refers to
 * the other. A concept goes with the only concept of an earlier part that it is the same as: where two of that part
 * come into question, the reference is a loose one, and it stays for itself. So no two concepts of the first part are
 * ever merged, and none is hidden behind a guess.
 *
 * References are read from all concepts in one pass when first asked (`prepareSameness` does it in steps), once for the
 * same parts; after that a concept takes a few look-ups.
 *
 * @param isOffered a concept never goes with one that is not offered
 */
export function samenessOf(
  parts: readonly LoadedKb[],
  offsets: Offsets,
  isOffered: (conceptIndex: number) => boolean,
  cache: ReferenceCache,
): Sameness {
  if (parts.length < 2) return ALL_DIFFERENT;
  const representatives = new Map<number, number>();
  const references = () => cache.between(parts, offsets);
  const find = (conceptIndex: number): number => {
    const own = offsets.partOf(conceptIndex);
    for (let part = 0; part < own; part++) {
      const equal = references().equalIn(part, conceptIndex);
      if (equal >= 0 && isOffered(equal)) return sameAs(equal);
      const [target, ...others] = references().linkedIn(part, conceptIndex).filter(isOffered);
      if (target !== undefined && others.length === 0) return sameAs(target);
    }
    return conceptIndex;
  };
  /** Ends: each step goes to an earlier part. */
  const sameAs = (conceptIndex: number): number => {
    const known = representatives.get(conceptIndex);
    if (known !== undefined) return known;
    const found = find(conceptIndex);
    representatives.set(conceptIndex, found);
    return found;
  };
  const gather = (representative: number): readonly number[] => {
    const members = new Set([representative]);
    for (const member of members) {
      for (let part = offsets.partOf(member) + 1; part < parts.length; part++) {
        const others = [references().equalIn(part, member), ...references().linkedIn(part, member)];
        for (const other of others) {
          if (other >= 0 && isOffered(other) && sameAs(other) === representative) members.add(other);
        }
      }
    }
    return [...members].sort((a, b) => a - b);
  };
  const gathered = new Map<number, readonly number[]>();
  return {
    sameAs,
    membersOf: (representative) => {
      const members = gathered.get(representative) ?? gather(representative);
      gathered.set(representative, members);
      return members;
    },
    *prepareSameness() {
      yield* cache.read(parts, offsets);
    },
  };
}
