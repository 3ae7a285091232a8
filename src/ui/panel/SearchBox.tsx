import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ConceptId } from '../../core/ids.js';
import type { SearchHit } from '../../state/app-state.js';
import { focusedMention } from '../../state/document-view.js';
import { useApp, useAppState } from '../app-context.js';
import { HitRow } from './HitRow.js';
import { ObsoleteNote } from './ObsoleteNote.js';
import { SearchFilters } from './SearchFilters.js';
import { useEnter } from './use-enter.js';
import { useSearch } from './use-search.js';

interface SearchBoxProps {
  /** Called with the concept of the highlighted row, null for none. */
  readonly onHighlight: (id: ConceptId | null) => void;
}

/** Search over the project's knowledge bases; Enter links the mention to what is highlighted. */
export function SearchBox({ onHighlight }: SearchBoxProps) {
  const app = useApp();
  const group = useAppState((state) => focusedMention(state)?.mention.type ?? '');
  const input = useRef<HTMLInputElement>(null);
  const { query, setQuery, hits, isFresh, words } = useSearch();
  const [chosen, setChosen] = useState(0);
  /** An obsolete concept that was asked for. */
  const [refused, setRefused] = useState<SearchHit | null>(null);
  const canAdd = query.trim() !== '' && isFresh;
  const count = hits.length + (canAdd ? 1 : 0);
  const at = Math.min(chosen, Math.max(0, count - 1));
  const highlighted = hits[at]?.concept.id ?? null;

  const branch = useAppState((state) => state.search?.filter.branches[0]);
  // At the opening, and when the search is held to a branch: the next thing is to type.
  useEffect(() => input.current?.focus(), [branch]);
  useEffect(() => onHighlight(highlighted), [onHighlight, highlighted]);

  const choose = (index: number): void => {
    setChosen(index);
    setRefused(null);
  };
  const add = (): void => {
    if (canAdd) app.openDialog({ kind: 'add-concept', name: query.trim(), group });
  };
  const take = (hit: SearchHit): void => {
    if (hit.concept.obsolete) setRefused(hit);
    else app.correct(hit);
  };
  const onEnter = useEnter({ query, hit: hits[at], isFresh, onTake: take, onAdd: add });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) choose(Math.min(count - 1, Math.max(0, at + step)));
    else if (event.key === 'Enter') onEnter(event);
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
        aria-expanded={count > 0}
        aria-controls="hits"
        aria-activedescendant={count > 0 ? `hit-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder="Name, words or id"
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          choose(0);
        }}
        onKeyDown={onKeyDown}
      />
      <SearchFilters />
      <ul className="rows hits" id="hits" role="listbox" aria-label="Concepts found" tabIndex={-1}>
        {hits.map((hit, index) => (
          <HitRow
            key={`${hit.kbHash} ${hit.concept.id}`}
            hit={hit}
            index={index}
            isChosen={index === at}
            onPoint={() => choose(index)}
            onTake={() => take(hit)}
          />
        ))}
        {canAdd && (
          <AddRow name={query.trim()} index={hits.length} isChosen={at === hits.length} onTake={add} />
        )}
        {words !== null && (
          <li className="search-words quiet" role="presentation">
            {words}
          </li>
        )}
      </ul>
      {refused && <ObsoleteNote hit={refused} />}
    </div>
  );
}

interface AddRowProps {
  readonly name: string;
  readonly index: number;
  readonly isChosen: boolean;
  readonly onTake: () => void;
}

/** The way out when nothing fits: a concept of the project's own. */
function AddRow({ name, index, isChosen, onTake }: AddRowProps) {
  return (
    <li
      id={`hit-${index}`}
      className={`row row-add ${isChosen ? 'is-focused' : ''}`}
      role="option"
      aria-selected={isChosen}
      onClick={onTake}
    >
      <span className="row-name">Add “{name}” as a new concept</span>
    </li>
  );
}
