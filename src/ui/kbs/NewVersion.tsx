import { useState } from 'react';
import type { InstalledKb } from '../../core/kb/import.js';
import { useApp, useAppState } from '../app-context.js';
import { usedFor } from './scopes.js';

/** Changes the project from one installed version to another: those of the same vocabulary stand first. */
export function NewVersion({ kb }: { readonly kb: InstalledKb }) {
  const app = useApp();
  const installed = useAppState((state) => state.library.installed);
  const isUsed = useAppState(({ project }) => usedFor(project.scopes, kb.hash).length > 0);
  const [chosen, setChosen] = useState('');
  const others = installed.filter(({ hash }) => hash !== kb.hash);
  const same = others.filter(({ info }) => info.id === kb.info.id);
  const sorted = [...same, ...others.filter((other) => !same.includes(other))];
  // Only a version of the same vocabulary is chosen unasked.
  const after = sorted.find(({ hash }) => hash === chosen) ?? same[0];
  if (!isUsed || sorted.length === 0) return null;
  return (
    <form
      className="add-kb"
      onSubmit={(event) => {
        event.preventDefault();
        if (after) app.startMigration(kb.hash, after.hash);
      }}
    >
      <select
        className="field"
        aria-label={`Version to put in the place of ${kb.info.title} ${kb.info.version}`}
        value={after?.hash ?? ''}
        onChange={({ target }) => setChosen(target.value)}
      >
        {same.length === 0 && <option value="">Choose what takes its place</option>}
        {sorted.map(({ hash, info }) => (
          <option key={hash} value={hash}>
            {info.title} {info.version}
          </option>
        ))}
      </select>
      <button type="submit" className="button" disabled={!after}>
        Change to this version
      </button>
    </form>
  );
}
