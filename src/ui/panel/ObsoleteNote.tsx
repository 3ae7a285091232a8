import { useEffect } from 'react';
import type { SearchHit } from '../../state/app-state.js';
import { useApp, useAppState } from '../app-context.js';

/** Why an obsolete concept is not taken, and what to take instead. */
export function ObsoleteNote({ hit: { concept, matched } }: { readonly hit: SearchHit }) {
  const app = useApp();
  const replacement = concept.obsolete?.replacedBy[0] ?? concept.obsolete?.consider[0];
  const instead = useAppState(({ concepts }) =>
    replacement === undefined ? undefined : concepts.get(replacement),
  );
  useEffect(() => {
    if (replacement !== undefined) app.needConcepts([replacement]);
  }, [app, replacement]);
  return (
    <div className="search-note" role="status">
      <p>
        {concept.name} is obsolete, so nothing is linked to it.{' '}
        {replacement === undefined && 'Its knowledge base names nothing in its place.'}
      </p>
      {instead && !instead.obsolete && (
        <button
          type="button"
          className="button"
          onClick={() => app.correct({ concept: instead, matched, kbHash: instead.kbHash })}
        >
          Link to {instead.name}
        </button>
      )}
    </div>
  );
}
