import type { ConceptId } from '../../ids.js';
import type { Overlay } from '../../project/project.js';
import { tablesOf } from '../array-tables.js';
import { createConcept, type Concept, type Synonym } from '../knowledge-base.js';
import type { ConceptTable, KbTables, NameRole, NameTable } from '../tables.js';

/** What the curator added, as a small knowledge base behind the others. */
export interface Additions {
  /** Names of provisional concepts and added synonyms. Their concepts are numbered as the whole view is. */
  readonly names: NameTable;
  /** Provisional concepts only: a synonym's concept is one of a knowledge base. */
  readonly concepts: ConceptTable;
  /** The same names with concepts of their own, for what is indexed by concept. */
  readonly tables: KbTables;
  /** Synonyms added to concepts of the knowledge bases, by concept. */
  readonly synonyms: ReadonlyMap<number, readonly Synonym[]>;
}

/**
 * Puts an overlay on top of joined knowledge bases; null when nothing of it belongs there. Synonyms of concepts that
 * are nowhere, or not offered, are left out.
 *
 * @param below the knowledge bases, whose concepts keep their numbers
 * @param offeredWith number of the offered concept with an id, or -1
 */
export function additionsTo(
  below: ConceptTable,
  overlay: Overlay,
  offeredWith: (id: ConceptId) => number,
): Additions | null {
  const provisional = overlay.concepts.map((concept) => withSynonyms(concept, overlay));
  const known = new Set(provisional.map(({ id }) => id));
  const synonyms = new Map<number, Synonym[]>();
  for (const { conceptId, name, scope } of overlay.synonyms) {
    const owner = known.has(conceptId) ? -1 : offeredWith(conceptId);
    if (owner < 0) continue;
    const list = synonyms.get(owner);
    if (list) list.push({ name, scope });
    else synonyms.set(owner, [{ name, scope }]);
  }
  if (provisional.length + synonyms.size === 0) return null;

  const bearers = [...synonyms].map(([owner, added]) =>
    createConcept({ id: below.idAt(owner), name: '', synonyms: added, group: below.groupAt(owner) }),
  );
  const tables = tablesOf([...provisional, ...bearers]);
  const owners = Uint32Array.from([
    ...provisional.map((_, place) => below.conceptCount + place),
    ...synonyms.keys(),
  ]);
  return {
    names: new OwnedElsewhere(tables.names, owners),
    concepts: tablesOf(provisional).concepts,
    tables,
    synonyms,
  };
}

function withSynonyms(concept: Concept, { synonyms }: Overlay): Concept {
  const added = synonyms.filter(({ conceptId }) => conceptId === concept.id);
  return added.length === 0
    ? concept
    : { ...concept, synonyms: [...concept.synonyms, ...added.map(({ name, scope }) => ({ name, scope }))] };
}

/** Names whose concepts are those of another table. */
class OwnedElsewhere implements NameTable {
  constructor(
    private readonly names: NameTable,
    /** The concept meant by each one of the table's own. */
    private readonly owners: Uint32Array,
  ) {}

  get nameCount(): number {
    return this.names.nameCount;
  }

  nameAt(nameIndex: number): string {
    return this.names.nameAt(nameIndex);
  }

  find(normalised: string): readonly number[] {
    return this.names.find(normalised);
  }

  conceptsOf(nameIndex: number): Uint32Array {
    return this.names.conceptsOf(nameIndex).map((own) => this.owners[own] ?? 0);
  }

  roleOf(nameIndex: number, place: number): NameRole {
    return this.names.roleOf(nameIndex, place);
  }

  alike(name: string): readonly number[] {
    return this.names.alike(name);
  }
}
