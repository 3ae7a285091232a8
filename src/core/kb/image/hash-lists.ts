import { placeOf, textHash } from '../../hash/text-hash.js';
import type { ConceptId } from '../../ids.js';
import type { Steps } from '../../steps.js';
import { fillSlices, sliceAt, type Slices } from '../slices.js';
import { conceptOfRecord, idOfRecord } from './record.js';

/** Fills an index by hash with `values`; what it is made of is in `image-format.ts`. */
export function fillHashLists(
  into: Slices,
  length: number,
  hashOf: (k: number) => number,
  valueOf: (k: number) => number,
): Steps<void> {
  const lists = into.starts.length - 1;
  return fillSlices(
    into.starts,
    length,
    (k) => placeOf(hashOf(k), lists),
    (place, k) => (into.values[place] = valueOf(k)),
  );
}

/** What may have the hash: everything in its list. */
export function hashListOf(index: Slices, hash: number): Uint32Array {
  return sliceAt(index, placeOf(hash, index.starts.length - 1));
}

/** Number of the concept with this id, else of the first with this alias, or -1. */
export function conceptWithId(
  index: Slices,
  recordAt: (conceptIndex: number) => Uint8Array,
  id: ConceptId,
): number {
  let byAlias = -1;
  for (const concept of hashListOf(index, textHash(id))) {
    const record = recordAt(concept);
    if (idOfRecord(record) === id) return concept;
    if ((byAlias < 0 || concept < byAlias) && conceptOfRecord(record).aliases.includes(id)) byAlias = concept;
  }
  return byAlias;
}
