import { useEffect, useRef, useState } from 'react';
import type { Candidate } from '../../core/link/linker.js';
import type { ConceptId } from '../../core/ids.js';
import type { MentionView } from '../../state/document-view.js';
import { useApp, useAppState } from '../app-context.js';
import { CardActions } from './CardActions.js';
import { CardFacts } from './CardFacts.js';
import { CardHead } from './CardHead.js';

interface ConceptCardProps {
  readonly id: ConceptId;
  /** What it may be the concept of; undefined outside a text. */
  readonly mention?: MentionView | undefined;
  /** Undefined for a concept that came from search. */
  readonly candidate?: Candidate | undefined;
  /** Highlighted in the search, not chosen yet. */
  readonly isFound?: boolean;
}

/**
 * A concept with all that is known of it. The curator may walk from it to its parents, children and replacement, each
 * shown in its place, and back. Give it a `key` of the concept: the walk starts there.
 */
export function ConceptCard({ id, mention, candidate, isFound = false }: ConceptCardProps) {
  const app = useApp();
  const [walked, setWalked] = useState<readonly ConceptId[]>([]);
  const shown = walked.at(-1) ?? id;
  const concept = useAppState((state) => state.concepts.get(shown));
  const origin = useAppState((state) => state.concepts.get(walked.at(-2) ?? id)?.name ?? '');
  const heading = useRef<HTMLHeadingElement>(null);

  const opened = useAppState((state) => state.opened);
  useEffect(() => app.needConcepts([shown]), [app, shown, opened]);
  // What was pressed is gone with the card before: focus goes to the top of the new one.
  useEffect(() => {
    if (heading.current?.closest('.card')?.getAttribute('data-walked') === 'true') heading.current.focus();
  }, [concept]);

  const walk = (to: ConceptId): void => setWalked([...walked, to]);
  const back = (): void => setWalked(walked.slice(0, -1));
  if (!concept) return <section className="card" aria-busy="true" />;
  const isWalked = walked.length > 0;
  return (
    <section className="card" data-walked={isWalked} aria-label={`About ${concept.name}`}>
      {isWalked && (
        <button type="button" className="link card-back" onClick={back}>
          ‹ {origin}
        </button>
      )}
      <CardHead concept={concept} heading={heading} onWalk={walk} />
      <CardFacts
        key={concept.id}
        concept={concept}
        mention={isWalked || isFound ? undefined : mention}
        candidate={candidate}
        onWalk={walk}
      />
      <CardActions concept={concept} mention={mention} canLink={isWalked} />
    </section>
  );
}
