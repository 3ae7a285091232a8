import { useEffect, useMemo } from 'react';
import { decidedConcepts, missingNames } from '../../../state/learning/missing-names.js';
import { useApp, useAppState } from '../../app-context.js';
import { counted } from '../../counted.js';
import { ConceptLink } from '../../parts/ConceptLink.js';

/** Rows drawn: the most frequent. */
const LISTED = 100;

/** Words that were decided to be a concept which the knowledge bases do not call so. */
export function MissingNames() {
  const app = useApp();
  const events = useAppState((state) => state.events);
  const concepts = useAppState((state) => state.concepts);
  const overlay = useAppState((state) => state.project.overlay);
  const opened = useAppState((state) => state.opened);
  const needed = useMemo(() => decidedConcepts(events), [events]);
  useEffect(() => app.needConcepts(needed), [app, needed, opened]);
  const names = useMemo(() => missingNames(events, concepts, overlay), [events, concepts, overlay]);
  return (
    <section className="part" aria-labelledby="learning-names">
      <h3 id="learning-names">
        Names that the knowledge bases lack{' '}
        {names.length > 0 && <span className="quiet">{names.length.toLocaleString('en')}</span>}
      </h3>
      <p className="quiet part-lead">
        Words in your texts that you decided to be a concept which is not called so. Added as a synonym, such
        a name is found in every text and offered at once; undo takes it back. Leave out slips and words that
        only fit one text.
      </p>
      {names.length === 0 ? (
        <p className="page-empty">
          There are none: every concept that you chose is called as it was written.
        </p>
      ) : (
        <ul className="list">
          {names.slice(0, LISTED).map(({ conceptId, name, mentions }) => (
            <li key={`${conceptId} ${name}`} className="name-row">
              <span className="name-words">“{name}”</span>
              <span className="name-concept">
                {concepts.get(conceptId)?.name} <ConceptLink id={conceptId} />
              </span>
              <span className="quiet name-count">{counted(mentions, 'mention')}</span>
              <button
                type="button"
                className="button"
                aria-label={`Add “${name}” as a name of ${concepts.get(conceptId)?.name ?? conceptId}`}
                onClick={() => app.addSynonym(conceptId, name, 'exact')}
              >
                Add
              </button>
            </li>
          ))}
        </ul>
      )}
      {names.length > LISTED && (
        <p className="page-empty">
          The {LISTED} most frequent of {names.length.toLocaleString('en')}.
        </p>
      )}
    </section>
  );
}
