import { Continuations } from './continuations.js';
import type { Trie } from './trie.js';

/** A trie among others: its name n is name `firstName` + n of all. */
export interface TriePart {
  readonly trie: Trie;
  readonly firstName: number;
}

/**
 * Several tries as one: knowledge bases of a project, and the names its curators added. Nothing is built: what may
 * follow is put together when it is asked for first, and kept where more than one part goes on.
 */
export function unionTrie(parts: readonly TriePart[]): Trie {
  const [first] = parts;
  return parts.length === 1 && first?.firstName === 0 ? first.trie : new UnionTrie(parts);
}

/**
 * A state that only part p has is p + (parts + 1) × the part's state. One that several have is a number of its own s,
 * as parts + (parts + 1) × s: those are few, since vocabularies have few beginnings in common.
 */
class UnionTrie implements Trie {
  readonly root: number;
  readonly nameCount: number;
  private readonly kinds: number;
  /** Where the states of shared state s lie in `members`: from `memberStarts[s]` to the next. */
  private readonly memberStarts: number[] = [0];
  /** Part and state in it. */
  private readonly members = new Continuations();
  /** Where the continuations of shared state s lie in `kept`; undefined until they are asked for. */
  private readonly keptStarts: (number | undefined)[] = [];
  private readonly keptEnds: number[] = [];
  private readonly kept = new Continuations();
  private readonly scratch: readonly Continuations[];
  private readonly single = new Continuations();

  constructor(private readonly parts: readonly TriePart[]) {
    this.kinds = parts.length + 1;
    this.scratch = parts.map(() => new Continuations());
    this.nameCount = parts.reduce((sum, { trie }) => sum + trie.nameCount, 0);
    const [only] = parts;
    if (only && parts.length === 1) this.root = this.kinds * only.trie.root;
    else {
      parts.forEach(({ trie }, part) => this.members.push(part, trie.root));
      this.root = this.share();
    }
  }

  expand(state: number, into: Continuations): void {
    const part = state % this.kinds;
    if (part === this.parts.length) {
      const shared = (state - part) / this.kinds;
      this.merge(shared);
      into.append(this.kept, this.keptStarts[shared], this.keptEnds[shared]);
      return;
    }
    this.single.clear();
    this.parts[part]?.trie.expand((state - part) / this.kinds, this.single);
    for (let place = 0; place < this.single.length; place++) {
      into.push(this.single.tokenAt(place), this.stateIn(part, this.single.stateAt(place)));
    }
  }

  isForced(state: number): boolean {
    const part = state % this.kinds;
    const inner = (state - part) / this.kinds;
    const only = this.parts[part];
    if (only) return only.trie.isForced(inner);
    if (this.endsName(state)) return false;
    this.merge(inner);
    return (this.keptEnds[inner] ?? 0) - (this.keptStarts[inner] ?? 0) === 1;
  }

  endsName(state: number): boolean {
    const part = state % this.kinds;
    const only = this.parts[part];
    if (only) return only.trie.endsName((state - part) / this.kinds);
    return this.placesOf(state).some(({ trie, inner }) => trie.endsName(inner));
  }

  namesAt(state: number): readonly number[] {
    return this.placesOf(state)
      .flatMap(({ trie, firstName, inner }) => trie.namesAt(inner).map((name) => firstName + name))
      .sort((a, b) => a - b);
  }

  private stateIn(part: number, inner: number): number {
    return part + this.kinds * inner;
  }

  /** The parts that have a state, and their states. */
  private placesOf(state: number): readonly (TriePart & { readonly inner: number })[] {
    const part = state % this.kinds;
    const inner = (state - part) / this.kinds;
    const only = this.parts[part];
    if (only) return [{ ...only, inner }];
    const found: (TriePart & { readonly inner: number })[] = [];
    for (let at = this.memberStarts[inner] ?? 0; at < (this.memberStarts[inner + 1] ?? 0); at++) {
      const member = this.parts[this.members.tokenAt(at)];
      if (member) found.push({ ...member, inner: this.members.stateAt(at) });
    }
    return found;
  }

  /** Gives the members pushed since the last time a state of their own. */
  private share(): number {
    const shared = this.memberStarts.push(this.members.length) - 2;
    return this.stateIn(this.parts.length, shared);
  }

  /** Puts together what may follow a shared state, ascending by token. */
  private merge(shared: number): void {
    if (this.keptStarts[shared] !== undefined) return;
    const going: { part: number; list: Continuations; place: number }[] = [];
    for (let at = this.memberStarts[shared] ?? 0; at < (this.memberStarts[shared + 1] ?? 0); at++) {
      const part = this.members.tokenAt(at);
      const list = this.scratch[part];
      if (!list) continue;
      list.clear();
      this.parts[part]?.trie.expand(this.members.stateAt(at), list);
      going.push({ part, list, place: 0 });
    }
    this.keptStarts[shared] = this.kept.length;
    for (;;) {
      let token = Infinity;
      let having = 0;
      let state = 0;
      for (const { part, list, place } of going) {
        if (place === list.length || list.tokenAt(place) > token) continue;
        having = list.tokenAt(place) === token ? having + 1 : 1;
        token = list.tokenAt(place);
        state = this.stateIn(part, list.stateAt(place));
      }
      if (having === 0) break;
      for (const source of going) {
        if (source.place === source.list.length || source.list.tokenAt(source.place) !== token) continue;
        if (having > 1) this.members.push(source.part, source.list.stateAt(source.place));
        source.place++;
      }
      this.kept.push(token, having > 1 ? this.share() : state);
    }
    this.keptEnds[shared] = this.kept.length;
  }
}
