import { useState } from 'react';

interface RenameFormProps {
  readonly name: string;
  readonly onRename: (name: string) => void;
  readonly onClose: () => void;
}

/** The name in a field, in its own place. */
export function RenameForm({ name, onRename, onClose }: RenameFormProps) {
  const [wanted, setWanted] = useState(name);
  return (
    <form
      className="rename"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted.trim() !== '') onRename(wanted);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <input
        className="field"
        aria-label={`New name of ${name}`}
        autoFocus
        maxLength={80}
        value={wanted}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => setWanted(target.value)}
      />
      <button type="submit" className="button button-main" disabled={wanted.trim() === ''}>
        Rename
      </button>
      <button type="button" className="button" onClick={onClose}>
        Cancel
      </button>
    </form>
  );
}
