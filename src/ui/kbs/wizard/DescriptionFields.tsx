import { useId } from 'react';
import type { KbDescription } from '../../../core/kb/knowledge-base.js';

type Field = 'title' | 'version' | 'licence' | 'linkTemplate';

const FIELDS: readonly { readonly name: Field; readonly label: string; readonly hint: string }[] = [
  { name: 'title', label: 'Name', hint: '' },
  { name: 'version', label: 'Version', hint: 'as you cite it' },
  { name: 'licence', label: 'Licence', hint: 'a note for yourself and for those you share with' },
  {
    name: 'linkTemplate',
    label: 'Link to a concept',
    hint: '{id} stands for its id; empty for the usual address of ids such as HP:0001250',
  },
];

interface DescriptionFieldsProps {
  readonly description: KbDescription;
  readonly onChange: (description: KbDescription) => void;
}

/** What the knowledge base is called and where its concepts are found on the web. */
export function DescriptionFields({ description, onChange }: DescriptionFieldsProps) {
  const id = useId();
  return (
    <div className="form">
      {FIELDS.map(({ name, label, hint }) => (
        <div key={name} className="form-row">
          <label htmlFor={`${id}-${name}`}>{label}</label>
          <input
            id={`${id}-${name}`}
            className="field"
            autoComplete="off"
            spellCheck={false}
            aria-describedby={hint === '' ? undefined : `${id}-${name}-hint`}
            value={description[name]}
            onChange={({ target }) => onChange({ ...description, [name]: target.value })}
          />
          {hint !== '' && (
            <span id={`${id}-${name}-hint`} className="quiet form-hint">
              {hint}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}
