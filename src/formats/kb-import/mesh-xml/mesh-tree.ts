/** The hierarchy of MeSH, which its records have as tree numbers: `C14.280.647` lies under `C14.280`. */
import { meshGroup } from '../../mesh-tables.js';

/** Descriptors by tree number; about 65,000 in all of MeSH. */
export class MeshTree {
  readonly #atPosition = new Map<string, string>();
  readonly #positions = new Map<string, readonly string[]>();

  /** A record whose id came before is skipped, and its positions with it. */
  add(id: string, trees: readonly string[]): void {
    if (this.#positions.has(id)) return;
    this.#positions.set(id, trees);
    for (const tree of trees) this.#atPosition.set(tree, id);
  }

  /** Descriptors right above these positions. */
  parentsOf(trees: readonly string[]): readonly string[] {
    const above = trees.map((tree) =>
      this.#atPosition.get(tree.slice(0, Math.max(0, tree.lastIndexOf('.')))),
    );
    return [...new Set(above.filter((id) => id !== undefined))];
  }

  /** Group of a record that has no position of its own: that of the headings it is mapped to; null when none is known. */
  groupOf(headings: readonly string[]): string | null {
    const trees = headings.flatMap((heading) => this.#positions.get(heading) ?? []);
    return trees.length === 0 ? null : meshGroup(trees);
  }
}
