import type { ConceptId } from '../ids.js';
import { sliceAt } from '../kb/slices.js';
import { allowedIn } from './allowed.js';
import { GradedEntries } from './graded-entries.js';
import { idAgreement, idBucket, idFormOf } from './id-forms.js';
import type { SearchPart, SearchRequest, Way } from './kb-search.js';
import { preferenceIn, type Preference } from './preference.js';
import { narrowest, passes, plainTests, typoTests, type Query, type WordTests } from './query.js';
import { CURRENT_BLOCKS, type SearchIndex } from './search-index.js';
import { searchKey } from './search-key.js';
import type { Steps } from '../steps.js';
import { usedConcepts, type UsedConcepts } from './used-concepts.js';
import type { WordRange } from './vocabulary.js';

/** Postings looked at between two yields. */
const STRIDE = 1 << 14;

/** A concept that was found, before it is put together. */
export interface Found {
  readonly concept: number;
  /** -1 where the id matched. */
  readonly entry: number;
  /** Lower is better: how well the id agrees, or the block of the entry. */
  readonly rank: number;
  readonly uses: number;
  /** Lower is more preferred. */
  readonly grade: number;
}

/** One request to one part; ways are to be asked for from the best on, because each leaves out what was found before. */
export class PartSearch {
  readonly #index: SearchIndex;
  /** Concepts that were found, as those that are shown for them. */
  readonly #found = new Set<number>();
  /** They go before others of their block. */
  readonly #used: UsedConcepts;
  readonly #preference: Preference;
  /** Entries from here on are of obsolete concepts that are not wanted. */
  readonly #end: number;

  private constructor(
    private readonly part: SearchPart,
    private readonly query: Query,
    private readonly request: SearchRequest,
    private readonly allowed: (concept: number) => boolean,
  ) {
    this.#index = part.index;
    const { blockStarts } = part.index.facts;
    this.#end = request.withObsolete ? part.index.entryCount : (blockStarts[CURRENT_BLOCKS] ?? 0);
    this.#used = usedConcepts(part, request.uses);
    this.#preference = preferenceIn(part, request.preferred);
  }

  /** Null when the filters leave nothing of the part. */
  static *start(part: SearchPart, query: Query, request: SearchRequest): Steps<PartSearch | null> {
    const allowed = yield* allowedIn(part, request);
    return allowed && new PartSearch(part, query, request, allowed);
  }

  /**
   * The best of those that match in this way and in none before; of each grade of preference as many as the request asks
   * for, where there are.
   */
  *find(way: Way): Steps<readonly Found[]> {
    const found = way === 'id' ? this.#byId() : yield* this.#byName(way);
    for (const { concept } of found) this.#found.add(this.#shownFor(concept));
    return found;
  }

  /** Leaves out a concept that is shown already. Aliases are not asked: they are other concepts' ids. */
  leaveOut(id: ConceptId): void {
    const { concepts } = this.part.tables;
    const concept = concepts.indexOf(id);
    if (concept >= 0 && concepts.idAt(concept) === id) this.#found.add(this.#shownFor(concept));
  }

  /** Number in the space of the concept that is shown for one of the part. */
  #shownFor(concept: number): number {
    const { space } = this.part;
    return space.sameAs(space.numberOf(concept));
  }

  #byId(): readonly Found[] {
    const { concepts } = this.part.tables;
    const { id } = this.query;
    const bucket = sliceAt(this.#index.ids, idBucket(id, this.#index.facts.idBits));
    return [...bucket].flatMap((concept) => {
      const known = concepts.at(concept);
      if (!known || !this.allowed(concept) || (known.obsolete !== null && !this.request.withObsolete))
        return [];
      const ranks = [known.id, ...known.aliases].flatMap((form, place) => {
        const agreement = idAgreement(idFormOf(form), id);
        // A concept's own id wins over another's alias.
        return agreement === null ? [] : [2 * agreement + Math.min(place, 1)];
      });
      return ranks.length === 0 ? [] : [this.#describe(concept, -1, Math.min(...ranks))];
    });
  }

  *#byName(way: Exclude<Way, 'id'>): Steps<readonly Found[]> {
    const best = new GradedEntries(this.request.limit, this.#end, this.#preference);
    /** The best entry of each used concept that matches, by what is shown for it. */
    const used = new Map<number, number>();
    if (way === 'exact' || way === 'prefix') {
      yield* this.#scan(best, used, ...this.#keyRange(way));
    } else {
      const plain = way === 'words' ? plainTests(this.#index, this.query) : null;
      const tests = way === 'typo' ? typoTests(this.#index, this.query) : plain ? [plain] : [];
      for (const test of tests) {
        yield null;
        yield* this.#gather(best, test);
        for (const entry of this.#used.entries) {
          if (this.#isOpen(entry) && passes(this.#index, entry, test, -1)) this.#use(used, entry);
        }
      }
    }
    const others = best.entries.filter(
      (entry) => !used.has(this.#shownFor(this.#index.concepts[entry] ?? 0)),
    );
    return [...used.values(), ...others].map((entry) => {
      const concept = this.#index.concepts[entry] ?? 0;
      return this.#describe(concept, entry, this.#blockOf(entry));
    });
  }

  #describe(concept: number, entry: number, rank: number): Found {
    const uses = this.#used.uses.get(concept) ?? 0;
    return { concept, entry, rank, uses, grade: this.#preference.gradeOf(concept) };
  }

  /** Whether the entry is wanted and its concept was not found before. */
  #isOpen(entry: number): boolean {
    const concept = this.#index.concepts[entry] ?? 0;
    if (entry >= this.#end || !this.allowed(concept)) return false;
    const isBlocked = this.part.isBlocked?.(this.#index.names[entry] ?? 0, concept) ?? false;
    return !isBlocked && !this.#found.has(this.#shownFor(concept));
  }

  /** Keeps the best entry of a used concept. */
  #use(used: Map<number, number>, entry: number): void {
    const shown = this.#shownFor(this.#index.concepts[entry] ?? 0);
    used.set(shown, Math.min(entry, used.get(shown) ?? entry));
  }

  /** Takes entries of `byKey`, which are in no order but among equal keys. */
  *#scan(best: GradedEntries, used: Map<number, number>, from: number, to: number): Steps<void> {
    const { byKey, concepts } = this.#index;
    const { marks } = this.#used;
    for (let at = from; at < to; at++) {
      const entry = byKey[at] ?? 0;
      if (marks[concepts[entry] ?? 0] === 1) {
        if (this.#isOpen(entry)) this.#use(used, entry);
      } else if (entry < best.bound) this.#offer(best, entry);
      if (at % STRIDE === 0) yield null;
    }
  }

  /** Takes the entries that pass the tests: those of the narrowest one, best first for each word, tried on the others. */
  *#gather(best: GradedEntries, tests: WordTests): Steps<void> {
    const { postings } = this.#index;
    const first = narrowest(this.#index, tests);
    let looked = 0;
    for (const word of wordsIn(tests[first] ?? [])) {
      const end = postings.starts[word + 1] ?? 0;
      for (let at = postings.starts[word] ?? 0; at < end; at++) {
        if (++looked % STRIDE === 0) yield null;
        const entry = postings.values[at] ?? 0;
        if (entry >= best.bound) break;
        if (passes(this.#index, entry, tests, first)) this.#offer(best, entry);
      }
    }
  }

  #offer(best: GradedEntries, entry: number): void {
    const concept = this.#index.concepts[entry] ?? 0;
    if (best.wants(entry, concept) && this.#isOpen(entry)) best.add(entry, concept, this.#shownFor(concept));
  }

  #blockOf(entry: number): number {
    return this.#index.facts.blockStarts.findLastIndex((start) => start <= entry);
  }

  #keyOf(entry: number): string {
    return searchKey(this.part.tables.names.nameAt(this.#index.names[entry] ?? 0));
  }

  /** Where in `byKey` the keys equal the query, or begin with it. */
  #keyRange(way: 'exact' | 'prefix'): [from: number, to: number] {
    const { key: asked } = this.query;
    const from = this.#firstKey((key) => key >= asked);
    const follows = (key: string) => key > asked && (way === 'exact' || !key.startsWith(asked));
    return [from, this.#firstKey(follows)];
  }

  /** First place in `byKey` from which on the keys are so. */
  #firstKey(is: (key: string) => boolean): number {
    const { byKey } = this.#index;
    let low = 0;
    let high = byKey.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (is(this.#keyOf(byKey[middle] ?? 0))) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function* wordsIn(ranges: readonly WordRange[]): Generator<number> {
  for (const { from, to } of ranges) for (let word = from; word < to; word++) yield word;
}
