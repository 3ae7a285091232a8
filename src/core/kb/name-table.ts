import type { ConceptId } from '../ids.js';
import type { Concept } from './knowledge-base.js';

/**
 * What Python's `str.split()` takes for white space. JavaScript's `\s` differs: it lacks U+001C-U+001F and U+0085 and
 * has U+FEFF. Names are compared between training (Python) and the browser, so the two must agree.
 */
// eslint-disable-next-line no-control-regex -- Python's definition includes control characters
const WHITE_SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;

/**
 * The form in which names are compared, tokenised and put into the trie: lower-cased, white space collapsed to one
 * space and trimmed. Equals Python's `" ".join(name.lower().split())`, which the training code uses.
 */
export function normaliseName(name: string): string {
  const spaced = name.toLowerCase().replace(WHITE_SPACE, ' ');
  const start = spaced.startsWith(' ') ? 1 : 0;
  return spaced.slice(start, spaced.endsWith(' ') ? Math.max(start, spaced.length - 1) : spaced.length);
}

/**
 * Every distinct normalised name of a knowledge base, and the concepts each one belongs to. Immutable. Lists are kept
 * in two flat arrays (12 bytes a name), so that all of MeSH (784 thousand names) fits beside the model.
 */
export class NameTable {
  /** Distinct normalised names, in order of first appearance in the knowledge base. */
  readonly names: readonly string[];

  readonly #indexOfName: ReadonlyMap<string, number>;
  readonly #indexOfId: ReadonlyMap<string, number>;
  /** Name n belongs to the concepts `#owners[#starts[n] .. #starts[n + 1])`. */
  readonly #starts: Uint32Array;
  readonly #owners: Uint32Array;

  constructor(concepts: readonly Concept[]) {
    const names: string[] = [];
    const indexOfName = new Map<string, number>();
    // One entry an owner, split by how the concept owns the name: preferred owners go first in each list.
    const preferred = { names: [] as number[], owners: [] as number[] };
    const others = { names: [] as number[], owners: [] as number[] };
    const lastOwner: number[] = [];

    concepts.forEach((concept, owner) => {
      const add = (written: string, list: typeof preferred) => {
        const name = normaliseName(written);
        if (name === '') return;
        let index = indexOfName.get(name);
        if (index === undefined) {
          index = names.push(name) - 1;
          indexOfName.set(name, index);
        }
        if (lastOwner[index] === owner) return;
        lastOwner[index] = owner;
        list.names.push(index);
        list.owners.push(owner);
      };
      add(concept.name, preferred);
      for (const synonym of concept.synonyms) add(synonym.name, others);
    });

    this.names = names;
    this.#indexOfName = indexOfName;
    this.#indexOfId = indexIds(concepts);
    this.#starts = new Uint32Array(names.length + 1);
    this.#owners = new Uint32Array(preferred.names.length + others.names.length);
    for (const list of [preferred, others]) {
      for (const name of list.names) this.#starts[name + 1] = at(this.#starts, name + 1) + 1;
    }
    for (let name = 0; name < names.length; name++) {
      this.#starts[name + 1] = at(this.#starts, name + 1) + at(this.#starts, name);
    }
    const next = this.#starts.slice();
    for (const list of [preferred, others]) {
      list.names.forEach((name, entry) => {
        const slot = at(next, name);
        this.#owners[slot] = list.owners[entry] ?? 0;
        next[name] = slot + 1;
      });
    }
  }

  get nameCount(): number {
    return this.names.length;
  }

  /** Index of a normalised name (see `normaliseName`) in `names`, or -1. */
  find(normalised: string): number {
    return this.#indexOfName.get(normalised) ?? -1;
  }

  /**
   * Indexes into the concepts this table was made from: first those whose preferred name this is, then the others,
   * each in the order of the knowledge base. A view: not to be written to.
   */
  conceptsOf(nameIndex: number): Uint32Array {
    return this.#owners.subarray(this.#starts[nameIndex] ?? 0, this.#starts[nameIndex + 1] ?? 0);
  }

  /** Index of the concept with this id or alias, or -1. A concept's own id wins over another's alias. */
  conceptIndexOf(id: ConceptId): number {
    return this.#indexOfId.get(id) ?? -1;
  }
}

function indexIds(concepts: readonly Concept[]): ReadonlyMap<string, number> {
  const index = new Map<string, number>(concepts.map((concept, position) => [concept.id, position]));
  concepts.forEach((concept, position) => {
    for (const alias of concept.aliases) if (!index.has(alias)) index.set(alias, position);
  });
  return index;
}

/** Reads inside the bounds that the constructor keeps. */
function at(array: Uint32Array, index: number): number {
  return array[index] ?? 0;
}
