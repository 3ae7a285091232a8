/** Looks at the ids and parents of a whole import: repeated ids, parents that are not there, circles. */
import { detached } from './detached.js';
import type { ImportReport } from './importer.js';

/**
 * Grows with the number of concepts and parents (an id and some 12 bytes each), not with the file. Circles and missing
 * parents stay in the data: readers of a hierarchy stop at what they have seen.
 */
export class HierarchyCheck {
  readonly #numbers = new Map<string, number>();
  /** Per number: line of the concept (0 when it has none), -1 while only named as a parent. */
  readonly #lines: number[] = [];
  /** Pairs: child, parent. */
  #edges = new Int32Array(1024);
  #edgeCount = 0;

  /** @returns false when a concept of this id was there before */
  add(id: string, parents: readonly string[], line: number | null): boolean {
    const number = this.#numberOf(id);
    if (this.#lines[number] !== -1) return false;
    this.#lines[number] = line ?? 0;
    for (const parent of parents) this.#addEdge(number, this.#numberOf(parent));
    return true;
  }

  /** Reports each parent that no concept is, and each circle once. */
  finish(file: string, report: ImportReport): void {
    const remark = (child: number, why: string): void => {
      const line = this.#lines[child] ?? 0;
      report.add({ file, line: line > 0 ? line : null, why });
    };
    for (let at = 0; at < this.#edgeCount; at++) {
      const child = this.#edges[2 * at] ?? 0;
      if (this.#lines[this.#edges[2 * at + 1] ?? 0] === -1)
        remark(child, 'a parent that is not in the file was kept by its id only');
    }
    for (const child of this.#circles()) remark(child, 'parents that lead in a circle were kept as they are');
  }

  #numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(detached(id), number);
    this.#lines.push(-1);
    return number;
  }

  #addEdge(child: number, parent: number): void {
    if (2 * this.#edgeCount === this.#edges.length) {
      const larger = new Int32Array(2 * this.#edges.length);
      larger.set(this.#edges);
      this.#edges = larger;
    }
    this.#edges[2 * this.#edgeCount] = child;
    this.#edges[2 * this.#edgeCount + 1] = parent;
    this.#edgeCount++;
  }

  /** A concept for every way back in a depth-first walk: at least one on each circle. */
  *#circles(): Iterable<number> {
    const { starts, parents } = this.#parentLists();
    const count = this.#lines.length;
    /** 0 not seen, 1 above the concept we stand at, 2 done. */
    const state = new Uint8Array(count);
    const next = starts.slice(0, count);
    const path: number[] = [];
    for (let root = 0; root < count; root++) {
      if (state[root] !== 0) continue;
      path.push(root);
      state[root] = 1;
      while (path.length > 0) {
        const at = path.at(-1) ?? 0;
        const edge = next[at] ?? 0;
        if (edge === starts[at + 1]) {
          state[at] = 2;
          path.pop();
          continue;
        }
        next[at] = edge + 1;
        const parent = parents[edge] ?? 0;
        if (state[parent] === 1) yield at;
        if (state[parent] !== 0) continue;
        state[parent] = 1;
        path.push(parent);
      }
    }
  }

  #parentLists(): { starts: Int32Array; parents: Int32Array } {
    const starts = new Int32Array(this.#lines.length + 1);
    for (let at = 0; at < this.#edgeCount; at++) {
      const slot = (this.#edges[2 * at] ?? 0) + 1;
      starts[slot] = (starts[slot] ?? 0) + 1;
    }
    for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
    const parents = new Int32Array(this.#edgeCount);
    const free = starts.slice();
    for (let at = 0; at < this.#edgeCount; at++) {
      const child = this.#edges[2 * at] ?? 0;
      const slot = free[child] ?? 0;
      parents[slot] = this.#edges[2 * at + 1] ?? 0;
      free[child] = slot + 1;
    }
    return { starts, parents };
  }
}
