import { useId, useState } from 'react';

interface NumberFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: number;
  /** What it should be, where it is wrong; else null. */
  readonly expected: string | null;
  readonly onChange: (value: number) => void;
}

/** A number as it is typed: what is half typed is told as wrong, not changed. */
export function NumberField({ label, hint, value, expected, onChange }: NumberFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(String(value));
  const isTyped = Number(typed) === value || (Number.isNaN(value) && !isNumber(typed));
  const shown = isTyped ? typed : String(value);
  return (
    <div className="form-row setting">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field"
        inputMode="decimal"
        autoComplete="off"
        value={shown}
        aria-invalid={expected !== null}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => {
          setTyped(target.value);
          onChange(isNumber(target.value) ? Number(target.value) : NaN);
        }}
      />
      <p id={`${id}-hint`} className={`form-hint ${expected === null ? 'quiet' : 'field-problem'}`}>
        {expected === null ? hint : `It must be ${expected}.`}
      </p>
    </div>
  );
}

function isNumber(typed: string): boolean {
  return typed.trim() !== '' && Number.isFinite(Number(typed));
}
