/**
 * The image of a knowledge base: all that is asked of its names and concepts, as typed arrays that are read where they
 * lie (`SectionWriter`, `openSections`). Names are numbered in order of appearance, concepts as they came.
 *
 * Indexes by hash are lists: what has hash h (`textHash`) is in list `placeOf(h, number of lists)`, and is compared
 * itself, since others are in it too.
 */
import type { SectionFormat } from '../../bytes/sections.js';
import type { Sha256 } from '../../ids.js';
import type { KbInfo } from '../knowledge-base.js';

export const IMAGE_FORMAT: SectionFormat = {
  magic: 'SRPHKBIM',
  version: 2,
  what: 'knowledge base',
};

/** What an image says of itself. */
export interface ImageAbout {
  readonly info: KbInfo;
  /** Of the knowledge base's file. */
  readonly hash: Sha256;
  /** Semantic groups, with how many concepts each has; concepts name theirs by its place. */
  readonly groups: readonly (readonly [name: string, count: number])[];
}

/** Lists an index by hash has for so many entries: two in each, on average. */
export function listCount(entries: number): number {
  return Math.max(1, entries >>> 1);
}

/** Lengths of the sections, in numbers of their kind. `entries` are lists end to end, `starts` say where each begins. */
export function imageSections(counts: {
  readonly names: number;
  readonly nameBytes: number;
  /** Pairs of a name and a concept that has it. */
  readonly owners: number;
  readonly concepts: number;
  readonly recordBytes: number;
  /** Ids and aliases. */
  readonly ids: number;
  /** Pairs of a concept and one right above it. */
  readonly parents: number;
  /** Names that the finder of mentions looks for. */
  readonly findable: number;
}) {
  const { names, concepts } = counts;
  return {
    /** Normalised names in UTF-8, end to end. */
    nameBytes: ['u8', counts.nameBytes],
    nameStarts: ['u32', names + 1],
    /** Names by hash. */
    nameListStarts: ['u32', listCount(names) + 1],
    nameListEntries: ['u32', names],
    /** Concepts of each name: those that prefer it first, then by number. */
    ownerStarts: ['u32', names + 1],
    owners: ['u32', counts.owners],
    /** Beside `owners`: 0 preferred, else 1 + place in `SYNONYM_SCOPES`. */
    roles: ['u8', counts.owners],
    /** Concepts as lines (`writeConceptLine`) in UTF-8, end to end. */
    records: ['u8', counts.recordBytes],
    recordStarts: ['u32', concepts + 1],
    /** Concepts by the hashes of their ids and aliases. */
    idListStarts: ['u32', listCount(counts.ids) + 1],
    idListEntries: ['u32', counts.ids],
    /** Place of each concept's group in `ImageAbout.groups`. */
    groups: ['u32', concepts],
    /** Bit n: concept n is obsolete. */
    obsolete: ['u32', (concepts + 31) >>> 5],
    parentStarts: ['u32', concepts + 1],
    parents: ['u32', counts.parents],
    childStarts: ['u32', concepts + 1],
    children: ['u32', counts.parents],
    /** Names by the hash of their `looseKey`. */
    looseListStarts: ['u32', listCount(names) + 1],
    looseListEntries: ['u32', names],
    /** Names that texts may spell, by the hash of their key (`spellingOf`). */
    findableListStarts: ['u32', listCount(counts.findable) + 1],
    findableListEntries: ['u32', counts.findable],
    /**
     * At the place of a word's hash: of how many words a name may be made that begins with it. Words that share a place
     * share the highest number, which costs a look-up and changes nothing.
     */
    longest: ['u8', listCount(names)],
  } as const;
}

export type ImageSection = keyof ReturnType<typeof imageSections>;
