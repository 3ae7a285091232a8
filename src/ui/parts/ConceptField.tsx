import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import type { ConceptId, Sha256 } from '../../core/ids.js';
import type { SearchHit } from '../../state/app-state.js';
import { useApp, useAppState } from '../app-context.js';
import { useFound } from './use-found.js';

interface ConceptFieldProps {
  readonly label: string;
  readonly chosen: ConceptId | null;
  readonly onChoose: (id: ConceptId | null) => void;
  /** Only concepts of this knowledge base; null for any. */
  readonly kb?: Sha256 | null;
}

/** A field that holds a concept, found by its name. */
export function ConceptField({ label, chosen, onChoose, kb = null }: ConceptFieldProps) {
  const app = useApp();
  const name = useAppState(({ concepts }) => (chosen === null ? '' : (concepts.get(chosen)?.name ?? chosen)));
  useEffect(() => {
    if (chosen !== null) app.needConcepts([chosen]);
  }, [app, chosen]);
  if (chosen === null) return <Finder label={label} kb={kb} onChoose={onChoose} />;
  return (
    <div className="form-stack">
      {label}
      <div className="concept-field">
        <span>
          {name} <span className="quiet">{chosen}</span>
        </span>
        <button type="button" className="link" onClick={() => onChoose(null)}>
          Another
        </button>
      </div>
    </div>
  );
}

interface FinderProps {
  readonly label: string;
  readonly kb: Sha256 | null;
  readonly onChoose: (id: ConceptId) => void;
}

function Finder({ label, kb, onChoose }: FinderProps) {
  const id = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const { hits, failed } = useFound(query, kb);
  const row = Math.min(at, Math.max(0, hits.length - 1));
  const take = (hit: SearchHit | undefined): void => {
    if (hit) onChoose(hit.concept.id);
    setQuery('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (hits.length === 0) return;
    if (event.key === 'ArrowDown') setAt(Math.min(hits.length - 1, row + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, row - 1));
    else if (event.key === 'Enter') take(hits[row]);
    else return;
    event.preventDefault();
  };
  return (
    <div className="form-stack">
      <label htmlFor={id}>{label}</label>
      <div className="finder">
        <input
          id={id}
          className="field"
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={hits.length > 0 ? `${id}-${row}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Name, words or id"
          value={query}
          onChange={({ target }) => {
            setQuery(target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <ul
          id={`${id}-list`}
          className="finder-list"
          role="listbox"
          aria-label={`Concepts for ${label}`}
          hidden={hits.length === 0}
        >
          {hits.map((hit, index) => (
            <li
              key={`${hit.kbHash} ${hit.concept.id}`}
              id={`${id}-${index}`}
              className={`finder-row ${index === row ? 'is-focused' : ''}`}
              role="option"
              aria-selected={index === row}
              onClick={() => take(hit)}
            >
              {hit.concept.name} <span className="quiet">{hit.concept.id}</span>
            </li>
          ))}
        </ul>
        {failed !== null && <p role="alert">{failed}</p>}
      </div>
    </div>
  );
}
