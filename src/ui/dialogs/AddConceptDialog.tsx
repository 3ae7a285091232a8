import { useState } from 'react';
import type { ConceptId } from '../../core/ids.js';
import { useApp, useAppState } from '../app-context.js';
import { ConceptField } from '../parts/ConceptField.js';
import { Sheet } from './Sheet.js';

interface AddConceptDialogProps {
  readonly name: string;
  readonly group: string;
}

/** A concept that no knowledge base has yet, with an id of the project's own. */
export default function AddConceptDialog({ name: given, group: type }: AddConceptDialogProps) {
  const app = useApp();
  const hasMention = useAppState((state) => state.focusedId !== null);
  const [name, setName] = useState(given);
  const [group, setGroup] = useState(type);
  const [parent, setParent] = useState<ConceptId | null>(null);
  const [note, setNote] = useState('');
  const [isMeant, setMeant] = useState(hasMention);
  return (
    <Sheet title="A new concept">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          const parents = parent === null ? [] : [parent];
          const notes = note.trim() === '' ? [] : [note.trim()];
          app.addConcept({ name: name.trim(), group: group.trim(), parents, notes }, isMeant);
        }}
      >
        <p className="quiet">
          It is kept in this project under an id of its own, and goes out with the list of requests for new
          terms.
        </p>
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
        <label className="form-stack">
          Type
          <input
            className="field"
            autoComplete="off"
            value={group}
            onChange={({ target }) => setGroup(target.value)}
          />
        </label>
        <ConceptField label="Below" chosen={parent} onChoose={setParent} />
        <label className="form-stack">
          Note
          <textarea
            className="field"
            rows={2}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        </label>
        {hasMention && (
          <label className="form-check">
            <input type="checkbox" checked={isMeant} onChange={({ target }) => setMeant(target.checked)} />
            Link the mention to it
          </label>
        )}
        <div className="sheet-actions">
          <span className="spring" />
          <button type="button" className="button" onClick={app.closeDialog}>
            Cancel
          </button>
          <button
            type="submit"
            className="button button-main"
            disabled={name.trim() === '' || group.trim() === ''}
          >
            Add
          </button>
        </div>
      </form>
    </Sheet>
  );
}
