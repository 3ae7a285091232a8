import { useState } from 'react';
import type { KbUse } from '../../core/project/project.js';
import { useAppState } from '../app-context.js';
import { PartDialog } from './PartDialog.js';
import { typeWords } from './scopes.js';
import { useKbNames } from './use-kb-names.js';

interface UseRowProps {
  readonly type: string;
  readonly use: KbUse;
  /** From 1. */
  readonly rank: number;
  readonly count: number;
  readonly onMove: (step: 1 | -1) => void;
  readonly onChange: (use: KbUse) => void;
  readonly onRemove: () => void;
}

/** One knowledge base as a type of mention uses it: its place, and how much of it. */
export function UseRow({ type, use, rank, count, onMove, onChange, onRemove }: UseRowProps) {
  const { title, version } = useKbNames()(use.kb);
  const scopes = useAppState(({ project }) => project.scopes);
  const [isChoosing, setChoosing] = useState(false);
  const step = (label: string, sign: string, by: 1 | -1, isEnd: boolean) => (
    // Not disabled at the ends: focus stays on it while its row moves.
    <button
      type="button"
      className="button button-plain step"
      aria-label={`${label} ${title}`}
      aria-keyshortcuts={by === 1 ? 'Alt+ArrowDown' : 'Alt+ArrowUp'}
      title={`${label} (Alt ${sign})`}
      aria-disabled={isEnd}
      onClick={() => onMove(by)}
    >
      {sign}
    </button>
  );
  return (
    <>
      <span className="use-rank quiet">{rank}</span>
      <span className="use-name">
        {title} <span className="quiet">{version}</span>
      </span>
      <span className="quiet use-part">{partWords(use)}</span>
      <span className="use-tools">
        {step('Move up', '↑', -1, rank === 1)}
        {step('Move down', '↓', 1, rank === count)}
        <button
          type="button"
          className="button button-plain"
          aria-label={`Choose a part of ${title} for ${typeWords(type, scopes)}`}
          onClick={() => setChoosing(true)}
        >
          Choose a part
        </button>
        <button
          type="button"
          className="button button-plain"
          aria-label={`Take ${title} out of ${typeWords(type, scopes)}`}
          onClick={onRemove}
        >
          Take out
        </button>
      </span>
      {isChoosing && (
        <PartDialog
          type={type}
          use={use}
          title={title}
          onKeep={(changed) => {
            setChoosing(false);
            onChange(changed);
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}

function partWords({ semanticTypes, branches }: KbUse): string {
  const types = semanticTypes.length > 0 ? `only ${list(semanticTypes)}` : '';
  const below =
    branches.length > 0 ? `${branches.length} ${branches.length === 1 ? 'branch' : 'branches'}` : '';
  return [types, below].filter(Boolean).join(', ') || 'all of it';
}

function list(values: readonly string[]): string {
  return values.length > 2
    ? `${values.slice(0, 2).join(', ')} and ${values.length - 2} more`
    : values.join(', ');
}
