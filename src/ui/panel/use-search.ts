import { useEffect, useState } from 'react';
import type { SearchHit, Search } from '../../state/app-state.js';
import { useApp, useAppState } from '../app-context.js';

/** Milliseconds of quiet before a question is asked. */
const WAIT = 60;

const NO_HITS: readonly SearchHit[] = [];

interface SearchParts {
  readonly query: string;
  readonly setQuery: (query: string) => void;
  /** Of the newest question that is answered: rows stay until the next answer is here. */
  readonly hits: readonly SearchHit[];
  /** Whether `hits` answer what now stands in the field. */
  readonly isFresh: boolean;
  /** What stands in the place of the rows, or null where there are some. */
  readonly words: string | null;
}

/** What is typed, and the newest answer to it. */
export function useSearch(): SearchParts {
  const app = useApp();
  const search = useAppState((state) => state.search);
  const [query, setQuery] = useState(search?.query ?? '');
  /** The answer on the screen when the field was last changed. */
  const [before, setBefore] = useState<readonly SearchHit[] | null>(null);
  // Other knowledge bases have other answers.
  const opened = useAppState((state) => state.opened);
  useEffect(() => {
    const timer = setTimeout(() => app.ask(query), WAIT);
    return () => clearTimeout(timer);
  }, [app, query, opened]);
  const isFresh = search?.query === query && search.hits !== null && search.hits !== before;
  return {
    query,
    setQuery(typed) {
      setBefore(search?.hits ?? null);
      setQuery(typed);
    },
    hits: search?.hits ?? NO_HITS,
    isFresh,
    words: (search?.hits ?? NO_HITS).length > 0 ? null : wordsFor(search, opened !== null),
  };
}

function wordsFor(search: Search | null, isOpen: boolean): string {
  if (search?.failed) return search.failed;
  if (!search || search.query.trim() === '') return 'Type a name, some of its words, or an id.';
  if (!isOpen) return 'Searches as soon as the knowledge base is open.';
  if (search.hits === null) return 'Searching';
  return `Nothing matches “${search.query}”. Try fewer words, or press Esc, then n for none of these.`;
}
