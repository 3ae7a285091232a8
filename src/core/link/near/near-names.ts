import { namesOf } from '../../kb/knowledge-base.js';
import { looseWords } from '../../kb/loose-key.js';
import { normaliseName } from '../../kb/normalise-name.js';
import type { NameTable } from '../../kb/tables.js';
import type { KbView } from '../../kb/view/view.js';
import { finish, type Steps } from '../../steps.js';
import type { NearText } from '../linker.js';
import type { Memory } from '../memory.js';
import type { OtherNames } from '../other-names.js';
import { similarityOf, type GramVector } from './grams.js';
import { TextIndex } from './text-index.js';
import { nearWords } from './words.js';

/** A name of a view, by number, and how like a text it is. */
export interface NearName {
  readonly nameIndex: number;
  readonly similarity: number;
}

/** How a text and a name cover each other's words, weighted by what each word tells. */
export interface Likeness {
  /** The concept's name that is most like the text. */
  readonly name: string;
  readonly similarity: number;
  /** How like the text the concept's preferred name is. */
  readonly preferred: number;
  /** Share of the text's words that the name lacks, 0 to 1. */
  readonly textOnly: number;
  /** Share of the name's words that the text lacks, 0 to 1. */
  readonly nameOnly: number;
}

/** Names of a concept that are compared at most. */
const MOST_NAMES = 200;

/** Compares texts with the names of a view. Indexes of names are made once a table, whatever views show it. */
export class NearNames {
  readonly #parts: readonly { readonly index: TextIndex; readonly first: number }[];
  readonly #known = new Map<string, GramVector>();

  private constructor(private readonly view: KbView) {
    this.#parts = tablesOf(view).map((names, part) => ({
      index: finish(indexSteps(names)),
      first: view.firstNames[part] ?? 0,
    }));
  }

  /** Indexes the names of a view, and other names, in steps; what was indexed before is not indexed again. */
  static *prepare(view: KbView, others: OtherNames): Steps<void> {
    for (const names of tablesOf(view)) yield* indexSteps(names);
    const [first] = tablesOf(view);
    if (first !== undefined) yield* otherIndexSteps(others, yield* indexSteps(first));
  }

  static of(view: KbView): NearNames {
    const known = ofView.get(view) ?? new NearNames(view);
    ofView.set(view, known);
    return known;
  }

  /** The names most like a text, best first. */
  near(text: string, limit: number): readonly NearName[] {
    return this.#parts
      .flatMap(({ index, first }) =>
        index
          .near(text, limit)
          .map((near) => ({ nameIndex: first + near.index, similarity: near.similarity })),
      )
      .sort((a, b) => b.similarity - a.similarity || a.nameIndex - b.nameIndex)
      .slice(0, limit);
  }

  /** How like a text the concept's most similar name is; null for a concept without names. */
  likeness(text: string, conceptIndex: number): Likeness | null {
    const [part] = this.#parts;
    const compared = this.#compared(text, conceptIndex);
    const [preferred] = compared;
    if (preferred === undefined || part === undefined) return null;
    const best = compared.reduce((nearest, other) =>
      other.similarity > nearest.similarity ? other : nearest,
    );
    const words = looseWords(nearWords(text));
    const named = looseWords(nearWords(best.text));
    return {
      name: best.text,
      similarity: best.similarity,
      preferred: preferred.similarity,
      textOnly: shareMissing(part.index, words, named),
      nameOnly: shareMissing(part.index, named, words),
    };
  }

  /** The concept's preferred name, then those of its others that are most like a text. */
  mostLike(text: string, conceptIndex: number, count: number): readonly string[] {
    const [preferred, ...others] = this.#compared(text, conceptIndex);
    if (preferred === undefined) return [];
    const best = others.sort((a, b) => b.similarity - a.similarity).slice(0, count - 1);
    return [preferred, ...best].map((name) => name.text);
  }

  /** The concept's names, the preferred one first, and how like a text each is. */
  #compared(text: string, conceptIndex: number): NearText[] {
    const concept = this.view.concepts.at(conceptIndex);
    const [part] = this.#parts;
    if (concept === undefined || part === undefined) return [];
    const asked = this.#vectorOf(part.index, normaliseName(text));
    return namesOf(concept)
      .slice(0, MOST_NAMES)
      .map((written): NearText => {
        const name = normaliseName(written);
        return { text: name, similarity: similarityOf(asked, this.#vectorOf(part.index, name)) };
      });
  }

  /** The remembered texts most like a text, best first. */
  nearRemembered(text: string, memory: Memory, limit: number): readonly NearText[] {
    const [part] = this.#parts;
    if (part === undefined || memory.size === 0) return [];
    const { index, texts } = memoryIndexOf(memory, part.index);
    return index
      .near(text, limit)
      .map((near) => ({ text: texts[near.index] ?? '', similarity: near.similarity }));
  }

  /** The other names most like a text, best first. */
  nearOther(
    text: string,
    others: OtherNames,
    limit: number,
  ): readonly (NearText & { readonly index: number })[] {
    const [part] = this.#parts;
    if (part === undefined || others.texts.length === 0) return [];
    return finish(otherIndexSteps(others, part.index))
      .near(text, limit)
      .map(({ index, similarity }) => ({ index, text: others.texts[index] ?? '', similarity }));
  }

  #vectorOf(index: TextIndex, normalised: string): GramVector {
    const known = this.#known.get(normalised);
    if (known) return known;
    const made = index.grams.vectorOf(nearWords(normalised));
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(normalised, made);
    return made;
  }
}

/** Vectors kept: mentions of a document are compared with the same concepts again and again. */
const MOST_KNOWN = 4096;

const ofView = new WeakMap<KbView, NearNames>();
const ofTable = new WeakMap<NameTable, TextIndex>();
const ofOthers = new WeakMap<TextIndex, { readonly texts: readonly string[]; readonly index: TextIndex }>();
const ofMemory = new WeakMap<Memory, { readonly index: TextIndex; readonly texts: readonly string[] }>();

function tablesOf({ parts, additions }: KbView): readonly NameTable[] {
  return [...parts.map(({ names }) => names), ...(additions ? [additions.names] : [])];
}

/** Compared by the grams of a view's own names: one index for each table that stands first in a view. */
function* otherIndexSteps({ texts }: OtherNames, names: TextIndex): Steps<TextIndex> {
  const known = ofOthers.get(names);
  if (known?.texts === texts) return known.index;
  const index = yield* TextIndex.build(
    { count: texts.length, at: (place) => texts[place] ?? '' },
    names.grams,
  );
  ofOthers.set(names, { texts, index });
  return index;
}

function* indexSteps(names: NameTable): Steps<TextIndex> {
  const known = ofTable.get(names);
  if (known) return known;
  const made = yield* TextIndex.build({ count: names.nameCount, at: (index) => names.nameAt(index) });
  ofTable.set(names, made);
  return made;
}

function memoryIndexOf(memory: Memory, names: TextIndex) {
  const known = ofMemory.get(memory);
  if (known) return known;
  const texts = [...memory.keys()];
  const made = {
    texts,
    index: finish(TextIndex.build({ count: texts.length, at: (index) => texts[index] ?? '' }, names.grams)),
  };
  ofMemory.set(memory, made);
  return made;
}

/** By what the words tell, the share of `words` that is not in `others`: whole, or by its beginning. */
function shareMissing(index: TextIndex, words: readonly string[], others: readonly string[]): number {
  const begins = new Set(others.map((word) => word.slice(0, 5)));
  let all = 0;
  let missing = 0;
  for (const word of words) {
    const weight = index.rarityOf(word);
    all += weight;
    if (!begins.has(word.slice(0, 5))) missing += weight;
  }
  return all === 0 ? 0 : missing / all;
}
