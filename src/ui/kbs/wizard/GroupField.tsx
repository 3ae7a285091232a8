import { useId } from 'react';
import { useTypes } from '../use-types.js';

interface GroupFieldProps {
  readonly group: string;
  readonly onChange: (group: string) => void;
}

/** The type of mention that concepts without a type of their own are for. */
export function GroupField({ group, onChange }: GroupFieldProps) {
  const groups = useTypes();
  const id = useId();
  return (
    <div className="form">
      <div className="form-row">
        <label htmlFor={id}>Its concepts are</label>
        <input
          id={id}
          className="field"
          list={`${id}-groups`}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          value={group}
          onChange={({ target }) => onChange(target.value)}
        />
        <datalist id={`${id}-groups`}>
          {groups.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
        <span id={`${id}-hint`} className="quiet form-hint">
          the type of mention they are offered for, such as Disease; where the file names types, those win
        </span>
      </div>
    </div>
  );
}
