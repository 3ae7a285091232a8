import type { ConceptId } from '../../ids.js';
import type { Concept } from '../knowledge-base.js';
import type { ConceptTable, NameRole, NameTable } from '../tables.js';
import { Offsets } from './offsets.js';

const NONE = new Uint32Array(0);

/** Names with what their concepts' numbers are moved by. */
export interface NamePart {
  readonly names: NameTable;
  readonly firstConcept: number;
}

/** The names of several tables, numbered one table after the other. A name that two tables have has two numbers. */
export class JoinedNames implements NameTable {
  readonly #offsets: Offsets;

  constructor(private readonly parts: readonly NamePart[]) {
    this.#offsets = new Offsets(parts.map(({ names }) => names.nameCount));
  }

  get nameCount(): number {
    return this.#offsets.total;
  }

  nameAt(nameIndex: number): string {
    return this.#ask(nameIndex, ({ names }, index) => names.nameAt(index)) ?? '';
  }

  find(normalised: string): readonly number[] {
    return this.#askAll((names) => names.find(normalised));
  }

  conceptsOf(nameIndex: number): Uint32Array {
    const owners = this.#ask(nameIndex, ({ names, firstConcept }, index) =>
      moved(names.conceptsOf(index), firstConcept),
    );
    return owners ?? NONE;
  }

  roleOf(nameIndex: number, place: number): NameRole {
    return this.#ask(nameIndex, ({ names }, index) => names.roleOf(index, place)) ?? 'exact';
  }

  alike(name: string): readonly number[] {
    return this.#askAll((names) => names.alike(name));
  }

  #ask<T>(nameIndex: number, question: (part: NamePart, index: number) => T): T | undefined {
    const place = this.#offsets.partOf(nameIndex);
    const part = this.parts[place];
    return part && question(part, nameIndex - this.#offsets.firstOf(place));
  }

  #askAll(question: (names: NameTable) => readonly number[]): readonly number[] {
    return this.parts.flatMap(({ names }, place) => {
      const first = this.#offsets.firstOf(place);
      return question(names).map((index) => index + first);
    });
  }
}

/** The concepts of several tables, numbered one table after the other. An id is looked up in the order of the tables. */
export class JoinedConcepts implements ConceptTable {
  readonly #offsets: Offsets;

  constructor(private readonly parts: readonly ConceptTable[]) {
    this.#offsets = new Offsets(parts.map(({ conceptCount }) => conceptCount));
  }

  get conceptCount(): number {
    return this.#offsets.total;
  }

  at(conceptIndex: number): Concept | undefined {
    return this.#ask(conceptIndex, (part, index) => part.at(index));
  }

  indexOf(id: ConceptId): number {
    const found = this.parts.map((part) => part.indexOf(id));
    const own = found.findIndex((index, place) => index >= 0 && this.parts[place]?.idAt(index) === id);
    const place = own >= 0 ? own : found.findIndex((index) => index >= 0);
    return place < 0 ? -1 : (found[place] ?? 0) + this.#offsets.firstOf(place);
  }

  idAt(conceptIndex: number): ConceptId {
    return this.#ask(conceptIndex, (part, index) => part.idAt(index)) ?? ('' as ConceptId);
  }

  groupAt(conceptIndex: number): string {
    return this.#ask(conceptIndex, (part, index) => part.groupAt(index)) ?? '';
  }

  isObsolete(conceptIndex: number): boolean {
    return this.#ask(conceptIndex, (part, index) => part.isObsolete(index)) ?? false;
  }

  semanticTypesOf(conceptIndex: number): readonly string[] {
    return this.#ask(conceptIndex, (part, index) => part.semanticTypesOf(index)) ?? [];
  }

  xrefsOf(conceptIndex: number): readonly string[] {
    return this.#ask(conceptIndex, (part, index) => part.xrefsOf(index)) ?? [];
  }

  nameCountOf(conceptIndex: number): number {
    return this.#ask(conceptIndex, (part, index) => part.nameCountOf(index)) ?? 0;
  }

  childrenOf(conceptIndex: number): Uint32Array {
    return this.#ask(conceptIndex, (part, index, first) => moved(part.childrenOf(index), first)) ?? NONE;
  }

  parentsOf(conceptIndex: number): Uint32Array {
    return this.#ask(conceptIndex, (part, index, first) => moved(part.parentsOf(index), first)) ?? NONE;
  }

  #ask<T>(
    conceptIndex: number,
    question: (part: ConceptTable, index: number, first: number) => T,
  ): T | undefined {
    const place = this.#offsets.partOf(conceptIndex);
    const part = this.parts[place];
    const first = this.#offsets.firstOf(place);
    return part && question(part, conceptIndex - first, first);
  }
}

/** The numbers, each higher by `by`. */
function moved(numbers: Uint32Array, by: number): Uint32Array {
  return by === 0 ? numbers : numbers.map((number) => number + by);
}
