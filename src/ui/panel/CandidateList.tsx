import type { KeyboardEvent } from 'react';
import type { MentionView } from '../../state/document-view.js';
import { useApp, useAppState } from '../app-context.js';
import { CandidateRow } from './CandidateRow.js';

const ROWS = [0, 1, 2, 3, 4];

/** The five best candidates. Rows keep their place while nothing is known yet. */
export function CandidateList({ mention }: { readonly mention: MentionView }) {
  const app = useApp();
  const focusedRow = useAppState((state) => state.candidateIndex);
  const isWaiting = mention.status === 'waiting' || mention.candidates.length === 0;

  /** Arrows walk the rows while one of them has the browser's focus. */
  const onKeyDown = (event: KeyboardEvent<HTMLOListElement>): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.findIndex((row) => row === document.activeElement);
    rows[at + step]?.focus();
  };

  return (
    <ol className="rows" aria-label="Candidates" aria-busy={isWaiting} onKeyDown={onKeyDown}>
      {ROWS.map((row) => {
        const candidate = mention.candidates[row];
        return candidate ? (
          <CandidateRow
            key={candidate.conceptId}
            mention={mention}
            candidate={candidate}
            row={row}
            isFocused={row === focusedRow}
            onFocus={() => app.focusCandidate(row)}
          />
        ) : (
          <li key={row} className="row row-empty">
            <span className="row-key" aria-hidden="true">
              {row + 1}
            </span>
            {row === 0 && isWaiting && <WaitingWords mention={mention} />}
          </li>
        );
      })}
    </ol>
  );
}

function WaitingWords({ mention }: { readonly mention: MentionView }) {
  const isLinking = useAppState((state) => state.tasks.length > 0);
  const words =
    mention.status !== 'waiting'
      ? 'No candidate. Press / to search.'
      : isLinking
        ? 'Being linked'
        : 'Not linked. Press / to search.';
  return <span className="row-name quiet">{words}</span>;
}
