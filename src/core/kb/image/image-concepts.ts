import type { OpenSections } from '../../bytes/sections.js';
import type { ConceptId } from '../../ids.js';
import type { Concept } from '../knowledge-base.js';
import { sliceAt, type Slices } from '../slices.js';
import type { ConceptTable } from '../tables.js';
import { conceptWithId } from './hash-lists.js';
import {
  conceptOfRecord,
  idOfRecord,
  nameCountOfRecord,
  semanticTypesOfRecord,
  xrefsOfRecord,
} from './record.js';
import { slicesIn } from './sections-in.js';

export class ImageConceptTable implements ConceptTable {
  readonly conceptCount: number;
  readonly #records: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #byId: Slices;
  readonly #groupOf: Uint32Array;
  readonly #obsolete: Uint32Array;
  readonly #parents: Slices;
  readonly #children: Slices;

  constructor(
    sections: OpenSections,
    private readonly groups: readonly string[],
  ) {
    this.#records = sections.u8('records');
    this.#starts = sections.u32('recordStarts');
    this.#byId = slicesIn(sections, 'idListStarts', 'idListEntries');
    this.#groupOf = sections.u32('groups');
    this.#obsolete = sections.u32('obsolete');
    this.#parents = slicesIn(sections, 'parentStarts', 'parents');
    this.#children = slicesIn(sections, 'childStarts', 'children');
    this.conceptCount = this.#starts.length - 1;
  }

  at(conceptIndex: number): Concept | undefined {
    return this.#has(conceptIndex) ? conceptOfRecord(this.#record(conceptIndex)) : undefined;
  }

  indexOf(id: ConceptId): number {
    return conceptWithId(this.#byId, (concept) => this.#record(concept), id);
  }

  idAt(conceptIndex: number): ConceptId {
    return idOfRecord(this.#record(conceptIndex));
  }

  groupAt(conceptIndex: number): string {
    return this.groups[this.#groupOf[conceptIndex] ?? -1] ?? '';
  }

  isObsolete(conceptIndex: number): boolean {
    return (((this.#obsolete[conceptIndex >>> 5] ?? 0) >>> (conceptIndex & 31)) & 1) === 1;
  }

  semanticTypesOf(conceptIndex: number): readonly string[] {
    return semanticTypesOfRecord(this.#record(conceptIndex));
  }

  xrefsOf(conceptIndex: number): readonly string[] {
    return xrefsOfRecord(this.#record(conceptIndex));
  }

  nameCountOf(conceptIndex: number): number {
    return this.#has(conceptIndex) ? nameCountOfRecord(this.#record(conceptIndex)) : 0;
  }

  childrenOf(conceptIndex: number): Uint32Array {
    return sliceAt(this.#children, conceptIndex);
  }

  parentsOf(conceptIndex: number): Uint32Array {
    return sliceAt(this.#parents, conceptIndex);
  }

  #has(conceptIndex: number): boolean {
    return conceptIndex >= 0 && conceptIndex < this.conceptCount;
  }

  #record(conceptIndex: number): Uint8Array {
    return this.#records.subarray(this.#starts[conceptIndex] ?? 0, this.#starts[conceptIndex + 1] ?? 0);
  }
}
