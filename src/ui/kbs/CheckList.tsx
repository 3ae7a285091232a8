import { useState } from 'react';

/** From here on a list has a field to look for a value. */
const WORTH_FILTERING = 12;

export interface CheckValue {
  readonly value: string;
  readonly label: string;
  /** How often it was met; null when that is not known. */
  readonly count: number | null;
}

interface CheckListProps {
  readonly legend: string;
  readonly values: readonly CheckValue[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Values to switch on and off, with how often each was met; long lists can be looked through. */
export function CheckList({ legend, values, chosen, onChange }: CheckListProps) {
  const [looked, setLooked] = useState('');
  const on = new Set(chosen);
  const wanted = looked.trim().toLowerCase();
  const shown = values.filter(
    ({ value, label }) => label.toLowerCase().includes(wanted) || value.toLowerCase().includes(wanted),
  );
  const set = (changed: readonly string[], isOn: boolean): void => {
    const next = new Set(on);
    for (const value of changed) {
      if (isOn) next.add(value);
      else next.delete(value);
    }
    onChange(values.map(({ value }) => value).filter((value) => next.has(value)));
  };
  const all = shown.map(({ value }) => value);
  return (
    <fieldset className="checks">
      <legend>
        {legend}{' '}
        <span className="quiet">
          {on.size} of {values.length}
        </span>
      </legend>
      <div className="checks-tools">
        {values.length > WORTH_FILTERING && (
          <input
            className="field"
            type="search"
            aria-label={`Look through ${legend}`}
            placeholder="Look for"
            value={looked}
            onChange={({ target }) => setLooked(target.value)}
          />
        )}
        <button type="button" className="link" onClick={() => set(all, true)}>
          All
        </button>
        <button type="button" className="link" onClick={() => set(all, false)}>
          None
        </button>
      </div>
      <ul className="checks-list">
        {shown.map(({ value, label, count }) => (
          <li key={value}>
            <label>
              <input
                type="checkbox"
                checked={on.has(value)}
                onChange={({ target }) => set([value], target.checked)}
              />
              <span className="checks-label">{label}</span>
              {label !== value && <span className="quiet">{value}</span>}
              {count !== null && <span className="quiet checks-count">{count.toLocaleString('en')}</span>}
            </label>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="quiet">Nothing matches “{looked}”.</p>}
    </fieldset>
  );
}
