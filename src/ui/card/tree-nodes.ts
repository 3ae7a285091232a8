import type { ConceptId } from '../../core/ids.js';
import type { Neighbours, TreeConcept } from '../../state/app-state.js';

/** `up` walks to what a concept is a kind of, `down` to its kinds. */
export type Direction = 'up' | 'down';

/** Rows drawn below one concept before the rest is asked for: some headings have thousands. */
export const FIRST_CHILDREN = 100;

/** A row of the tree. A concept with two parents may stand in it twice, so the path is the key. */
export interface TreeNode {
  readonly key: string;
  readonly concept: TreeConcept;
  /** Whether it can be opened; true while that is not known. */
  readonly canOpen: boolean;
  /** False while what lies beyond it is on its way. */
  readonly isLoaded: boolean;
  /** Empty while closed. */
  readonly children: readonly TreeNode[];
  /** How many further children are not drawn. */
  readonly hidden: number;
}

export interface TreeParts {
  readonly neighbours: ReadonlyMap<ConceptId, Neighbours>;
  /** Keys of the rows that are open. */
  readonly expanded: ReadonlySet<string>;
  /** Keys of the rows all of whose children are drawn. */
  readonly whole: ReadonlySet<string>;
}

/** The rows beyond one concept, with what lies beyond those that are open. */
export function nodesBeyond(
  concepts: readonly TreeConcept[],
  direction: Direction,
  path: string,
  parts: TreeParts,
): readonly TreeNode[] {
  const shown = parts.whole.has(path) ? concepts : concepts.slice(0, FIRST_CHILDREN);
  return shown.map((concept, index) => {
    const key = `${path}-${index}`;
    const known = parts.neighbours.get(concept.id);
    const beyond = known && (direction === 'up' ? known.parents : known.children);
    const isOpen = parts.expanded.has(key);
    const children = isOpen && beyond ? nodesBeyond(beyond, direction, key, parts) : [];
    return {
      key,
      concept,
      canOpen: beyond ? beyond.length > 0 : direction === 'up' || concept.childCount > 0,
      isLoaded: beyond !== undefined,
      children,
      hidden: isOpen && beyond ? beyond.length - children.length : 0,
    };
  });
}

/** Concepts whose neighbours the rows need: of open rows, and above, where a row does not tell whether it can be opened. */
export function neededFor(nodes: readonly TreeNode[], direction: Direction, expanded: ReadonlySet<string>) {
  const ids: ConceptId[] = [];
  const visit = (node: TreeNode): void => {
    if (!node.isLoaded && (direction === 'up' || expanded.has(node.key))) ids.push(node.concept.id);
    node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return ids;
}
