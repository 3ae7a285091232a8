import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { SearchHit } from '../../state/app-state.js';
import { useApp, useAppState } from '../app-context.js';

const WAIT = 60;

/** Search over the whole knowledge base; Enter links the mention to what is highlighted. */
export function SearchBox() {
  const app = useApp();
  const search = useAppState((state) => state.search);
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const hits = search?.hits ?? [];
  const at = Math.min(chosen, Math.max(0, hits.length - 1));

  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => app.ask(query), WAIT);
    return () => clearTimeout(timer);
  }, [app, query]);

  const take = (hit: SearchHit | undefined): void => {
    if (hit) app.correct(hit.concept, hit.matched);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setChosen(Math.min(hits.length - 1, Math.max(0, at + step)));
    else if (event.key === 'Enter') take(hits[at]);
    else if (event.key === 'Escape') app.run('escape');
    else return;
    event.preventDefault();
  };

  return (
    <div className="search">
      <input
        ref={input}
        className="field"
        type="search"
        role="combobox"
        aria-label="Search the knowledge base"
        aria-expanded={hits.length > 0}
        aria-controls="hits"
        aria-activedescendant={hits.length > 0 ? `hit-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder="Name, words or id"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul className="rows hits" id="hits" role="listbox" aria-label="Concepts found">
        {hits.map((hit, index) => (
          <Hit key={hit.concept.id} hit={hit} index={index} isChosen={index === at} onTake={take} />
        ))}
      </ul>
      {hits.length === 0 && <p className="search-words quiet">{wordsFor(search)}</p>}
    </div>
  );
}

function wordsFor(
  search: { query: string; hits: readonly SearchHit[] | null; failed: string | null } | null,
): string {
  if (search?.failed) return search.failed;
  if (!search || search.query.trim() === '') return 'Type a name, some of its words, or an id.';
  if (search.hits === null) return 'Searching';
  return `Nothing in the knowledge base matches “${search.query}”. Try fewer words, or press Esc, then n for none of these.`;
}

interface HitProps {
  readonly hit: SearchHit;
  readonly index: number;
  readonly isChosen: boolean;
  readonly onTake: (hit: SearchHit) => void;
}

function Hit({ hit, index, isChosen, onTake }: HitProps) {
  const row = useRef<HTMLLIElement>(null);
  const { concept, matched } = hit;
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li
      ref={row}
      id={`hit-${index}`}
      className={`row ${isChosen ? 'is-focused' : ''}`}
      role="option"
      aria-selected={isChosen}
      onClick={() => onTake(hit)}
    >
      <span className="row-main">
        <span className="row-name">{concept.name}</span>
        <span className="row-share quiet">{concept.group}</span>
      </span>
      <span className="row-notes">
        <span className="concept-id">{concept.id}</span>
        {matched.toLowerCase() !== concept.name.toLowerCase() && (
          <span className="row-written">“{matched}”</span>
        )}
      </span>
    </li>
  );
}
