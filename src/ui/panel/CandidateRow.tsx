import { useId } from 'react';
import type { Candidate } from '../../core/link/linker.js';
import type { MentionView } from '../../state/document-view.js';
import { useApp, useAppState } from '../app-context.js';
import { counted } from '../counted.js';
import { ConceptLink } from '../parts/ConceptLink.js';
import { OtherIds } from '../parts/OtherIds.js';
import { Badges } from './Badges.js';

interface CandidateRowProps {
  readonly mention: MentionView;
  readonly candidate: Candidate;
  /** From 0. */
  readonly row: number;
  readonly isFocused: boolean;
  readonly onFocus: () => void;
}

/** One candidate. A click anywhere accepts it and goes on, as its number does. */
export function CandidateRow({ mention, candidate, row, isFocused, onFocus }: CandidateRowProps) {
  const app = useApp();
  const why = useId();
  const names = useAppState(({ concepts }) => {
    const concept = concepts.get(candidate.conceptId);
    return concept ? concept.synonyms.length + 1 : null;
  });
  const { decision } = mention;
  const isDecided =
    (decision.kind === 'accepted' || decision.kind === 'corrected') &&
    decision.conceptId === candidate.conceptId;
  const isRejected = mention.rejected.has(candidate.conceptId);
  const percent = candidate.share === null ? null : percentOf(candidate.share);
  const isRenamed = candidate.name !== candidate.conceptName.toLowerCase();
  const classes = [
    'row',
    isFocused ? 'is-focused' : '',
    isRejected ? 'is-rejected' : '',
    isDecided ? 'is-decided' : '',
  ];
  const said = [
    `Accept ${row + 1}, ${candidate.conceptName}`,
    candidate.conceptId,
    percent === null ? '' : `${percent} percent`,
    isDecided ? 'decided' : isRejected ? 'rejected' : '',
  ];
  return (
    <li className={classes.filter(Boolean).join(' ')} onPointerMove={isFocused ? undefined : onFocus}>
      <button
        type="button"
        className="row-main"
        data-row={row}
        aria-label={said.filter(Boolean).join(', ')}
        aria-current={isFocused}
        aria-describedby={why}
        onFocus={onFocus}
        onClick={() => app.accept(row)}
      >
        <span className="row-key">{isDecided ? '✓' : row + 1}</span>
        <span className="row-name" title={candidate.conceptName}>
          {candidate.conceptName}
        </span>
        {percent !== null && <span className="row-share">{percent}&thinsp;%</span>}
      </button>
      <p className="row-notes">
        <ConceptLink id={candidate.conceptId} />
        <OtherIds id={candidate.conceptId} alsoIn={candidate.alsoIn} />
        <Badges id={why} evidence={candidate.evidence} />
        {isRenamed && <span className="row-written">“{candidate.name}”</span>}
        {names !== null && <span>{counted(names, 'name')}</span>}
      </p>
      {!isRejected && (
        <button
          type="button"
          className="row-reject"
          aria-label={`Reject ${candidate.conceptName}`}
          title="Reject (x)"
          onClick={() => app.reject(row)}
        >
          ✕
        </button>
      )}
    </li>
  );
}

/** Whole percent; what is not nothing is never shown as 0, what is not certain never as 100. */
function percentOf(share: number): string {
  if (share > 0 && share < 0.01) return '<1';
  return String(share < 1 ? Math.min(99, Math.round(share * 100)) : 100);
}
