import { canonicalCurie, curieOfConcept, parseCurie, type Curie } from '../../curie/curie.js';
import type { ConceptId } from '../../ids.js';
import { finish, type Steps } from '../../steps.js';
import { sliceAt, slicesOf, type Slices } from '../slices.js';
import type { ConceptTable } from '../tables.js';
import type { LoadedKb } from './loaded-kb.js';
import type { Offsets } from './offsets.js';

/** Concepts read between two yields. */
const STRIDE = 4096;

/**
 * What was read of ids and references, for the views to come: views change with every name that is added. It holds on
 * to the knowledge bases, so it must go when they go.
 */
export class ReferenceCache {
  readonly #known = new Map<string, ReferenceIndex>();

  between(parts: readonly LoadedKb[], offsets: Offsets): ReferenceIndex {
    return finish(this.read(parts, offsets));
  }

  /** The same in steps. */
  *read(parts: readonly LoadedKb[], offsets: Offsets): Steps<ReferenceIndex> {
    const key = parts.map(({ hash }) => hash).join(' ');
    const index = this.#known.get(key) ?? (yield* ReferenceIndex.read(parts, offsets));
    this.#known.set(key, index);
    return index;
  }
}

/** Ids and references between parts. */
export class ReferenceIndex {
  /** Both ways, so that some are there twice. */
  #linked: Slices = { starts: new Uint32Array(1), values: new Uint32Array(0) };

  private constructor(
    private readonly parts: readonly LoadedKb[],
    private readonly offsets: Offsets,
    private readonly spellings: readonly Spellings[],
  ) {}

  static *read(parts: readonly LoadedKb[], offsets: Offsets): Steps<ReferenceIndex> {
    const spellings: Spellings[] = [];
    for (const part of parts) spellings.push(yield* Spellings.read(part));
    const index = new ReferenceIndex(parts, offsets, spellings);
    index.#linked = yield* index.#readReferences();
    return index;
  }

  /** The concept of a part that has the id of a concept of another, or -1. */
  equalIn(part: number, conceptIndex: number): number {
    const own = this.offsets.partOf(conceptIndex);
    const id = this.parts[own]?.concepts.idAt(conceptIndex - this.offsets.firstOf(own));
    return id === undefined ? -1 : this.#find(part, this.#curieOf(own, id));
  }

  /** The concepts of a part that a concept of another has for an alias, refers to or is referred to by. */
  linkedIn(part: number, conceptIndex: number): readonly number[] {
    const own = this.offsets.partOf(conceptIndex);
    const concept = this.parts[own]?.concepts.at(conceptIndex - this.offsets.firstOf(own));
    const aliases = concept?.aliases.map((alias) => this.#find(part, this.#curieOf(own, alias))) ?? [];
    const linked = [...sliceAt(this.#linked, conceptIndex)];
    const all = new Set([...aliases.filter((other) => other >= 0), ...linked]);
    return [...all].filter((other) => this.offsets.partOf(other) === part);
  }

  #curieOf(part: number, id: ConceptId): string {
    return curieOfConcept(this.parts[part]?.info.id ?? '', id);
  }

  #find(part: number, curie: string): number {
    const parsed = parseCurie(curie);
    const found = (parsed && this.spellings[part]?.indexOf(parsed)) ?? -1;
    return found < 0 ? -1 : found + this.offsets.firstOf(part);
  }

  *#readReferences(): Steps<Slices> {
    const from: number[] = [];
    const to: number[] = [];
    const link = (a: number, b: number) => {
      from.push(a, b);
      to.push(b, a);
    };
    for (const [own, { concepts }] of this.parts.entries()) {
      const first = this.offsets.firstOf(own);
      for (let index = 0; index < concepts.conceptCount; index++) {
        for (const target of this.#targetsOf(concepts, index, own)) link(first + index, target);
        if (index % STRIDE === 0) yield null;
      }
    }
    return slicesOf(this.offsets.total, from, to);
  }

  #targetsOf(concepts: ConceptTable, index: number, own: number): ReadonlySet<number> {
    const targets = new Set<number>();
    for (const xref of concepts.xrefsOf(index)) {
      const curie = canonicalCurie(xref);
      this.parts.forEach((_, part) => {
        const target = part === own ? -1 : this.#find(part, curie);
        if (target >= 0) targets.add(target);
      });
    }
    return targets;
  }
}

/** How a knowledge base writes its ids: each prefix in its own spelling, or none. */
class Spellings {
  private constructor(
    private readonly kb: LoadedKb,
    private readonly byPrefix: ReadonlyMap<string, ReadonlySet<string>>,
  ) {}

  static *read(kb: LoadedKb): Steps<Spellings> {
    const written = new Set<string>();
    for (let index = 0; index < kb.concepts.conceptCount; index++) {
      const id = kb.concepts.idAt(index);
      written.add(id.slice(0, id.indexOf(':') + 1));
      if (index % STRIDE === 0) yield null;
    }
    const byPrefix = new Map<string, Set<string>>();
    for (const prefix of written) {
      // What stands behind the prefix does not matter.
      const curie = parseCurie(curieOfConcept(kb.info.id, `${prefix}1` as ConceptId));
      if (curie === null) continue;
      const known = byPrefix.get(curie.prefix);
      if (known) known.add(prefix);
      else byPrefix.set(curie.prefix, new Set([prefix]));
    }
    return new Spellings(kb, byPrefix);
  }

  indexOf({ prefix, id }: Curie): number {
    for (const written of this.byPrefix.get(prefix) ?? []) {
      const index = this.kb.concepts.indexOf(`${written}${id}` as ConceptId);
      if (index >= 0) return index;
    }
    return -1;
  }
}
