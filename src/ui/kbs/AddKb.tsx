import { useState } from 'react';
import type { Sha256 } from '../../core/ids.js';
import { useApp, useAppState } from '../app-context.js';
import { added, rowKey, typeWords, withUses } from './scopes.js';

interface AddKbProps {
  readonly type: string;
  readonly used: readonly Sha256[];
}

/** Puts one more of the installed knowledge bases to use for a type. */
export function AddKb({ type, used }: AddKbProps) {
  const app = useApp();
  const installed = useAppState((state) => state.library.installed);
  const scopes = useAppState((state) => state.project.scopes);
  const [chosen, setChosen] = useState('');
  const left = installed.filter(({ hash }) => !used.includes(hash));
  if (left.length === 0) return null;
  const kb = left.find(({ hash }) => hash === chosen) ?? left[0];
  // A button of its own: the arrow keys change a list's value at once in some browsers.
  return (
    <form
      className="add-kb"
      data-then={kb && rowKey(type, kb.hash)}
      onSubmit={(event) => {
        event.preventDefault();
        if (kb) app.chooseKbs(withUses(scopes, type, installed, (uses) => added(uses, kb.hash)));
      }}
    >
      <select
        className="field"
        aria-label={`Knowledge base to add for ${typeWords(type, scopes)}`}
        value={kb?.hash}
        onChange={({ target }) => setChosen(target.value)}
      >
        {left.map(({ hash, info }) => (
          <option key={hash} value={hash}>
            {info.title} {info.version}
          </option>
        ))}
      </select>
      <button type="submit" className="button" aria-label={`Add it for ${typeWords(type, scopes)}`}>
        Add
      </button>
    </form>
  );
}
