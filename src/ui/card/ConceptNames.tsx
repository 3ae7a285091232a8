import { Fragment, useEffect } from 'react';
import type { ConceptId } from '../../core/ids.js';
import { useApp, useAppState } from '../app-context.js';

interface ConceptNamesProps {
  readonly ids: readonly ConceptId[];
  readonly onWalk: (id: ConceptId) => void;
}

/** Concepts by name, each the way to its card. Where a name is not known, the id stands. */
export function ConceptNames({ ids, onWalk }: ConceptNamesProps) {
  const app = useApp();
  const concepts = useAppState((state) => state.concepts);
  const opened = useAppState((state) => state.opened);
  useEffect(() => app.needConcepts(ids), [app, ids, opened]);
  return ids.map((id, index) => (
    <Fragment key={id}>
      {index > 0 && ' · '}
      <button type="button" className="link" onClick={() => onWalk(id)} disabled={!concepts.has(id)}>
        {concepts.get(id)?.name ?? id}
      </button>
    </Fragment>
  ));
}
