import { useEffect } from 'react';
import type { ConceptId } from '../../core/ids.js';
import { useApp, useAppState } from '../app-context.js';

/** A concept by name and id; by id alone while its name is not known. */
export function ConceptName({ id }: { readonly id: ConceptId }) {
  const app = useApp();
  const opened = useAppState((state) => state.opened);
  const name = useAppState((state) => state.concepts.get(id)?.name);
  useEffect(() => app.needConcepts([id]), [app, id, opened]);
  return (
    <span>
      {name} <span className="quiet">{id}</span>
    </span>
  );
}
