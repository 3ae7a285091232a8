import { useEffect, useMemo } from 'react';
import { useApp, useAppState } from '../app-context.js';

/** What the search is held to: a type, or a branch of the tree. */
export function SearchFilters() {
  const app = useApp();
  const filter = useAppState((state) => state.search?.filter);
  const opened = useAppState((state) => state.opened);
  const installed = useAppState((state) => state.library.installed);
  const branch = filter?.branches[0];
  const branchName = useAppState(({ concepts }) => (branch === undefined ? '' : concepts.get(branch)?.name));
  const groups = useMemo(() => {
    const used = new Set(opened?.kbs.map(({ hash }) => hash));
    const known = installed.filter(({ hash }) => used.has(hash)).flatMap((kb) => Object.keys(kb.groups));
    return [...new Set(known)].filter(Boolean).sort((a, b) => a.localeCompare(b, 'en'));
  }, [opened, installed]);
  useEffect(() => {
    if (branch !== undefined) app.needConcepts([branch]);
  }, [app, branch]);
  if (!filter) return null;
  return (
    <div className="search-filters">
      <label>
        <span className="quiet">Type</span>{' '}
        <select
          className="field"
          value={filter.types[0] ?? ''}
          onChange={({ target }) =>
            app.filterSearch({ ...filter, types: target.value === '' ? [] : [target.value] })
          }
        >
          <option value="">all</option>
          {groups.map((group) => (
            <option key={group} value={group}>
              {group}
            </option>
          ))}
        </select>
      </label>
      {branch !== undefined && (
        <button
          type="button"
          className="button button-plain search-branch"
          aria-label={`Search everywhere, not only below ${branchName ?? branch}`}
          onClick={() => app.filterSearch({ ...filter, branches: [] })}
        >
          <span className="quiet">below</span>
          <span className="search-branch-name">{branchName ?? branch}</span>
          <span aria-hidden="true">✕</span>
        </button>
      )}
    </div>
  );
}
