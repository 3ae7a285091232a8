import { useState } from 'react';
import type { PlacedConcept } from '../../state/app-state.js';
import type { MentionView } from '../../state/document-view.js';
import { useApp, useAppState } from '../app-context.js';
import { BlockDialog } from './BlockDialog.js';

interface CardActionsProps {
  readonly concept: PlacedConcept;
  readonly mention: MentionView | undefined;
  /** For a concept that the curator walked to: the list has no row to accept it by. */
  readonly canLink: boolean;
}

/** What can be done with a concept: take it for the mention, add to its names, block one of them. */
export function CardActions({ concept, mention, canLink }: CardActionsProps) {
  const app = useApp();
  const filter = useAppState((state) => state.search?.filter);
  const [isBlocking, setBlocking] = useState(false);
  return (
    <div className="card-actions">
      {mention && canLink && concept.obsolete === null && (
        <button
          type="button"
          className="button button-main"
          onClick={() => {
            app.closeDialog();
            app.correct({ concept, matched: concept.name, kbHash: concept.kbHash });
          }}
        >
          Link “{mention.text}” to this
        </button>
      )}
      <button
        type="button"
        className="button"
        onClick={() =>
          app.openDialog({ kind: 'add-synonym', conceptId: concept.id, name: mention?.text ?? '' })
        }
      >
        Add a synonym
      </button>
      <button type="button" className="button" onClick={() => setBlocking(true)}>
        Block a name
      </button>
      {filter && (
        <button
          type="button"
          className="button"
          onClick={() => app.filterSearch({ ...filter, branches: [concept.id] })}
        >
          Search below it
        </button>
      )}
      {isBlocking && <BlockDialog concept={concept} mention={mention} onClose={() => setBlocking(false)} />}
    </div>
  );
}
