import type { ConceptId } from '../ids.js';
import { finish } from '../steps.js';
import { hierarchyOf, type Hierarchy } from './hierarchy.js';
import { SYNONYM_SCOPES, type Concept } from './knowledge-base.js';
import { looseKey } from './loose-key.js';
import { normaliseName } from './normalise-name.js';
import { sliceAt, slicesOf, type Slices } from './slices.js';
import type { ConceptTable, KbTables, NameRole, NameTable } from './tables.js';

const NONE: readonly number[] = [];

/**
 * Tables over concepts that are there as objects: for small knowledge bases, overlays, scripts and tests. Large ones
 * have an image (`image/`).
 */
export function tablesOf(concepts: readonly Concept[]): KbTables {
  return { names: new ArrayNameTable(concepts), concepts: new ArrayConceptTable(concepts) };
}

/** Names in order of first appearance. */
class ArrayNameTable implements NameTable {
  readonly #names: readonly string[];
  readonly #indexOf: ReadonlyMap<string, number>;
  readonly #owners: Slices;
  /** Beside the owners: 0 for the preferred name, else 1 + place in `SYNONYM_SCOPES`. */
  readonly #roles: Uint32Array;
  #alike: ReadonlyMap<string, readonly number[]> | null = null;

  constructor(concepts: readonly Concept[]) {
    const names: string[] = [];
    const indexOf = new Map<string, number>();
    const owned: { readonly name: number; readonly owner: number; readonly role: number }[] = [];
    concepts.forEach((concept, owner) => {
      const roles = new Map<number, number>();
      const add = (written: string, role: number) => {
        const name = normaliseName(written);
        if (name === '') return;
        let index = indexOf.get(name);
        if (index === undefined) {
          index = names.push(name) - 1;
          indexOf.set(name, index);
        }
        roles.set(index, Math.min(role, roles.get(index) ?? role));
      };
      add(concept.name, 0);
      for (const { name, scope } of concept.synonyms) add(name, 1 + SYNONYM_SCOPES.indexOf(scope));
      for (const [name, role] of roles) owned.push({ name, owner, role });
    });
    // Who prefers a name comes first; lists are filled in the order given.
    const sorted = [...owned.filter(({ role }) => role === 0), ...owned.filter(({ role }) => role > 0)];
    const lists = sorted.map(({ name }) => name);
    this.#names = names;
    this.#indexOf = indexOf;
    this.#owners = slicesOf(
      names.length,
      lists,
      sorted.map(({ owner }) => owner),
    );
    this.#roles = slicesOf(
      names.length,
      lists,
      sorted.map(({ role }) => role),
    ).values;
  }

  get nameCount(): number {
    return this.#names.length;
  }

  nameAt(nameIndex: number): string {
    return this.#names[nameIndex] ?? '';
  }

  find(normalised: string): readonly number[] {
    const index = this.#indexOf.get(normalised);
    return index === undefined ? NONE : [index];
  }

  conceptsOf(nameIndex: number): Uint32Array {
    return sliceAt(this.#owners, nameIndex);
  }

  roleOf(nameIndex: number, place: number): NameRole {
    const role = this.#roles[(this.#owners.starts[nameIndex] ?? 0) + place] ?? 0;
    return role === 0 ? 'preferred' : (SYNONYM_SCOPES[role - 1] ?? 'exact');
  }

  alike(name: string): readonly number[] {
    this.#alike ??= byLooseKey(this.#names);
    return this.#alike.get(looseKey(name)) ?? NONE;
  }
}

function byLooseKey(names: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  names.forEach((name, nameIndex) => {
    const key = looseKey(name);
    const entry = index.get(key);
    if (entry) entry.push(nameIndex);
    else index.set(key, [nameIndex]);
  });
  return index;
}

class ArrayConceptTable implements ConceptTable {
  readonly #indexOf: ReadonlyMap<string, number>;
  #hierarchy: Hierarchy | null = null;

  constructor(private readonly concepts: readonly Concept[]) {
    const indexOf = new Map<string, number>(concepts.map((concept, position) => [concept.id, position]));
    concepts.forEach((concept, position) => {
      for (const alias of concept.aliases) if (!indexOf.has(alias)) indexOf.set(alias, position);
    });
    this.#indexOf = indexOf;
  }

  get conceptCount(): number {
    return this.concepts.length;
  }

  at(conceptIndex: number): Concept | undefined {
    return this.concepts[conceptIndex];
  }

  indexOf(id: ConceptId): number {
    return this.#indexOf.get(id) ?? -1;
  }

  idAt(conceptIndex: number): ConceptId {
    return this.concepts[conceptIndex]?.id ?? ('' as ConceptId);
  }

  groupAt(conceptIndex: number): string {
    return this.concepts[conceptIndex]?.group ?? '';
  }

  isObsolete(conceptIndex: number): boolean {
    return this.concepts[conceptIndex]?.obsolete != null;
  }

  semanticTypesOf(conceptIndex: number): readonly string[] {
    return this.concepts[conceptIndex]?.semanticTypes ?? [];
  }

  xrefsOf(conceptIndex: number): readonly string[] {
    return this.concepts[conceptIndex]?.xrefs ?? [];
  }

  nameCountOf(conceptIndex: number): number {
    const concept = this.concepts[conceptIndex];
    return concept === undefined ? 0 : 1 + concept.synonyms.length;
  }

  childrenOf(conceptIndex: number): Uint32Array {
    return sliceAt(this.#above().children, conceptIndex);
  }

  parentsOf(conceptIndex: number): Uint32Array {
    return sliceAt(this.#above().parents, conceptIndex);
  }

  #above(): Hierarchy {
    this.#hierarchy ??= finish(hierarchyOf(this));
    return this.#hierarchy;
  }
}
