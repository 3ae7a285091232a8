import { useEffect, useRef } from 'react';
import type { SearchHit } from '../../state/app-state.js';
import { OtherIds } from '../parts/OtherIds.js';
import { describeHit, isOtherName, roleWords, WAYS } from './hit-words.js';

interface HitRowProps {
  readonly hit: SearchHit;
  readonly index: number;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onTake: () => void;
}

/** A concept that was found, with how it matched. */
export function HitRow({ hit, index, isChosen, onPoint, onTake }: HitRowProps) {
  const row = useRef<HTMLLIElement>(null);
  const { concept, matched, how, role, uses } = hit;
  const scope = roleWords(role);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li
      ref={row}
      id={`hit-${index}`}
      className={`row ${isChosen ? 'is-focused' : ''} ${concept.obsolete ? 'is-given-up' : ''}`}
      role="option"
      aria-selected={isChosen}
      aria-label={describeHit(hit)}
      onPointerMove={isChosen ? undefined : onPoint}
      onClick={onTake}
    >
      <span className="row-main">
        <span className="row-name">{concept.name}</span>
        <span className="row-share quiet">{concept.group}</span>
      </span>
      <span className="row-notes">
        <span className="concept-id">{concept.id}</span>
        <OtherIds id={concept.id} alsoIn={hit.alsoIn} />
        <span className="badge">{WAYS[how]}</span>
        {concept.obsolete && <span className="badge badge-bad">obsolete</span>}
        {scope !== '' && <span className="badge">{scope}</span>}
        {isOtherName(hit) && <span className="row-written">“{matched}”</span>}
        {uses > 0 && <span>used {uses}×</span>}
      </span>
    </li>
  );
}
