import type { RefObject } from 'react';
import type { ConceptId } from '../../core/ids.js';
import type { PlacedConcept } from '../../state/app-state.js';
import { useAppState } from '../app-context.js';
import { ConceptLink } from '../parts/ConceptLink.js';
import { ConceptNames } from './ConceptNames.js';

interface CardHeadProps {
  readonly concept: PlacedConcept;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onWalk: (id: ConceptId) => void;
}

/** Name, kind and id; for a concept that was given up, what to take instead. */
export function CardHead({ concept, heading, onWalk }: CardHeadProps) {
  const source = useAppState(
    ({ opened }) => opened?.kbs.find(({ hash }) => hash === concept.kbHash)?.info.title,
  );
  const place = concept.kbHash === null ? 'added by you' : source;
  const { obsolete } = concept;
  const kinds = [concept.group, ...concept.semanticTypes.filter((type) => type !== concept.group)];
  return (
    <header>
      <h3 className={`card-name ${obsolete ? 'is-obsolete' : ''}`} ref={heading} tabIndex={-1}>
        {concept.name}
      </h3>
      <p className="quiet card-kind">
        {kinds.filter(Boolean).join(' · ')} · <ConceptLink id={concept.id} />
        {place !== undefined && ` · ${place}`}
      </p>
      {obsolete && (
        <p className="card-obsolete">
          <strong>Obsolete.</strong>{' '}
          {obsolete.replacedBy.length > 0 ? (
            <>
              Replaced by <ConceptNames ids={obsolete.replacedBy} onWalk={onWalk} />.
            </>
          ) : (
            'Nothing is named in its place.'
          )}
          {obsolete.consider.length > 0 && (
            <>
              {' '}
              May be meant: <ConceptNames ids={obsolete.consider} onWalk={onWalk} />.
            </>
          )}
        </p>
      )}
    </header>
  );
}
