import { useState } from 'react';
import { ANY_TYPE } from '../../core/project/project.js';
import { useAppState } from '../app-context.js';
import { AddKb } from './AddKb.js';
import { typeWords, usesFor } from './scopes.js';
import { useTypes } from './use-types.js';

/** Links a type of mention on its own: which type, then to what. */
export function NewScope() {
  const scopes = useAppState((state) => state.project.scopes);
  const isInstalled = useAppState((state) => state.library.installed.length > 0);
  const types = useTypes();
  const [chosen, setChosen] = useState('');
  const left = [...types, ANY_TYPE].filter((type) => !scopes.some((scope) => scope.type === type));
  if (left.length === 0 || !isInstalled) return null;
  const type = left.includes(chosen) ? chosen : '';
  return (
    <div className="new-scope">
      <select
        className="field add-kb"
        aria-label="Choose for another type of mention"
        value={type}
        onChange={({ target }) => setChosen(target.value)}
      >
        <option value="">Choose for another type</option>
        {left.map((each) => (
          <option key={each} value={each}>
            {typeWords(each, scopes)}
          </option>
        ))}
      </select>
      {type !== '' && <AddKb type={type} used={usesFor(scopes, type).map(({ kb }) => kb)} />}
    </div>
  );
}
