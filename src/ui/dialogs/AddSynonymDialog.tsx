import { useState } from 'react';
import { SYNONYM_SCOPES, type SynonymScope } from '../../core/kb/knowledge-base.js';
import type { ConceptId } from '../../core/ids.js';
import { useApp, useAppState } from '../app-context.js';
import { Sheet } from './Sheet.js';

interface AddSynonymDialogProps {
  readonly conceptId: ConceptId;
  /** The mention's own words. */
  readonly name: string;
}

const SCOPES: Readonly<Record<SynonymScope, string>> = {
  exact: 'the same',
  narrow: 'something narrower',
  broad: 'something broader',
  related: 'something related',
};

/** One more name for a concept, in this project. */
export default function AddSynonymDialog({ conceptId, name: given }: AddSynonymDialogProps) {
  const app = useApp();
  const concept = useAppState((state) => state.concepts.get(conceptId));
  const [name, setName] = useState(given);
  const [scope, setScope] = useState<SynonymScope>('exact');
  return (
    <Sheet title={`A name for ${concept?.name ?? conceptId}`}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') app.addSynonym(conceptId, name.trim(), scope);
        }}
      >
        <label className="form-stack">
          Name
          <input
            className="field"
            autoFocus
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <fieldset className="radios">
          <legend>It means</legend>
          {SYNONYM_SCOPES.map((each) => (
            <label key={each}>
              <input type="radio" name="scope" checked={scope === each} onChange={() => setScope(each)} />
              {SCOPES[each]}
            </label>
          ))}
        </fieldset>
        <p className="quiet">
          It is kept in this project, found in texts and offered at once. Undo takes it back.
        </p>
        <div className="sheet-actions">
          <span className="spring" />
          <button type="button" className="button" onClick={app.closeDialog}>
            Cancel
          </button>
          <button type="submit" className="button button-main" disabled={name.trim() === ''}>
            Add
          </button>
        </div>
      </form>
    </Sheet>
  );
}
