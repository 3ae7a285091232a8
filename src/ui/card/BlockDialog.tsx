import { useState } from 'react';
import { normaliseName } from '../../core/kb/normalise-name.js';
import { namesOf } from '../../core/kb/knowledge-base.js';
import type { PlacedConcept } from '../../state/app-state.js';
import type { MentionView } from '../../state/document-view.js';
import { useApp } from '../app-context.js';
import { Sheet } from '../dialogs/Sheet.js';
import { focusCurrentMention } from '../text/focus-current-mention.js';

interface BlockDialogProps {
  readonly concept: PlacedConcept;
  readonly mention: MentionView | undefined;
  readonly onClose: () => void;
}

/** Keeps one of a concept's names from being offered: for this concept, or for any. */
export function BlockDialog({ concept, mention, onClose }: BlockDialogProps) {
  const app = useApp();
  const names = namesOf(concept);
  const [name, setName] = useState(() => nameFor(names, mention));
  const [isForAll, setForAll] = useState(false);
  return (
    <Sheet title="Block a name" onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          app.blockName(isForAll ? null : concept.id, name);
          onClose();
          // The card, and the button that opened this, are read anew: after the dialog has given the focus back, it goes on.
          requestAnimationFrame(() => requestAnimationFrame(focusCurrentMention));
        }}
      >
        <p className="quiet">
          A blocked name is not found in texts and not offered any more. It stays on the card, and undo brings
          it back.
        </p>
        <label className="form-stack">
          Name
          <select className="field" autoFocus value={name} onChange={({ target }) => setName(target.value)}>
            {names.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="radios">
          <legend>Blocked for</legend>
          <label>
            <input type="radio" name="for" checked={!isForAll} onChange={() => setForAll(false)} />
            {concept.name}
          </label>
          <label>
            <input type="radio" name="for" checked={isForAll} onChange={() => setForAll(true)} />
            every concept
          </label>
        </fieldset>
        <div className="sheet-actions">
          <span className="spring" />
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-main">
            Block
          </button>
        </div>
      </form>
    </Sheet>
  );
}

/** The name that led here, as far as it is known: the mention's own words, else the first. */
function nameFor(names: readonly string[], mention: MentionView | undefined): string {
  const wanted = normaliseName(mention?.text ?? '');
  return names.find((name) => normaliseName(name) === wanted) ?? names[0] ?? '';
}
