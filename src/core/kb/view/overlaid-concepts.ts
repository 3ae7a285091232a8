import type { ConceptId } from '../../ids.js';
import type { Concept } from '../knowledge-base.js';
import type { ConceptTable } from '../tables.js';
import type { Additions } from './added-names.js';

/** Concepts with the synonyms that the curator added to them, and provisional concepts in their places of the tree. */
export class OverlaidConcepts implements ConceptTable {
  /** Of each provisional concept. */
  readonly #parents = new Map<number, Uint32Array>();
  /** Provisional concepts right below a concept. */
  readonly #children = new Map<number, number[]>();

  /** @param all those of the knowledge bases and, from number `firstProvisional`, the provisional ones */
  constructor(
    private readonly all: ConceptTable,
    firstProvisional: number,
    private readonly synonyms: Additions['synonyms'],
  ) {
    for (let index = firstProvisional; index < all.conceptCount; index++) {
      const named = (all.at(index)?.parents ?? []).map((id) => all.indexOf(id));
      const parents = [...new Set(named)].filter((parent) => parent >= 0 && parent !== index);
      this.#parents.set(index, Uint32Array.from(parents).sort());
      for (const parent of parents) {
        const children = this.#children.get(parent);
        if (children) children.push(index);
        else this.#children.set(parent, [index]);
      }
    }
  }

  get conceptCount(): number {
    return this.all.conceptCount;
  }

  at(conceptIndex: number): Concept | undefined {
    const concept = this.all.at(conceptIndex);
    const added = this.synonyms.get(conceptIndex);
    return concept && added ? { ...concept, synonyms: [...concept.synonyms, ...added] } : concept;
  }

  indexOf(id: ConceptId): number {
    return this.all.indexOf(id);
  }

  idAt(conceptIndex: number): ConceptId {
    return this.all.idAt(conceptIndex);
  }

  groupAt(conceptIndex: number): string {
    return this.all.groupAt(conceptIndex);
  }

  isObsolete(conceptIndex: number): boolean {
    return this.all.isObsolete(conceptIndex);
  }

  semanticTypesOf(conceptIndex: number): readonly string[] {
    return this.all.semanticTypesOf(conceptIndex);
  }

  xrefsOf(conceptIndex: number): readonly string[] {
    return this.all.xrefsOf(conceptIndex);
  }

  nameCountOf(conceptIndex: number): number {
    return this.all.nameCountOf(conceptIndex) + (this.synonyms.get(conceptIndex)?.length ?? 0);
  }

  childrenOf(conceptIndex: number): Uint32Array {
    const added = this.#children.get(conceptIndex) ?? [];
    // Where a provisional concept stands is known from its parents only.
    const own = this.#parents.has(conceptIndex) ? [] : this.all.childrenOf(conceptIndex);
    return added.length === 0 && own instanceof Uint32Array ? own : Uint32Array.from([...own, ...added]);
  }

  parentsOf(conceptIndex: number): Uint32Array {
    return this.#parents.get(conceptIndex) ?? this.all.parentsOf(conceptIndex);
  }
}
