import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { ConceptId } from '../../core/ids.js';
import type { SearchHit } from '../../state/app-state.js';

interface EnterParts {
  readonly query: string;
  /** The highlighted row; undefined for the one that adds a concept. */
  readonly hit: SearchHit | undefined;
  /** Whether the rows answer the query. */
  readonly isFresh: boolean;
  readonly onTake: (hit: SearchHit) => void;
  readonly onAdd: () => void;
}

/**
 * What Enter does in the search. Rows of an earlier question may be gone in a moment: only what was seen is taken, at
 * once where the rows are of the newest question, else as soon as the row turns out to stay.
 */
export function useEnter({ query, hit, isFresh, onTake, onAdd }: EnterParts): (event: KeyboardEvent) => void {
  const seen = useRef<ConceptId | null>(null);
  useEffect(() => {
    seen.current = null;
  }, [query]);
  useEffect(() => {
    if (!isFresh || seen.current === null) return;
    if (hit?.concept.id === seen.current) onTake(hit);
    seen.current = null;
  });
  return ({ repeat }) => {
    if (repeat) return;
    if (!isFresh) seen.current = hit?.concept.id ?? null;
    else if (hit) onTake(hit);
    else onAdd();
  };
}
