import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Tree, TreeHeader, TreeItem, TreeItemContent, TreeSection } from 'react-aria-components/Tree';
import type { ConceptId } from '../../core/ids.js';
import { useApp, useAppState } from '../app-context.js';
import { FIRST_CHILDREN, neededFor, nodesBeyond, type Direction, type TreeNode } from './tree-nodes.js';

interface HierarchyProps {
  readonly id: ConceptId;
  readonly name: string;
  readonly onWalk: (id: ConceptId) => void;
}

/** What a concept is a kind of, and its kinds. Rows open on demand; arrows walk, Enter shows the concept. */
export default function Hierarchy({ id, name, onWalk }: HierarchyProps) {
  const app = useApp();
  const neighbours = useAppState((state) => state.neighbours);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const own = neighbours.get(id);
  const { up, down } = useMemo(() => {
    const parts = { neighbours, expanded, whole };
    return {
      up: nodesBeyond(own?.parents ?? [], 'up', 'up', parts),
      down: nodesBeyond(own?.children ?? [], 'down', 'down', parts),
    };
  }, [neighbours, own, expanded, whole]);

  useEffect(() => {
    app.needNeighbours([id, ...neededFor(up, 'up', expanded), ...neededFor(down, 'down', expanded)]);
  }, [app, id, up, down, expanded]);

  if (!own) return <p className="quiet tree-words">Reading</p>;
  if (up.length + down.length === 0) return <p className="quiet tree-words">It stands alone.</p>;

  const rowsOf = (nodes: readonly TreeNode[], direction: Direction): ReactNode =>
    nodes.map((node) => (
      <TreeItem
        key={node.key}
        id={node.key}
        className="tree-row"
        textValue={node.concept.name}
        hasChildItems={node.canOpen}
        onAction={() => onWalk(node.concept.id)}
      >
        <TreeItemContent>
          {node.canOpen ? (
            <Button slot="chevron" className="tree-chevron">
              ›
            </Button>
          ) : (
            <span className="tree-chevron" />
          )}
          <span className={`tree-name ${node.concept.isObsolete ? 'is-obsolete' : ''}`}>
            {node.concept.name}
          </span>
          {direction === 'down' && node.concept.childCount > 0 && (
            <span className="quiet tree-count">{node.concept.childCount.toLocaleString('en')}</span>
          )}
        </TreeItemContent>
        {node.canOpen && node.children.length === 0 && <ReadingRow path={node.key} />}
        {rowsOf(node.children, direction)}
        {node.hidden > 0 && <MoreRow path={node.key} hidden={node.hidden} onMore={showAll} />}
      </TreeItem>
    ));
  const showAll = (path: string): void => setWhole(new Set([...whole, path]));
  const hidden = whole.has('down') ? 0 : own.children.length - FIRST_CHILDREN;

  return (
    <Tree
      className="tree"
      aria-label={`Above and below ${name}`}
      expandedKeys={expanded}
      onExpandedChange={(keys) => setExpanded(new Set([...keys].map(String)))}
    >
      {up.length > 0 && (
        <TreeSection className="tree-part">
          <TreeHeader className="tree-head">Above</TreeHeader>
          {rowsOf(up, 'up')}
        </TreeSection>
      )}
      {down.length > 0 && (
        <TreeSection className="tree-part">
          <TreeHeader className="tree-head">Below</TreeHeader>
          {rowsOf(down, 'down')}
          {hidden > 0 && <MoreRow path="down" hidden={hidden} onMore={showAll} />}
        </TreeSection>
      )}
    </Tree>
  );
}

/** Stands below a row until what lies beyond it is here: the arrow keys open only rows with a row below them. */
function ReadingRow({ path }: { readonly path: string }) {
  return (
    <TreeItem id={`${path}-reading`} className="tree-row" textValue="Reading">
      <TreeItemContent>
        <span className="tree-chevron" />
        <span className="quiet">Reading</span>
      </TreeItemContent>
    </TreeItem>
  );
}

interface MoreRowProps {
  readonly path: string;
  readonly hidden: number;
  readonly onMore: (path: string) => void;
}

function MoreRow({ path, hidden, onMore }: MoreRowProps) {
  const words = `and ${hidden.toLocaleString('en')} more`;
  return (
    <TreeItem id={`${path}-more`} className="tree-row" textValue={words} onAction={() => onMore(path)}>
      <TreeItemContent>
        <span className="tree-chevron" />
        <span className="link">{words}</span>
      </TreeItemContent>
    </TreeItem>
  );
}
